import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// Which deliveries a command is about: all that is said must hold.
struct JobSelection: ParsableArguments {
    @Option(help: ArgumentHelp("Only those of this source.", valueName: "code"))
    var source: SourceCode?

    @Option(help: "Only those with this outcome; may be given again for another.")
    var outcome: [JobOutcome] = []

    @Option(help: "Only files of this kind; may be given again for another.")
    var kind: [JobKind] = []

    @Option(
        help: ArgumentHelp(
            "Only those received then or later: a day, a moment, or how long ago (30m, 12h, 7d).",
            valueName: "when"))
    var since: Moment?

    @Option(
        help: ArgumentHelp(
            "Only those received before then; of a day, to its end.", valueName: "when"))
    var until: Moment?

    @Option(
        help: ArgumentHelp(
            "Only those with this complaint or remark, as E204.", valueName: "code"))
    var complaint: ComplaintCode?

    @Option(help: ArgumentHelp("Only those whose job id begins so.", valueName: "text"))
    var job: String?

    @Option(help: "Only those with a fact that has this verdict now.")
    var verdict: Verdict?

    @Option(
        help: ArgumentHelp(
            "Only those with a smaller number: the next page.", valueName: "number"))
    var before: Int64?

    /// Whether anything is said.
    var isNarrow: Bool {
        source != nil || !outcome.isEmpty || !kind.isEmpty || since != nil || until != nil
            || complaint != nil || job != nil || verdict != nil || before != nil
    }

    /// The same for the ledger.
    var filter: LedgerReader.JobFilter {
        LedgerReader.JobFilter(
            source: source, schemas: kind.map(\.schema), outcomes: outcome, since: since?.first,
            until: until?.end, complaint: complaint, jobPrefix: job, verdict: verdict,
            before: before)
    }
}

/// A kind of job file, by the short name that stands in its schema.
enum JobKind: String, CaseIterable, ExpressibleByArgument {
    case stageUpdate = "stage-update"
    case trainingRoster = "training-roster"
    case fundingApplication = "funding-application"
    case operatorCommand = "operator-command"

    var schema: JobSchema {
        switch self {
        case .stageUpdate: .stageUpdate
        case .trainingRoster: .trainingRoster
        case .fundingApplication: .fundingApplication
        case .operatorCommand: .operatorCommand
        }
    }
}

/// A moment as a person types it: `2018-06-12`, `2018-06-12T09:00:00+07:00`, `12h`.
struct Moment: ExpressibleByArgument {
    /// When it begins.
    let first: Instant
    /// When it is over: of a day its end in Jakarta, else the moment itself.
    let end: Instant

    init?(argument: String) {
        if let day = Day(argument) {
            first = Instant(startOfJakartaDay: day)
            end = first.adding(seconds: 86_400)
        } else if let instant = Instant(argument) ?? Moment.ago(argument) {
            (first, end) = (instant, instant)
        } else {
            return nil
        }
    }

    /// `90s`, `30m`, `12h`, `7d`: so long before now.
    private static func ago(_ text: String) -> Instant? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
            (0...100_000_000).contains(count)
        else { return nil }
        return WallClock.now.adding(seconds: -count * unit)
    }
}

extension Verdict: ExpressibleByArgument {}

extension ComplaintCode: ExpressibleByArgument {
    /// Reads a code in large or small letters.
    package init?(argument: String) { self.init(rawValue: argument.uppercased()) }

    /// None: there are too many for a line of help. `man okoce-jobs` lists them.
    package static var allValueStrings: [String] { [] }
}
