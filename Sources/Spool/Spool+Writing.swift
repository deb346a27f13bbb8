import Dispatch
import Synchronization

/// What the writer's queue owns.
struct WriterDesk<Job: Sendable> {
    /// The batch that is to be tried again.
    var pending: [Prepared<Job>] = []
    /// How often it failed.
    var failures = 0
    var stopReason: String?
}

/// The writer's stage: all that is ready goes in one commit. While it lasts the next batch
/// gathers; no timer delays one, see ``ReadyJobs``.
extension Spool {
    /// Called by workers.
    ///
    /// - Parameter mayCommit: there is nothing else for the caller to do. Then it commits the jobs
    ///   itself if they are all there is: to wake the writer's thread takes a lone file as long as to
    ///   read it.
    func give(_ jobs: [Prepared<Host.Job>], isAhead: Bool, mayCommit: Bool) {
        let bounds = bounds
        let (wakes, isAll) = ready.withLock {
            ($0.give(jobs, isAhead: isAhead, bounds), $0.count == jobs.count)
        }
        guard wakes else { return }
        if mayCommit, isAll {
            writer.sync { self.write(&$0, isLent: true) }
        } else {
            wakeWriter()
        }
    }

    /// Called by the intake, after each event.
    func expect(more isMoreComing: Bool) {
        let bounds = bounds
        if ready.withLock({ $0.expect(more: isMoreComing, bounds) }) { wakeWriter() }
    }

    private func wakeWriter() {
        writer.async { self.write(&$0) }
    }

    private var bounds: ReadyJobs<Host.Job>.Bounds {
        let (most, bytes) = tuning.withLock { ($0.maximumBatch, $0.maximumBatchBytes) }
        // A batch that could not be noted is not made.
        return .init(jobs: min(most, notes.withLock { $0 }?.batch ?? most), bytes: bytes)
    }

    /// Commits until nothing is ready, or until a commit must wait.
    ///
    /// - Parameter isLent: on a thread that has other work: it makes one commit, and the rest is left to
    ///   the writer's own.
    private func write(_ desk: inout WriterDesk<Host.Job>, isLent: Bool = false) {
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
            }
            // After a failure too: the log may be what keeps the disk full.
            catchUp(&desk)
            if !desk.pending.isEmpty { return }
            pulses.writer.step()
            guard !isLent else {
                let bounds = bounds
                if ready.withLock({ $0.isWorthAnother(bounds) }) { wakeWriter() }
                return
            }
        }
    }

    private func catchUp(_ desk: inout WriterDesk<Host.Job>) {
        let isSomebodyAhead = desk.pending.isEmpty && ready.withLock { $0.isSomebodyAhead }
        guard desk.stopReason == nil, !isSomebodyAhead else { return }
        do throws(CommitFailure) {
            try host.catchUp()
        } catch {
            // What waiting mends is tried again after the next batch.
            if case .stop = error { handle(error, desk.pending, &desk) }
        }
    }

    private func nextBatch(_ desk: inout WriterDesk<Host.Job>) -> [Prepared<Host.Job>]? {
        guard desk.pending.isEmpty else { return desk.pending }
        if brake.isOutOfTime {
            abandon(ready.withLock { $0.takeAll() })
        }
        let bounds = bounds
        let batch = ready.withLock { $0.next(bounds) }
        return batch.isEmpty ? nil : batch
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
