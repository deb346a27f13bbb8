/// What comes back: looks that made no job, and settled files.
extension IntakeState {
    /// A worker's turn is over. What became jobs is in flight still and not among `found`.
    mutating func looked(slot: Int, _ found: [Found], now: UInt64) {
        workerIsFree(slot)
        settleWaitingForRoom(slot: slot, found)
        var isShortOfResources = false
        // Backwards, so that those put back in front keep their order.
        for one in found.reversed() {
            if case .noResources(let errno) = one.finding, !isShortOfResources {
                isShortOfResources = true
                waitForResources(errno: errno, now: now)
            }
            land(one, now: now)
        }
        if !isShortOfResources, resourceFailures > 0, resumeAt == 0 {
            resourceFailures = 0
            actions.append(.observe(.intakeGoesOn))
        }
    }

    private mutating func land(_ one: Found, now: UInt64) {
        let candidate = one.candidate
        switch one.finding {
        case .notReached, .noResources:
            putBack(candidate)
        case .noRoom(let bytes):
            foundNoRoom(candidate, bytes, now: now)
            putBack(candidate, waitsForRoom: true)
        case .vanished:
            forget(candidate)
            release(candidate.box, candidate.name)
        case .unchanged:
            keep(candidate, now: now)
            release(candidate.box, candidate.name)
        case .young(let identity):
            remember(candidate, .young, identity, now: now)
            release(candidate.box, candidate.name)
        case .incomplete(let identity):
            remember(candidate, .incomplete, identity, now: now)
            release(candidate.box, candidate.name)
        case .trouble(let identity, let errno):
            reportTrouble(candidate, identity, errno: errno)
            remember(candidate, .trouble, identity, now: now)
            release(candidate.box, candidate.name)
        }
    }

    /// Back in front of its line: it was taken too early.
    ///
    /// A box of which something is in flight does not go ahead with the rest, and none does with a file
    /// that found no room: its line waits for no room, so the file would be tried and put back without
    /// an end, and with it what was to be read after it.
    ///
    /// - Parameter waitsForRoom: it is not tried again before there is room.
    private mutating func putBack(_ candidate: Candidate, waitsForRoom: Bool = false) {
        guard var box = boxes[candidate.box], var standing = box.taken[candidate.name] else {
            return
        }
        // Take the box out for the change, else its dictionaries and lines are copied each time.
        boxes[candidate.box] = nil
        inFlight -= 1
        box.inFlight -= 1
        if candidate.suspect != nil, putBackSuspect() {
            box.taken[candidate.name] = nil
            boxes[candidate.box] = box
            return
        }
        guard box.isOpen, mode == .running else {
            box.taken[candidate.name] = nil
            boxes[candidate.box] = box.isRemoved && box.inFlight == 0 ? nil : box
            return
        }
        standing.isFlying = false
        standing.isHinted = standing.isHinted || standing.isHintedAgain
        standing.isHeardAgain = false
        standing.isHintedAgain = false
        box.taken[candidate.name] = standing
        if standing.isHinted {
            box.hinted.putBack(candidate.name)
        } else {
            box.window.putBack(candidate.name)
        }
        joinLines(
            candidate.box, &box,
            isHinted: standing.isHinted && !waitsForRoom && box.inFlight == 0)
        boxes[candidate.box] = box
    }

    private mutating func waitForResources(errno: Int32, now: UInt64) {
        if resourceFailures == 0 { actions.append(.observe(.intakeWaits(errno: errno))) }
        resourceFailures += 1
        resumeAt = now &+ Limits.backoff(after: resourceFailures)
    }

    // MARK: Memory

    private mutating func forget(_ candidate: Candidate) {
        boxes[candidate.box]?.forget(candidate.name)
    }

    /// Nothing changed: the next look is later.
    private mutating func keep(_ candidate: Candidate, now: UInt64) {
        guard var memory = boxes[candidate.box]?.remembered[candidate.name] else { return }
        memory.looks += 1
        memory.due = due(memory, now: now)
        boxes[candidate.box]?.remember(candidate.name, memory)
    }

    private mutating func remember(
        _ candidate: Candidate, _ kind: BoxState.Memory.Kind, _ identity: FileIdentity?,
        now: UInt64
    ) {
        guard let box = boxes[candidate.box], box.isOpen else { return }
        let old = box.remembered[candidate.name]
        var memory = BoxState.Memory(
            kind: kind, identity: identity, since: now, due: now, scan: box.scan.number)
        if let old, old.identity == identity {
            memory.since = old.since
            memory.looks = old.looks + 1
        }
        memory.due = due(memory, now: now)
        guard old != nil || box.remembered.count < Limits.remembered else {
            // A scan finds it again. A young one is not to wait for the next regular scan.
            if case .young = kind {
                boxes[candidate.box]?.scanDue = min(box.scanDue, memory.due)
            }
            return
        }
        boxes[candidate.box]?.remember(candidate.name, memory)
    }

    /// Monotonic time of the next look.
    private func due(_ memory: BoxState.Memory, now: UInt64) -> UInt64 {
        switch memory.kind {
        case .young:
            // At least a little later: the file may change with each look.
            return max(memory.since &+ settings.settleTime, now &+ 1_000_000)
        case .incomplete:
            let poll = max(settings.settleTime, Limits.backoffAtFirst)
            let later = now &+ min(poll << UInt64(min(memory.looks, 16)), settings.rescanInterval)
            let last = memory.since &+ settings.incompleteAfter
            return last > now ? min(later, last) : later
        case .trouble:
            return now &+ Limits.backoff(after: memory.looks + 1)
        case .stuck:
            return now
                &+ min(
                    Limits.backoffAtFirst << UInt64(min(memory.looks, 16)),
                    max(settings.rescanInterval, Limits.backoffAtFirst))
        case .shunned:
            return .max
        }
    }

    private mutating func reportTrouble(
        _ candidate: Candidate, _ identity: FileIdentity?, errno: Int32
    ) {
        guard let box = boxes[candidate.box] else { return }
        if case .trouble = box.remembered[candidate.name]?.kind { return }
        _ = report(.unread, of: candidate.box)
        actions.append(
            .observe(.fileTrouble(box: box.name, name: candidate.name, errno: errno)))
    }

    // MARK: Settled

    mutating func settled(_ batch: [Settled], now: UInt64) {
        for one in batch {
            switch one.outcome {
            case .gone, .abandoned:
                boxes[one.box]?.forget(one.name)
                release(one.box, one.name)
            case .newer(let name):
                boxes[one.box]?.forget(one.name)
                release(one.box, one.name)
                boxes[one.box]?.forget(name)
                enqueue(one.box, name, isHinted: true, isSpecial: true, given: one.given)
            case .blocked(let item, let other):
                remember(stuck: item, takenAs: one, now: now, errno: nil)
                enqueue(one.box, other, isHinted: true, isSpecial: true)
            case .unremovable(let item, let errno):
                remember(stuck: item, takenAs: one, now: now, errno: errno)
            }
        }
    }

    private mutating func remember(
        stuck item: SettleItem, takenAs one: Settled, now: UInt64, errno: Int32?
    ) {
        let old = boxes[one.box]?.forget(one.name)
        release(one.box, one.name)
        guard let box = boxes[one.box], box.isOpen else { return }
        var item = item
        item.ticket.takenAs = item.ticket.name
        var memory = BoxState.Memory(
            kind: .stuck(item), identity: item.ticket.identity, since: now, due: now,
            scan: box.scan.number)
        if case .stuck = old?.kind {
            memory.looks = (old?.looks ?? 0) + 1
        } else if let errno {
            _ = report(.unremovable, of: one.box)
            actions.append(
                .observe(.fileUnremovable(box: box.name, name: item.ticket.given, errno: errno)))
        }
        memory.due = due(memory, now: now)
        boxes[one.box]?.remember(item.ticket.name, memory)
        if boxes[one.box]?.isStuck == true, report(.stuck, of: one.box) {
            actions.append(.observe(.boxStuck(box: box.name, files: Limits.stuckFiles)))
        }
    }

    /// A file in flight has landed: its name is free, unless it was heard again in the meantime.
    private mutating func release(_ id: BoxID, _ name: FileName) {
        guard let standing = freeName(id, name), standing.isHeardAgain else { return }
        enqueue(id, name, isHinted: standing.isHintedAgain, isSpecial: true)
    }

    /// - Returns: how the name stood. Nil if it was not in flight.
    private mutating func freeName(_ id: BoxID, _ name: FileName) -> BoxState.Standing? {
        guard var box = boxes[id], let standing = box.taken[name], standing.isFlying else {
            return nil
        }
        boxes[id] = nil
        inFlight -= 1
        box.inFlight -= 1
        box.taken[name] = nil
        // A stuck box may have come loose.
        joinLines(id, &box, isHinted: false)
        boxes[id] = box.isRemoved && box.inFlight == 0 ? nil : box
        return standing
    }
}
