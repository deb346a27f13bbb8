import Glibc
import Ledger
import Programme
import Reports

/// What became of the files of a retry, each beside what it was before.
struct RetryOutcomes {
    private static let pause: useconds_t = 50_000

    /// The attempt that recorded the command.
    let command: Int64
    private(set) var table = Table(columns: [
        Table.Column("attempt", title: "#", .number),
        Table.Column("source", title: "SOURCE", .code),
        Table.Column("job_id", title: "JOB", .tail, isSpare: true),
        Table.Column("was", title: "WAS", .text),
        Table.Column("now", title: "NOW", .text),
        Table.Column("new_attempt", title: "NEW #", .number),
        Table.Column("file", title: "FILE", .text),
        Table.Column("complaints_gone", title: "MENDED", .text),
        Table.Column("complaints_left", title: "STILL", .text),
        Table.Column("complaints_new", title: "NEW", .text, isSpare: true),
    ])
    private var waiting = 0
    private var rejected = 0

    init(command: Int64) {
        self.command = command
    }

    /// Nil if every file went back and was taken.
    var failure: CommandFailure? {
        if rejected > 0 { return CommandFailure(.refusedOrAbsent) }
        guard waiting > 0 else { return nil }
        return CommandFailure(
            .timedOut,
            "timed out: \(waiting) files are not judged yet; it will be done all the same. "
                + "okocectl status says what keeps okoced from it.")
    }

    /// Waits until all files are judged again, save those of paused sources, or the time is over.
    mutating func wait(
        for count: Int, _ locations: Locations, until deadline: ContinuousClock.Instant
    ) throws {
        let progress = ProgressLine()
        var files: [RetriedFile] = []
        while true {
            let open = try locations.reading { (ledger) throws(LedgerError) in
                files = try ledger.retries(of: command)
                let paused = Set(try ledger.pauses().map(\.source))
                return try files.count { (file) throws(LedgerError) in
                    try isOpen(file, paused, ledger)
                }
            }
            progress.show(count - open, of: count, "judged again")
            guard open > 0, ContinuousClock.now < deadline else { break }
            usleep(RetryOutcomes.pause)
        }
        progress.clear()
        try locations.reading { (ledger) throws(LedgerError) in
            for file in files { try add(file, ledger) }
        }
    }

    /// Whether there is something to be waited for.
    private func isOpen(
        _ file: RetriedFile, _ paused: Set<SourceCode>, _ ledger: LedgerReader
    ) throws(LedgerError) -> Bool {
        guard let outcome = file.outcome else { return true }
        guard outcome == .returned, file.newAttempt == nil else { return false }
        guard !paused.isEmpty else { return true }
        let source = try ledger.report(ofAttempt: file.attempt)?.box
        return source.map { !paused.contains($0) } ?? false
    }

    private mutating func add(_ file: RetriedFile, _ ledger: LedgerReader) throws(LedgerError) {
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
        if word == "waiting" {
            waiting += 1
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
