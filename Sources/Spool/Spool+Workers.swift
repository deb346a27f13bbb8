import Synchronization

/// The workers' stage: look, read, prepare.
extension Spool {
    /// One worker's turn: what became jobs goes to the writer, the rest back to the intake.
    func work(slot: Int, _ chunk: [Candidate], _ handles: [BoxID: BoxHandle], isAhead: Bool) {
        let pulse = pulses.workers[slot]
        pulse.isBusy(true)
        defer { pulse.isBusy(false) }
        let looker = tuning.withLock { $0.looker }
        let note = notes.withLock { $0 }?.worker(slot)
        ReadAhead.ask(
            for: chunk, in: handles, until: Clock.monotonic &+ Limits.turn, noting: note)
        let end = Clock.monotonic &+ Limits.turn
        var prepared: [Prepared<Host.Job>] = []
        prepared.reserveCapacity(chunk.count)
        var found: [Found] = []
        var isOver = false
        for candidate in chunk {
            guard !isOver, let handle = handles[candidate.box] else {
                found.append(Found(candidate: candidate, finding: .notReached))
                continue
            }
            switch look(at: candidate, in: handle, looker, note) {
            case .success(let one): prepared.append(one)
            case .failure(let finding):
                found.append(Found(candidate: candidate, finding: finding.finding))
                isOver = finding.finding.endsTurn
            }
            pulse.step()
            isOver = isOver || brake.isOn || Clock.monotonic > end
        }
        if !prepared.isEmpty {
            pulse.isBusy(false)
            give(prepared, isAhead: isAhead, mayCommit: chunk.count == 1)
        }
        // Nothing else is to be done here until the intake knows: to wait for it takes less than to
        // wake a thread for it.
        intake.sync { desk in
            desk.logic.looked(slot: slot, found, now: Clock.monotonic)
            self.step(&desk)
        }
    }

    private func look(
        at candidate: Candidate, in handle: BoxHandle, _ looker: Looker, _ note: SuspectSlot?
    ) -> Result<Prepared<Host.Job>, NoJob> {
        note?.note(box: handle.name, name: candidate.name, step: .read)
        defer { note?.clear() }
        switch looker.findAndLook(at: candidate, in: handle) {
        case .found(let finding): return .failure(NoJob(finding: finding))
        case .read(let ticket, let delivery):
            note?.note(ticket.identity)
            note?.step(.prepare)
            switch host.prepare(delivery) {
            case .job(let job): return .success(Prepared(ticket: ticket, job: job))
            case .incomplete:
                budget.release(ticket.bytes)
                return .failure(NoJob(finding: .incomplete(ticket.identity)))
            }
        }
    }
}

/// A look that made no job, as a `Result`'s failure.
private struct NoJob: Error {
    let finding: Finding
}

extension Finding {
    /// Nothing more can be read now.
    fileprivate var endsTurn: Bool {
        switch self {
        case .noRoom, .noResources: true
        default: false
        }
    }
}
