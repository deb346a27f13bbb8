/// Idle, gone, drained; and how things stand.
extension IntakeState {
    /// ``IntakeAction/idle`` is to follow once every box was scanned to its end from now on, and
    /// nothing that can be taken is left.
    mutating func askIdle() {
        idleIsAsked = true
        scanAll()
    }

    mutating func reportIdle() {
        guard idleIsAsked, inFlight == 0, boxes.values.allSatisfy(\.isIdle) else { return }
        idleIsAsked = false
        actions.append(.idle)
    }

    /// Tells of what has passed in boxes of which something was reported.
    mutating func reportRelief() {
        for id in uneasy {
            guard let name = boxes[id]?.name, let over = boxes[id]?.takeRelief() else {
                uneasy.remove(id)
                continue
            }
            if over.contains(.stuck) { actions.append(.observe(.boxUnstuck(box: name))) }
            if over.contains(.unread) { actions.append(.observe(.filesReadable(box: name))) }
            if over.contains(.unremovable) {
                actions.append(.observe(.filesRemovable(box: name)))
            }
            if boxes[id]?.reported.isEmpty == true { uneasy.remove(id) }
        }
    }

    /// Remembers that something is reported.
    /// - Returns: false if it was already.
    mutating func report(_ report: BoxState.Report, of id: BoxID) -> Bool {
        uneasy.insert(id)
        return boxes[id]?.reported.insert(report).inserted ?? false
    }

    /// The spool is not at its path any more. What is in flight lands by itself.
    mutating func spoolGone(path: String, errno: Int32) {
        guard !isGone else { return }
        isGone = true
        for id in boxes.keys { boxClosed(id) }
        actions.append(.observe(.spoolGone(path: path, errno: errno)))
    }

    /// It is back; its boxes are opened next.
    mutating func spoolBack(path: String, now: UInt64) {
        guard isGone else { return }
        isGone = false
        nextRescan = now &+ settings.rescanInterval
        planPlaceCheck(now: now)
        actions.append(.observe(.spoolBack(path: path)))
    }

    /// Takes nothing more. ``IntakeAction/drained(unsettled:)`` follows when all has landed.
    mutating func drain() {
        if mode == .running || mode == .stopped { mode = .draining }
    }

    /// The host cannot go on. Nothing is taken and nothing settled from now on.
    mutating func stop() {
        if mode == .running { mode = .stopped }
    }

    mutating func reportDrained() {
        guard mode == .draining, inFlight == 0, areWorkersIdle else { return }
        mode = .ended
        actions.append(.drained(unsettled: boxes.values.reduce(0) { $0 + $1.stuck }))
    }

    /// - Returns: box statistics by name.
    func statistics() -> [String: BoxStatistics] {
        var all: [String: BoxStatistics] = [:]
        for box in boxes.values where !box.isRemoved {
            var one = BoxStatistics()
            one.isOpen = box.isOpen
            one.hasMore = box.scan.isRunning || box.scan.isWanted
            one.leftAlone = box.leftAlone
            one.unremovable = box.stuck
            one.waiting = box.queued + box.scan.filling.count + box.inFlight
            for (name, memory) in box.remembered {
                if case .incomplete = memory.kind { one.incomplete += 1 }
                switch memory.kind {
                case .stuck, .shunned: continue
                case .young, .incomplete, .trouble: break
                }
                if box.taken[name] == nil { one.waiting += 1 }
                if let identity = memory.identity {
                    one.oldest = min(one.oldest ?? .max, identity.modified)
                }
            }
            all[box.name] = one
        }
        return all
    }
}
