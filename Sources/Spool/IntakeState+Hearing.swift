/// What the intake hears: hints, slices of names, time.
extension IntakeState {
    /// What a hint says of its file.
    enum Hint: Equatable {
        /// Closed after writing, or moved in.
        case whole
        /// Made: a link is whole, a file is being written.
        case made
    }

    mutating func hinted(_ id: BoxID, _ name: FileName, _ hint: Hint) {
        guard rules.kind(of: name) != .other else { return }
        let isWhole = hint == .whole
        // A file that is made is looked at before it is opened: it may be a FIFO.
        enqueue(id, name, isHinted: isWhole, isSpecial: !isWhole)
    }

    /// The kernel dropped hints: only the directories know.
    mutating func hintsLost(now: UInt64) {
        if hintsLostAt == 0 { actions.append(.observe(.hintsLost)) }
        hintsLostAt = max(1, now)
        nextHearing = now &+ Limits.hintsPeace
        scanAll()
    }

    private mutating func reportHearing(now: UInt64) {
        nextHearing = now &+ Limits.hintsPeace
        guard now >= hintsLostAt &+ Limits.hintsPeace,
            boxes.values.allSatisfy({ !$0.isOpen || !($0.scan.isWanted || $0.scan.isRunning) })
        else { return }
        hintsLostAt = 0
        nextHearing = .max
        actions.append(.observe(.hintsHeard))
    }

    /// A slice that was asked for by ``IntakeAction/scan(_:isFirst:)``.
    mutating func scanned(_ id: BoxID, _ slice: DirectoryStream.Slice, now: UInt64) {
        guard boxes[id]?.scan.isRequested == true else { return }
        boxes[id]?.scan.isRequested = false
        boxes[id]?.scan.others += slice.others
        boxes[id]?.scan.isReadingAhead = slice.isReadingAhead
        let number = boxes[id]?.scan.number ?? 0
        for entry in slice.entries {
            if boxes[id]?.remembered.isEmpty == false {
                boxes[id]?.remembered[entry.name]?.scan = number
                if waitsForTimer(id, entry.name) { continue }
            }
            enqueue(
                id, entry.name, isHinted: false, isSpecial: entry.isSpecial, found: entry)
        }
        if slice.isAtEnd { endScan(id) }
        fillWindow(id)
    }

    /// The folder could not be read; again in a moment.
    mutating func scanFailed(_ id: BoxID, errno: Int32, now: UInt64) {
        guard var box = boxes[id], box.scan.isRequested else { return }
        if box.scanErrno != errno {
            actions.append(.observe(.boxTrouble(box: box.name, errno: errno)))
        }
        box.scanErrno = errno
        box.scan.isRequested = false
        box.scan.isRunning = false
        box.scanDue = now &+ Limits.backoffAtLast
        boxes[id] = box
        fillWindow(id)
    }

    /// Young files and stuck ones are looked at when their time has come, not before.
    private func waitsForTimer(_ id: BoxID, _ name: FileName) -> Bool {
        switch boxes[id]?.remembered[name]?.kind {
        case .young, .stuck, .shunned: true
        case .incomplete, .trouble, nil: false
        }
    }

    private mutating func endScan(_ id: BoxID) {
        guard var box = boxes[id] else { return }
        boxes[id] = nil
        box.scan.isRunning = false
        if box.scanErrno != 0 { actions.append(.observe(.boxRecovered(box: box.name))) }
        box.scanErrno = 0
        box.leftAlone = box.scan.others
        let number = box.scan.number
        let missing = box.remembered.filter { $0.value.scan < number && box.taken[$0.key] == nil }
        for name in missing.keys { box.forget(name) }
        boxes[id] = box
    }

    /// Hands what was collected to the line, once there is enough of it to be worth sorting; what was
    /// sorted already, and what is there when others are about to be, at once.
    private mutating func fillWindow(_ id: BoxID) {
        guard var box = boxes[id] else { return }
        boxes[id] = nil
        if !box.scan.isRunning || box.scan.isReadingAhead
            || box.scan.filling.count >= Limits.names
        {
            // Behind what was put back while the slice was read.
            box.window.append(contentsOf: box.scan.filling.sorted().map(\.name))
            box.scan.filling = []
            joinLines(id, &box, isHinted: false)
        }
        boxes[id] = box
    }

    /// Asks for the next slice of each box whose window has run empty.
    mutating func askForNames() {
        for (id, box) in boxes where box.wantsNames {
            let isFirst = !box.scan.isRunning
            boxes[id]?.scan.isRequested = true
            if isFirst {
                boxes[id]?.scan.isRunning = true
                boxes[id]?.scan.isReadingAhead = false
                boxes[id]?.scan.isWanted = false
                boxes[id]?.scan.number += 1
                boxes[id]?.scan.others = 0
                boxes[id]?.scanDue = .max
            }
            actions.append(.scan(id, isFirst: isFirst, isAhead: !box.window.isEmpty))
        }
    }

    mutating func scanAll() {
        for (id, box) in boxes where box.isOpen {
            boxes[id]?.scan.isWanted = true
        }
    }

    /// Time has passed.
    mutating func tick(now: UInt64) {
        guard mode == .running, !isGone else { return }
        if resumeAt != 0, now >= resumeAt { resumeAt = 0 }
        if now >= nextPlaceCheck || now >= nextRescan {
            actions.append(.checkPlace)
            planPlaceCheck(now: now)
        }
        if now >= nextHearing { reportHearing(now: now) }
        if now >= nextRescan {
            nextRescan = now &+ settings.rescanInterval
            for (id, box) in boxes where box.isOpen && !box.scan.isRunning {
                boxes[id]?.scan.isWanted = true
            }
        }
        for (id, box) in boxes where box.isOpen {
            if now >= box.scanDue {
                boxes[id]?.scanDue = .max
                boxes[id]?.scan.isWanted = true
            }
            if now >= box.nextDue { lookAgain(id, now: now) }
        }
    }

    /// Something was mounted or unmounted: looked at now, and once more when all has been heard.
    mutating func mountsChanged(now: UInt64) {
        guard mode == .running, !isGone else { return }
        actions.append(.checkPlace)
        nextPlaceCheck = now &+ Limits.placeCheck
    }

    /// An idle spool is not looked at between two rescans, unless nothing else would tell.
    mutating func planPlaceCheck(now: UInt64) {
        let isNeeded = isDeafToMounts || hintsLostAt != 0
        nextPlaceCheck = isNeeded ? now &+ Limits.placeCheck : .max
    }

    /// Takes up those remembered whose time has come.
    private mutating func lookAgain(_ id: BoxID, now: UInt64) {
        guard let box = boxes[id] else { return }
        var items: [SettleItem] = []
        for (name, memory) in box.remembered where memory.due <= now && box.taken[name] == nil {
            if case .stuck(let item) = memory.kind {
                boxes[id]?.taken[name] = BoxState.Standing(isFlying: true)
                boxes[id]?.inFlight += 1
                inFlight += 1
                items.append(item)
            } else {
                enqueue(id, name, isHinted: false, isSpecial: true)
            }
        }
        if !items.isEmpty { actions.append(.settleAgain(items)) }
        // What did not fit in the line is tried at the next look.
        boxes[id]?.findNextDue(notBefore: now &+ Limits.backoffAtFirst)
    }
}
