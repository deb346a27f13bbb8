import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// `okocectl report`: the office's figures.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Shows the office's figures, as of any day.",
        subcommands: [
            OneReport<Stages>.self, OneReport<Evaluation>.self, OneReport<Training>.self,
            OneReport<Funding>.self, OneReport<Affiliation>.self, OneReport<Waiting>.self,
            AllReportsCommand.self,
        ])

    @OptionGroup(title: "Where things are") var locations: Locations
}

/// Names one of the six reports, and says what it is to who asks for help.
protocol NamedReport {
    static var kind: ReportKind { get }
    static var abstract: String { get }
    /// What `--from` narrows down.
    static var from: String { get }
}

enum Stages: NamedReport {
    static let kind = ReportKind.stages
    static let abstract = "How many members had reached each of the seven steps; the funnel."
    static let from = "Its steps are shown as new; by week and month it is where the rows begin."
}

enum Evaluation: NamedReport {
    static let kind = ReportKind.evaluation
    static let abstract = "The fortnight against the targets of targets.yaml."
    static let from = ""
}

enum Training: NamedReport {
    static let kind = ReportKind.training
    static let abstract = "What training was held, who came, and what it cost."
    static let from = "Classes whose last session was before it do not count."
}

enum Funding: NamedReport {
    static let kind = ReportKind.funding
    static let abstract = "Applications and rupiah at each state, by lender and product."
    static let from = "Applications that began before it do not count."
}

enum Affiliation: NamedReport {
    static let kind = ReportKind.affiliation
    static let abstract = "Work in the programme's name by who is not part of it."
    static let from = "Activity before it does not count."
}

enum Waiting: NamedReport {
    static let kind = ReportKind.waiting
    static let abstract = "What is held or contradicted, for what, since when, whose turn it is."
    static let from = "What waits since before it does not count."
}

/// `okocectl report stages` and the others.
struct OneReport<Name: NamedReport>: ParsableCommand {
    static var configuration: CommandConfiguration {
        let by = Name.kind.groupings.map(\.rawValue)
        let from =
            Name.from.isEmpty
            ? "It looks at fortnights: --from has no meaning here."
            : "--from: \(Name.from)"
        return CommandConfiguration(
            commandName: Name.kind.rawValue, abstract: Name.abstract,
            discussion: "--by: \(by.joined(separator: ", ")); \(by[0]) unless said. \(from)")
    }

    @Option(help: "What the rows are.")
    var by: Grouping?
    @OptionGroup var times: ReportTimes
    @Option(help: "How it is written; html is one page with charts that needs no network.")
    var format = ReportFormat.table
    @Option(
        help: ArgumentHelp(
            "Which of the report's tables --format csv writes; the first one unless said.",
            valueName: "name"))
    var table: String?
    @OptionGroup var words: LanguageOption
    @OptionGroup(title: "Unmasked (waiting)") var reveal: RevealOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        if let by, !Name.kind.groupings.contains(by) {
            let known = Name.kind.groupings.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                "The \(Name.kind.rawValue) report is not by \(by.rawValue); it is by \(known).")
        }
        if Name.from.isEmpty, times.from != nil {
            throw ValidationError(
                "The \(Name.kind.rawValue) report looks at the fortnights before --as-of; leave "
                    + "--from out.")
        }
        if reveal.reveal, format == .html {
            throw ValidationError("A page is for others to read; --reveal goes with no html.")
        }
        if reveal.reveal, Name.kind != .waiting {
            throw ValidationError(
                "The \(Name.kind.rawValue) report tells of nobody; --reveal goes with waiting.")
        }
        if table != nil, format != .csv {
            throw ValidationError(
                "--table chooses what --format csv writes; the other formats write all tables.")
        }
    }

    func run() throws {
        let question = ReportQuestion(
            Name.kind, by: by, asOf: times.asOf, from: times.from, knownAt: times.knownAt)
        let origin = format == .html ? try locations.origin() : nil
        var people: [NIK] = []
        let (report, kecamatan) = try locations.office(knownAt: times.knownAt) {
            (office) throws(LedgerError) in
            guard reveal.reveal else {
                return (
                    try office.report(Name.kind, question, now: WallClock.now), office.kecamatan
                )
            }
            let unveiled = try office.waitingUnveiled(question, now: WallClock.now)
            people = unveiled.people
            return (unveiled.report, office.kecamatan)
        }
        // Nothing of it is shown until that is recorded.
        _ = try reveal.veil(.waiting, of: people.map { .person($0) }, locations)
        if let origin {
            let page = OfficePage([report], origin, kecamatan: kecamatan)
            return try Output.write(page.html(words.language))
        }
        guard let table else { return try format.write(report, words.language) }
        guard let part = report.parts.first(where: { $0.key == table }) else {
            let known = report.parts.map(\.key).joined(separator: ", ")
            throw ValidationError("This report has no table '\(table)'; it has \(known).")
        }
        try Output.write(report.csvText(part, language: words.language))
    }
}

/// The days and moments that a report is of.
struct ReportTimes: ParsableArguments {
    @OptionGroup var day: DayOptions

    @Option(
        help: ArgumentHelp(
            "The first day of the time that is looked at, YYYY-MM-DD in Jakarta.", valueName: "day")
    )
    var from: Day?

    @Option(
        help: ArgumentHelp(
            "The last day of it: another name of --as-of.", valueName: "day"))
    var to: Day?

    @Option(
        help: ArgumentHelp(
            """
            Only what was recorded by this moment, YYYY-MM-DDThh:mm:ss+07:00, or by the end of this \
            day: a figure published then, whatever was corrected since. Folds again what came later \
            and takes longer the more that is.
            """, valueName: "instant"))
    var knownAt: Instant?

    var asOf: Day { to ?? day.asOf }

    func validate() throws {
        if let to, let other = day.day, to != other {
            throw ValidationError("--to and --as-of both name the last day; leave one out.")
        }
        guard let from else { return }
        guard from <= asOf else {
            throw ValidationError("--from \(from) is after the last day, \(asOf).")
        }
        guard from >= asOf.adding(days: -4000) else {
            throw ValidationError(
                "--from \(from) is more than 4,000 days before the last day, \(asOf).")
        }
    }
}

/// `--language` of reports.
struct LanguageOption: ParsableArguments {
    @Option(help: "In which language it is written, with its way of writing numbers and days.")
    var language = Language.english
}

extension Locations {
    /// Where a page made now comes from.
    func origin() throws -> OfficePage.Origin {
        try reading { (ledger) throws(LedgerError) in
            OfficePage.Origin(
                madeAt: WallClock.now, program: "okocectl \(Version.current)",
                lastDelivery: try ledger.lastAttempt())
        }
    }

    /// Lets an office read the ledger as it is, or as it was known; all its reports are of one moment.
    func office<Result>(
        knownAt moment: Instant?, _ body: (Office) throws(LedgerError) -> Result
    ) throws -> Result {
        let configuration = try configuration()
        let known = moment.map { KnownThen(at: $0, under: configuration.rules) }
        return try reading(known) { (ledger) throws(LedgerError) in
            try ledger.atOneMoment { (ledger) throws(LedgerError) in
                try body(
                    Office(ledger, rules: configuration.rules, targets: configuration.targets))
            }
        }
    }
}
