import Glibc
import Ledger
import Programme
import Reports

/// What became of the files of a retry, each beside what it was before.
struct RetryOutcomes {
    private static let pause: useconds_t = 50_000
    private static let patience = Duration.seconds(2)

    /// The attempt that recorded the command.
    let command: Int64
    private(set) var table = Table(columns: [
        Table.Column("attempt", title: "#", .number),
        Table.Column("source", title: "SOURCE", .code),
        Table.Column("job_id", title: "JOB", .tail, isSpare: true),
        Table.Column("was", title: "WAS", .code),
        Table.Column("now", title: "NOW", .code),
        Table.Column("new_attempt", title: "NEW #", .number),
        Table.Column("file", title: "FILE", .text),
        Table.Column("complaints_gone", title: "MENDED", .text),
        Table.Column("complaints_left", title: "STILL", .text),
        Table.Column("complaints_new", title: "NEW", .text, isSpare: true),
        Table.Column("waits_for", title: "WAITS FOR", .text, isSpare: true),
    ])
    /// How many files there are of each word of column `now`.
    private var counts: [String: Int] = [:]
    /// How many wait of each source that is paused.
    private var held: [SourceCode: (pause: Pause, files: Int)] = [:]
    private var rejected = 0

    init(command: Int64) {
        self.command = command
    }

    /// Nil if every file went back and was taken.
    var failure: CommandFailure? {
        var lines: [String] = []
        add(
            "gone", "no longer in rejected/: its source took it, or it went back before",
            "no longer in rejected/: their sources took them, or they went back before", &lines)
        add(
            "not rejected",
            "of a delivery that is not there or was not rejected: okocectl jobs lists them",
            "of deliveries that are not there or were not rejected: okocectl jobs lists them",
            &lines)
        add(
            "no drop box",
            "of a source without a drop box: register it and make its box (okocectl source add)",
            "of sources without a drop box: register them and make the boxes (okocectl source add)",
            &lines)
        for (pause, files) in held.values.sorted(by: { $0.pause.source < $1.pause.source }) {
            let since = TerminalTable.text(.instant(pause.since))
            lines.append(
                """
                \(RetryOutcomes.files(files, "waits", "wait")) in the drop box: \(pause.source) is \
                paused since \(since) by \(pause.operatorName) (\(pause.reason)). To have \
                \(files == 1 ? "it" : "them") judged: okocectl resume \(pause.source) --reason WHY
                """)
        }
        let late = counts["waiting", default: 0] - held.values.reduce(0) { $0 + $1.files }
        if late > 0 {
            lines.append(
                """
                timed out: \(RetryOutcomes.files(late, "is", "are")) not judged yet; it will be done \
                all the same. okocectl status says what keeps okoced from it.
                """)
        }
        let message = lines.isEmpty ? nil : lines.joined(separator: "\n")
        if rejected > 0 { return CommandFailure(.refusedOrAbsent, message) }
        return message.map { CommandFailure(.timedOut, $0) }
    }

    private func add(_ word: String, _ one: String, _ many: String, _ lines: inout [String]) {
        guard let count = counts[word] else { return }
        lines.append(
            "\(RetryOutcomes.files(count, "is", "are")) \(count == 1 ? one : many).")
    }

    private static func files(_ count: Int, _ one: String, _ many: String) -> String {
        count == 1 ? "1 file \(one)" : "\(count) files \(many)"
    }

    /// Waits until all files are judged again, save those of paused sources, or the time is over.
    mutating func wait(
        for count: Int, _ locations: Locations, until deadline: ContinuousClock.Instant
    ) throws {
        let progress = ProgressLine()
        let patience = min(deadline, ContinuousClock.now + RetryOutcomes.patience)
        var files: [RetriedFile] = []
        var pauses: [SourceCode: Pause] = [:]
        while true {
            let open = try locations.reading { (ledger) throws(LedgerError) in
                files = try ledger.retries(of: command)
                pauses = Dictionary(try ledger.pauses().map { ($0.source, $0) }) { $1 }
                return try files.count { (file) throws(LedgerError) in
                    try isOpen(file, pauses, until: patience, ledger)
                }
            }
            progress.show(count - open, of: count, "judged again")
            guard open > 0, ContinuousClock.now < deadline else { break }
            usleep(RetryOutcomes.pause)
        }
        progress.clear()
        try locations.reading { (ledger) throws(LedgerError) in
            for file in files { try add(file, pauses, ledger) }
        }
    }

    /// Whether there is something to be waited for.
    ///
    /// - Parameter patience: how long a file is waited for that has not gone back, although its source
    ///   is paused: it may have been refused and have yet to leave its box.
    private func isOpen(
        _ file: RetriedFile, _ pauses: [SourceCode: Pause],
        until patience: ContinuousClock.Instant, _ ledger: LedgerReader
    ) throws(LedgerError) -> Bool {
        guard file.outcome == .returned || file.outcome == nil, file.newAttempt == nil else {
            return false
        }
        guard !pauses.isEmpty, let source = try ledger.report(ofAttempt: file.attempt)?.box,
            pauses[source] != nil
        else { return true }
        return file.outcome == nil && ContinuousClock.now < patience
    }

    private mutating func add(
        _ file: RetriedFile, _ pauses: [SourceCode: Pause], _ ledger: LedgerReader
    ) throws(LedgerError) {
        let was = try ledger.report(ofAttempt: file.attempt)
        var now: RecordedJob?
        var isSame: Bool?
        if let number = file.newAttempt {
            now = try ledger.report(ofAttempt: number)
            isSame =
                try ledger.sha256(ofAttempt: file.attempt) == ledger.sha256(ofAttempt: number)
        }
        let word: String
        switch (file.outcome, now) {
        case (_, let now?): word = now.outcome.rawValue
        case (.returned?, nil), (nil, nil): word = "waiting"
        case (.gone?, nil): word = "gone"
        case (.notRejected?, nil): word = "not rejected"
        case (.noBox?, nil): word = "no drop box"
        }
        counts[word, default: 0] += 1
        var pause: Pause?
        if word == "waiting" {
            pause = (was?.box).flatMap { pauses[$0] }
            if let pause { held[pause.source, default: (pause, 0)].files += 1 }
        } else if now?.outcome.isRejected ?? true {
            rejected += 1
        }
        let (before, after) = (was?.codes ?? [], now?.codes ?? [])
        table.append([
            .integer(file.attempt), .optional(was?.box.text),
            .optional((was?.jobID?.text).map(Masking.maskingPeople)),
            .optional(was?.outcome.rawValue), .text(word),
            now.map { .integer($0.attempt) } ?? .missing,
            isSame.map { .text($0 ? "the same" : "changed") } ?? .missing,
            RetryOutcomes.cell(now == nil ? [] : before.subtracting(after)),
            RetryOutcomes.cell(before.intersection(after)),
            RetryOutcomes.cell(after.subtracting(before)),
            .optional(
                pause.map {
                    Masking.maskingPeople(
                        in: "\($0.source), paused by \($0.operatorName) since "
                            + TerminalTable.text(.instant($0.since)))
                }),
        ])
    }

    private static func cell(_ codes: Set<String>) -> Cell {
        codes.isEmpty ? .missing : .text(codes.sorted().joined(separator: " "))
    }
}

extension RecordedJob {
    /// The codes of all that was complained of.
    fileprivate var codes: Set<String> {
        Set((complaints + items.flatMap(\.complaints)).map(\.code.rawValue))
    }
}
