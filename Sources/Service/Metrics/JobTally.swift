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

    /// Counts a batch. Neighbours of one kind, as most are, cost one look-up together; nothing is
    /// copied, since a report has many parts to be counted as held.
    mutating func add(_ commit: Commit) {
        commitDuration.add(Int64(commit.took / .nanoseconds(1)))
        batchSize.add(Int64(commit.recorded.count))
        var run: Run?
        for index in commit.recorded.indices where !commit.recorded[index].isLeftover {
            let kind = Kind(
                source: commit.recorded[index].box, schema: commit.recorded[index].schema,
                outcome: commit.recorded[index].outcome)
            if run?.kind != kind {
                if let run { add(run) }
                run = Run(kind: kind)
            }
            run?.add(commit.recorded, index)
            // One that was deferred has lost its file long ago.
            guard commit.recorded[index].resumes == nil else { continue }
            let now = commit.at.nanoseconds
            latency.add(now - commit.received[index].identity.ctimeNs)
            processing.add(now - commit.received[index].receivedAt.nanoseconds)
        }
        if let run { add(run) }
    }

    private mutating func add(_ run: Run) {
        jobs[run.kind, default: 0] += run.jobs
        for (outcome, count) in [
            (ItemOutcome.recorded, run.recorded), (.refused, run.refused), (.valid, run.valid),
        ] where count > 0 {
            let kind = ItemKind(source: run.kind.source, outcome: outcome)
            items[kind, default: 0] += UInt64(count)
        }
    }

    /// Neighbours of one kind.
    private struct Run {
        let kind: Kind
        var jobs: UInt64 = 0
        var recorded = 0
        var refused = 0
        var valid = 0

        init(kind: Kind) {
            self.kind = kind
        }

        /// A duplicate's and a deferred job's items are counted with the attempt that takes them up.
        mutating func add(_ reports: [RecordedJob], _ index: Int) {
            jobs += 1
            let counts = reports[index].counts
            switch kind.outcome {
            case .accepted, .acceptedWithWarnings, .partiallyAccepted:
                recorded += counts.recorded
                refused += counts.sent - counts.recorded
            case .refused: refused += counts.sent
            case .validated:
                let valid = reports[index].items.count { $0.outcome == .valid }
                self.valid += valid
                refused += counts.sent - valid
            case .deferred, .duplicate, .conflict, .unreadable: break
            }
        }
    }
}
