import Dispatch
import Synchronization
import SystemPackage

/// The intake's stage: does what ``IntakeState`` wants done.
extension Spool {
    /// Does all that follows from the last event. Called after each, on the intake's queue.
    func step(_ desk: inout Desk) {
        let actions = desk.logic.next(now: Clock.monotonic, bytesInFlight: budget.inFlight)
        for action in actions { perform(action, &desk) }
        expect(more: desk.logic.isMoreComing)
        setTimer(&desk)
        pulses.intake.isBusy(false)
    }

    private func perform(_ action: IntakeAction, _ desk: inout Desk) {
        switch action {
        case .look(let slot, let chunk, let isAhead):
            let handles = handles(of: chunk, desk)
            workers[slot].async { self.work(slot: slot, chunk, handles, isAhead: isAhead) }
        case .scan(let id, let isFirst, let isAhead):
            // Enqueued, so that what was heard meanwhile goes before the next slice.
            intake.async { desk in
                self.scan(id, isFirst: isFirst, isAhead: isAhead, &desk)
                self.step(&desk)
            }
        case .settleAgain(let items):
            settle(items)
        case .examine(let suspect):
            notes.withLock { $0 }?.examines(suspect)
        case .close(let suspect):
            notes.withLock { $0 }?.closes(suspect)
        case .checkPlace:
            intake.async { desk in
                self.checkPlace(&desk)
                self.step(&desk)
            }
        case .observe(let event):
            observe(event)
        case .idle:
            let handlers = desk.idleHandlers
            desk.idleHandlers = []
            events.async { for handler in handlers { handler() } }
        case .drained(let unsettled):
            finish(&desk, unsettled: unsettled)
        }
    }

    private func handles(of chunk: [Candidate], _ desk: Desk) -> [BoxID: BoxHandle] {
        var handles: [BoxID: BoxHandle] = [:]
        var last: BoxID?
        for candidate in chunk where candidate.box != last {
            last = candidate.box
            handles[candidate.box] = desk.boxes[candidate.box]?.handle
        }
        return handles
    }

    private func scan(_ id: BoxID, isFirst: Bool, isAhead: Bool, _ desk: inout Desk) {
        // The box may have been closed and opened anew since: then another slice is asked for.
        guard let handle = desk.boxes[id]?.handle, desk.logic.boxes[id]?.scan.isRequested == true
        else { return }
        pulses.intake.isBusy(true)
        do throws(Errno) {
            if isFirst || desk.boxes[id]?.stream == nil {
                desk.boxes[id]?.stream = try BoxScan(handle.directory)
            }
            guard let stream = desk.boxes[id]?.stream else { return }
            var slice = try stream.next(Limits.slice, rules: desk.rules, isAhead: isAhead) {
                let others = desk.boxes.count { $0.key != id && $0.value.stream?.isSorting == true }
                return others < Limits.sieves
            }
            dropLeaving(&slice, desk.rules)
            if slice.isAtEnd { desk.boxes[id]?.stream = nil }
            desk.logic.scanned(id, slice, now: Clock.monotonic)
        } catch {
            desk.boxes[id]?.stream = nil
            desk.logic.scanFailed(id, errno: error.rawValue, now: Clock.monotonic)
        }
    }

    /// What is being settled right now is no leftover: only who finds it so after a death takes it.
    private func dropLeaving(_ slice: inout DirectoryStream.Slice, _ rules: NameRules) {
        slice.entries.removeAll { entry in
            guard case .leftover(let attempt) = rules.kind(of: entry.name) else { return false }
            return leaving.withLock { $0.contains(attempt) }
        }
    }

    /// Called by the watcher, on the intake's queue.
    func hear() {
        intake.onQueue { desk in
            guard let watcher = desk.watcher else { return }
            pulses.intake.isBusy(true)
            defer { watcher.listen() }
            var foldersChanged = false
            let events = watcher.read()
            if desk.logic.inFlight >= Limits.chunk, !events.contains(.deaf) {
                pause(watcher, for: .milliseconds(3))
            }
            for event in events {
                switch event {
                case .file(let box, let name, let hint): desk.logic.hinted(box, name, hint)
                case .foldersChanged: foldersChanged = true
                case .hintsLost:
                    desk.logic.hintsLost(now: Clock.monotonic)
                    foldersChanged = true
                case .deaf:
                    desk.logic.hintsLost(now: Clock.monotonic)
                    pause(watcher, for: .seconds(1))
                }
            }
            if foldersChanged { checkPlace(&desk) }
            step(&desk)
        }
    }

    /// Each file that arrives, and each that we move aside, would wake us. Under load that is not
    /// worth the thread switches: there is enough to do, and some milliseconds later is soon enough.
    private func pause(_ watcher: Watcher, for time: DispatchTimeInterval) {
        guard watcher.pause() else { return }
        intake.async(after: time) { desk in desk.watcher?.goOn() }
    }

    private func setTimer(_ desk: inout Desk) {
        let wake = desk.logic.nextWake
        guard wake != desk.timerDue, let timer = desk.timer else { return }
        desk.timerDue = wake
        if wake == .max {
            timer.schedule(deadline: .distantFuture)
        } else {
            let now = Clock.monotonic
            let wait = wake > now ? Int(clamping: wake - now) : 0
            timer.schedule(deadline: .now() + .nanoseconds(wait), leeway: .milliseconds(1))
        }
    }

    /// Called by the timer's source, on the intake's queue.
    func timeHasCome() {
        intake.onQueue { desk in
            desk.timerDue = .max
            desk.logic.tick(now: Clock.monotonic)
            step(&desk)
        }
    }

    private func finish(_ desk: inout Desk, unsettled: Int) {
        let result = DrainResult(
            uncommitted: counters.uncommitted.load(ordering: .relaxed),
            unsettled: unsettled + counters.unsettled.load(ordering: .relaxed),
            stopReason: desk.stopReason)
        desk.drained = result
        close(&desk)
        notes.withLock { notes in
            notes?.endsInOrder()
            notes = nil
        }
        let handlers = desk.drainHandlers
        desk.drainHandlers = []
        desk.idleHandlers = []
        events.async { for handler in handlers { handler(result) } }
    }
}
