import Ledger
import Programme

/// What was committed since the start: counters, as Prometheus wants them. They begin at zero with
/// each process, which `rate()` and `increase()` expect; what there is in all is in the ledger.
struct JobTally: Sendable {
    /// Jobs that are counted together.
    struct Kind: Hashable, Sendable {
        let source: SourceCode
        /// Nil of a file in which none could be read.
        let schema: JobSchema?
        let outcome: JobOutcome
    }

    /// Items that are counted together.
    struct ItemKind: Hashable, Sendable {
        let source: SourceCode
        let outcome: ItemOutcome
    }

    private(set) var jobs: [Kind: UInt64] = [:]
    private(set) var items: [ItemKind: UInt64] = [:]
    private(set) var commitDuration = Histogram(.commit)
    private(set) var batchSize = Histogram(.batch)
    /// From when a file came to be as it is in its drop box, by the kernel's clock, to its commit.
    private(set) var latency = Histogram(.latency)
    /// From when a file was read to its commit.
    private(set) var processing = Histogram(.latency)

    /// Counts a batch. Neighbours of one kind, as most are, cost one look-up together.
    mutating func add(_ commit: Commit) {
        commitDuration.add(Int64(commit.took / .nanoseconds(1)))
        batchSize.add(Int64(commit.recorded.count))
        var last: Kind?
        var run: UInt64 = 0
        for (received, record) in zip(commit.received, commit.recorded) where !record.isLeftover {
            let kind = Kind(source: record.box, schema: record.schema, outcome: record.outcome)
            if kind == last {
                run += 1
            } else {
                if let last { jobs[last, default: 0] += run }
                (last, run) = (kind, 1)
            }
            add(itemsOf: record)
            // One that was deferred has lost its file long ago.
            guard record.resumes == nil else { continue }
            latency.add(commit.at.nanoseconds - received.identity.ctimeNs)
            processing.add(commit.at.nanoseconds - received.receivedAt.nanoseconds)
        }
        if let last { jobs[last, default: 0] += run }
    }

    /// A duplicate's and a deferred job's items are counted with the attempt that takes them up.
    private mutating func add(itemsOf record: RecordedJob) {
        switch record.outcome {
        case .accepted, .acceptedWithWarnings, .partiallyAccepted:
            add(record.counts.recorded, .recorded, of: record.box)
            add(record.counts.sent - record.counts.recorded, .refused, of: record.box)
        case .refused: add(record.counts.sent, .refused, of: record.box)
        case .validated:
            let valid = record.items.count { $0.outcome == .valid }
            add(valid, .valid, of: record.box)
            add(record.counts.sent - valid, .refused, of: record.box)
        case .deferred, .duplicate, .conflict, .unreadable: break
        }
    }

    private mutating func add(_ count: Int, _ outcome: ItemOutcome, of source: SourceCode) {
        guard count > 0 else { return }
        items[ItemKind(source: source, outcome: outcome), default: 0] += UInt64(count)
    }
}
