import Dispatch
import Synchronization

/// A job and the file it was made of.
struct Prepared<Job: Sendable>: Sendable {
    let ticket: Ticket
    let job: Job
}

/// Jobs that gather while the writer commits.
struct ReadyJobs<Job: Sendable>: Sendable {
    var ahead = Line<Prepared<Job>>()
    var others = Line<Prepared<Job>>()
    /// The writer will come for them.
    var isWriterAwake = false

    /// The last batch had no room for any of the others.
    private var owesOthers = false

    /// Up to `limit` jobs, and up to `bytes` of their files unless the first alone has more. Those
    /// ahead go first; but where they left no room for the others, the next batch begins with one
    /// of these, so that a few boxes with one large file after another starve nobody.
    mutating func take(_ limit: Int, bytes: Int) -> [Prepared<Job>] {
        var batch: [Prepared<Job>] = []
        var sum = 0
        var hasOther = false
        while batch.count < limit {
            let isOther = ahead.isEmpty || (owesOthers && batch.isEmpty && !others.isEmpty)
            guard let next = isOther ? others.first : ahead.first else { break }
            sum += next.ticket.bytes
            guard batch.isEmpty || sum <= bytes else { break }
            _ = isOther ? others.popFirst() : ahead.popFirst()
            hasOther = hasOther || isOther
            batch.append(next)
        }
        owesOthers = !hasOther && !others.isEmpty
        return batch
    }
}

/// What the writer's queue owns.
struct WriterDesk<Job: Sendable> {
    /// The batch that is to be tried again.
    var pending: [Prepared<Job>] = []
    /// How often it failed.
    var failures = 0
    var stopReason: String?
}

/// The writer's stage: all that is ready goes in one commit. While it lasts the next batch
/// gathers; nothing is ever delayed to make a batch larger.
extension Spool {
    /// Called by workers.
    func give(_ jobs: [Prepared<Host.Job>], isAhead: Bool) {
        let wakes = ready.withLock { ready in
            if isAhead {
                ready.ahead.append(contentsOf: jobs)
            } else {
                ready.others.append(contentsOf: jobs)
            }
            defer { ready.isWriterAwake = true }
            return !ready.isWriterAwake
        }
        if wakes { writer.async { self.write(&$0) } }
    }

    /// Commits until nothing is ready, or until a commit must wait.
    private func write(_ desk: inout WriterDesk<Host.Job>) {
        pulses.writer.isBusy(true)
        defer { pulses.writer.isBusy(false) }
        while let batch = nextBatch(&desk) {
            guard desk.stopReason == nil else {
                abandon(batch)
                continue
            }
            do throws(CommitFailure) {
                try commit(batch)
                desk.pending = []
                if desk.failures > 0 { observe(.commitGoesOn) }
                desk.failures = 0
                pulses.writer.waits(for: nil)
            } catch {
                handle(error, batch, &desk)
                if !desk.pending.isEmpty { return }
            }
            pulses.writer.step()
        }
    }

    private func nextBatch(_ desk: inout WriterDesk<Host.Job>) -> [Prepared<Host.Job>]? {
        guard desk.pending.isEmpty else { return desk.pending }
        let (most, bytes) = tuning.withLock { ($0.maximumBatch, $0.maximumBatchBytes) }
        // A batch that could not be noted is not made.
        let limit = min(most, notes.withLock { $0 }?.batch ?? most)
        if brake.isOutOfTime { abandon(ready.withLock { $0.take(.max, bytes: .max) }) }
        return ready.withLock { ready in
            let batch = ready.take(limit, bytes: bytes)
            ready.isWriterAwake = !batch.isEmpty
            return batch.isEmpty ? nil : batch
        }
    }

    private func commit(_ batch: [Prepared<Host.Job>]) throws(CommitFailure) {
        let notes = notes.withLock { $0 }
        notes?.commits(batch.lazy.map { $0.ticket })
        defer { notes?.endsCommit() }
        let settlements = try host.commit(batch.map { $0.job })
        precondition(
            settlements.count == batch.count, "the host owes one settlement for each job")
        var items: [SettleItem] = []
        items.reserveCapacity(batch.count)
        var bytes = 0
        for (one, settlement) in zip(batch, settlements) {
            bytes += one.ticket.bytes
            items.append(SettleItem(ticket: one.ticket, settlement: settlement))
        }
        budget.release(bytes)
        counters.batches.wrappingAdd(1, ordering: .relaxed)
        settle(items)
    }

    private func handle(
        _ failure: CommitFailure, _ batch: [Prepared<Host.Job>],
        _ desk: inout WriterDesk<Host.Job>
    ) {
        desk.pending = []
        switch failure {
        case .stop(let reason):
            brake.isStopped.store(true, ordering: .sequentiallyConsistent)
            // The host ends the process now: that is nobody's death.
            notes.withLock { $0 }?.endsInOrder()
            desk.stopReason = reason
            abandon(batch)
            observe(.stopped(reason: reason))
            intake.async { desk in
                desk.stopReason = reason
                desk.logic.stop()
                self.step(&desk)
            }
        case .retry(let reason):
            pulses.writer.waits(for: reason)
            if desk.failures == 0 { observe(.commitWaits(reason: reason)) }
            desk.failures += 1
            guard !brake.isDraining.load(ordering: .relaxed) else {
                abandon(batch)
                return
            }
            desk.pending = batch
            let wait = Int(Limits.backoff(after: desk.failures))
            writer.async(after: .nanoseconds(wait)) { self.writePending(&$0) }
        }
    }

    private func writePending(_ desk: inout WriterDesk<Host.Job>) {
        if !desk.pending.isEmpty { write(&desk) }
    }

    /// A drain gives the waiting batch one last try, now.
    func stopWaitingToCommit() {
        writer.async { self.writePending(&$0) }
    }

    /// Leaves files where they are: the next start finds them.
    private func abandon(_ batch: [Prepared<Host.Job>]) {
        budget.release(batch.reduce(0) { $0 + $1.ticket.bytes })
        counters.uncommitted.wrappingAdd(batch.count, ordering: .relaxed)
        land(batch.map { Settled($0.ticket, .abandoned) })
    }
}

extension Settled {
    init(_ ticket: Ticket, _ outcome: SettleOutcome) {
        self.init(
            box: ticket.handle.id, name: ticket.takenAs, given: ticket.given, outcome: outcome)
    }

    func isOf(_ ticket: Ticket) -> Bool { box == ticket.handle.id && name == ticket.takenAs }
}
