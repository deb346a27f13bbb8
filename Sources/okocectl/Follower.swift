import Glibc
import Ledger
import Programme
import Reports
import Service
import Spool

/// Waits for what became of files that were handed in.
final class Follower {
    private static let pause: useconds_t = 50_000

    private let state: String
    private var reader: LedgerReader?
    private let before: Int64

    /// Notes where the ledger is, before the first file is handed in.
    init(state: String) throws {
        self.state = state
        do {
            reader = try Follower.open(state)
            before = try reader?.lastAttempt() ?? 0
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Waits until the ledger has all files, or the time is over.
    func follow(
        _ handed: [Submission.Handed], until deadline: ContinuousClock.Instant?
    ) throws -> Outcomes {
        var outcomes = Outcomes()
        for (file, record) in try records(of: handed, until: deadline) {
            outcomes.add(file, record)
        }
        return outcomes
    }

    /// What the ledger has of each file, in the order in which they came; then those that it does
    /// not have when the time is over.
    func records(
        of handed: [Submission.Handed], until deadline: ContinuousClock.Instant?
    ) throws -> [(file: Submission.Handed, record: RecordedJob?)] {
        var following = Following(handed, after: before)
        var records: [(file: Submission.Handed, record: RecordedJob?)] = []
        let progress = ProgressLine()
        defer { progress.clear() }
        do {
            while following.arrived < handed.count {
                if reader == nil { reader = try Follower.open(state) }
                if let reader {
                    for (file, attempt) in try following.look(at: reader) {
                        records.append((file, try reader.report(ofAttempt: attempt)))
                    }
                }
                progress.show(following.arrived, of: handed.count, "recorded")
                guard following.arrived < handed.count else { break }
                if let deadline, ContinuousClock.now >= deadline {
                    for file in following.missing { records.append((file, nil)) }
                    break
                }
                usleep(Follower.pause)
            }
        } catch {
            throw CommandFailure(error)
        }
        return records
    }

    /// The ledger; nil while no daemon has made one. One that may not be looked at will not appear
    /// by waiting.
    private static func open(_ state: String) throws(LedgerError) -> LedgerReader? {
        guard access("\(state)/\(Ledger.fileName)", F_OK) == 0 || errno != ENOENT else {
            return nil
        }
        return try LedgerReader(path: state)
    }
}

/// What became of files that were handed in.
struct Outcomes {
    private(set) var table = Table(columns: [
        Table.Column("file", title: "FILE", .tail),
        Table.Column("source", title: "SOURCE", .code),
        Table.Column("job_id", title: "JOB", .tail),
        Table.Column("outcome", title: "OUTCOME", .text),
        Table.Column("items", title: "ITEMS", .number),
        Table.Column("recorded", title: "GOOD", .number),
        Table.Column("waiting", title: "HELD", .number),
        Table.Column("complaints", title: "COMPLAINTS", .text),
    ])
    /// Whether every file was recorded, and none refused.
    private(set) var isGood = true
    private var missing = 0

    /// Nil unless the time was over for some.
    var failure: CommandFailure? {
        guard missing > 0 else { return nil }
        return CommandFailure(
            .timedOut,
            "timed out: \(missing) files are not recorded yet; they stay in their drop boxes.\n"
                + "Is okoced running? `okocectl status` tells.")
    }

    /// Adds a file; nil if the ledger does not have it yet.
    mutating func add(_ file: Submission.Handed, _ record: RecordedJob?) {
        guard let record else {
            missing += 1
            table.append(
                [
                    .text(Masking.maskingPeople(in: file.path)), .text(file.source.text), .missing,
                    .text("waiting"),
                ]
                    + [Cell](repeating: .missing, count: 4))
            return
        }
        isGood = isGood && !record.outcome.isRejected
        let codes = (record.complaints + record.items.flatMap(\.complaints)).map(\.code.rawValue)
        let distinct = Set(codes).sorted().joined(separator: " ")
        table.append([
            .text(Masking.maskingPeople(in: file.path)), .text(file.source.text),
            .optional((record.jobID?.text).map(Masking.maskingPeople)),
            .text(record.outcome.rawValue), .integer(record.counts.sent),
            .integer(record.counts.recorded),
            .integer(record.items.count { $0.judgement?.waitsFor != nil }),
            distinct.isEmpty ? .missing : .text(distinct),
        ])
    }
}
