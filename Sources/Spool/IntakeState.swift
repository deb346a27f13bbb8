/// What is taken next: the intake's whole logic, without a system call and without a clock.
///
/// Events come in as methods (a hint, a slice of names, a worker's report, a settled file, time);
/// ``next(now:bytesInFlight:)`` then says what is to be done. Whoever owns the state does it.
///
/// Names not yet taken are not remembered: the directory remembers them. So memory is bounded by
/// the limits of ``Limits`` times the boxes, whatever the boxes hold.
struct IntakeState {
    enum Mode: Equatable {
        case running
        /// The host said stop; only a drain follows.
        case stopped
        case draining
        case ended
    }

    var settings: IntakeSettings
    var rules: NameRules
    var boxes: [BoxID: BoxState] = [:]
    var mode = Mode.running
    /// The spool is not at its path.
    var isGone = false
    var inFlight = 0
    /// Monotonic; nothing is taken before, for want of descriptors. 0: no such want.
    var resumeAt: UInt64 = 0
    var resourceFailures = 0
    /// Bytes that the largest file needs which found no room.
    var roomNeeded = 0
    /// The file that waits for room, the longest.
    var waitingForRoom: WaitingForRoom?
    /// Monotonic.
    var nextRescan: UInt64 = .max
    /// Monotonic; when to look whether all is where it was, besides each rescan.
    var nextPlaceCheck: UInt64 = .max
    /// Nothing tells of mounts: only looking does.
    var isDeafToMounts = false
    /// Committed files cannot leave: none more are taken.
    var isSettlingStalled = false
    /// Monotonic; when hints were lost last, 0 once all of them are heard again.
    var hintsLostAt: UInt64 = 0
    /// Monotonic; when to look whether all hints are heard again. Never while none was lost.
    var nextHearing = UInt64.max
    /// Boxes of which something was reported that has not passed.
    var uneasy: Set<BoxID> = []
    var idleIsAsked = false
    var actions: [IntakeAction] = []
    /// Suspects of the runs before; nil if nobody was asked to note any.
    var trial: Trial?

    private var nextBox = 0
    var idleSlots: [Int]
    /// Boxes with something to take, in round robin order.
    private var turns = Line<BoxID>()
    /// Boxes that were quiet when something was heard of them: they go ahead.
    private var quiet = Line<BoxID>()

    init(settings: IntakeSettings) {
        self.settings = settings
        rules = NameRules(settings.naming)
        idleSlots = Array((0..<settings.workers).reversed())
    }

    /// What is to be done now. Call after each event.
    mutating func next(now: UInt64, bytesInFlight: Int) -> [IntakeAction] {
        if mode == .running, !isGone, !examine(now: now) {
            giveWork(now: now, bytesInFlight: bytesInFlight)
            askForNames()
            reportIdle()
        }
        if !uneasy.isEmpty { reportRelief() }
        reportDrained()
        defer { actions.removeAll() }
        return actions
    }

    /// When to call ``tick(now:)`` next, monotonic.
    var nextWake: UInt64 {
        guard mode == .running, !isGone else { return .max }
        var wake = min(nextRescan, nextPlaceCheck, nextHearing)
        if resumeAt != 0 { wake = min(wake, resumeAt) }
        for box in boxes.values where box.isOpen {
            wake = min(wake, box.nextDue, box.scanDue)
        }
        return wake
    }

    /// Other settings, but for the number of workers: what waits is looked at by the new ones.
    mutating func change(_ settings: IntakeSettings, now: UInt64) {
        self.settings = settings
        rules = NameRules(settings.naming)
        nextRescan = min(nextRescan, now &+ settings.rescanInterval)
        for id in boxes.keys { boxes[id]?.makeAllDue(at: now) }
    }

    // MARK: Boxes

    mutating func addBox(name: String, weight: Int) -> BoxID {
        let id = BoxID(number: nextBox)
        nextBox += 1
        boxes[id] = BoxState(name: name, weight: weight)
        return id
    }

    /// The box is watched from now on, so a scan from now on misses nothing.
    mutating func boxOpened(_ id: BoxID) {
        boxes[id]?.isOpen = true
        boxes[id]?.scan.isWanted = true
        shun(id)
    }

    mutating func boxClosed(_ id: BoxID) {
        boxes[id]?.isOpen = false
        boxes[id]?.forgetWaiting()
    }

    mutating func removeBox(_ id: BoxID) {
        boxClosed(id)
        boxes[id]?.isRemoved = true
        if boxes[id]?.inFlight == 0 { boxes[id] = nil }
    }

    // MARK: Lines

    /// Puts a name in a line, unless it is in one or in flight.
    /// - Returns: true when it now is in a line and was in none before.
    @discardableResult
    mutating func enqueue(
        _ id: BoxID, _ name: FileName, isHinted: Bool, isSpecial: Bool = false,
        given: FileName? = nil, found: DirectoryStream.Entry? = nil
    ) -> Bool {
        guard var box = boxes[id], box.isOpen, !box.isRemoved, mode == .running else {
            return false
        }
        // Take the box out for the change: copying its dictionaries would cost a pass each.
        boxes[id] = nil
        defer { boxes[id] = box }
        if var standing = box.taken[name] {
            if standing.isFlying {
                standing.isHeardAgain = true
                standing.isHintedAgain = standing.isHintedAgain || isHinted
            } else {
                standing.isHinted = standing.isHinted || isHinted
            }
            box.taken[name] = standing
            return false
        }
        if found == nil, box.hinted.count >= Limits.names {
            box.scan.isWanted = true
            return false
        }
        box.taken[name] = BoxState.Standing(
            isHinted: isHinted, isSpecial: isSpecial, given: given)
        if let found {
            box.scan.filling.append(found)
            return true
        }
        box.hinted.append(name)
        joinLines(id, &box, isHinted: isHinted)
        return true
    }

    /// The box waits for its turn if it has something to take.
    ///
    /// - Parameter isHinted: it may go ahead.
    mutating func joinLines(_ id: BoxID, _ box: inout BoxState, isHinted: Bool) {
        guard box.mayBeTaken else { return }
        if !box.isInTurn {
            box.isInTurn = true
            turns.append(id)
        }
        if isHinted, box.isQuiet, !box.isInQuietLine {
            box.isInQuietLine = true
            quiet.append(id)
        }
    }

    mutating func joinLines(_ id: BoxID) {
        guard var box = boxes[id] else { return }
        boxes[id] = nil
        joinLines(id, &box, isHinted: false)
        boxes[id] = box
    }

    mutating func workerIsFree(_ slot: Int) {
        idleSlots.append(slot)
    }

    var areWorkersIdle: Bool { idleSlots.count == settings.workers }

    /// Every worker has files in hand, and there are more to follow.
    var isMoreComing: Bool { idleSlots.isEmpty && !turns.isEmpty }

    // MARK: Taking

    private mutating func giveWork(now: UInt64, bytesInFlight: Int) {
        guard now >= resumeAt, !isSettlingStalled else { return }
        if hasRoom(for: roomNeeded, bytesInFlight) { roomNeeded = 0 }
        while let slot = idleSlots.last {
            var isAhead = false
            var chunk = chunkWaitingForRoom(now: now, bytesInFlight: bytesInFlight)
            if chunk.isEmpty {
                chunk = isOwedRoom(now: now) ? [] : quietChunk(now: now)
                isAhead = !chunk.isEmpty
                // A full window of bytes keeps some for quiet boxes.
                if chunk.isEmpty, roomNeeded > 0 { return }
            }
            if chunk.isEmpty { chunk = turnChunk(now: now) }
            if chunk.isEmpty { chunk = starvedChunk(now: now) }
            guard !chunk.isEmpty else { return }
            idleSlots.removeLast()
            noteWaitingForRoom(chunk, isTriedBy: slot)
            actions.append(.look(slot: slot, chunk, isAhead: isAhead))
        }
    }

    private var room: Int { settings.windowFiles - inFlight }

    /// What was just heard of in quiet boxes. A full window does not stop it: one file a box is let
    /// through each time.
    private mutating func quietChunk(now: UInt64) -> [Candidate] {
        var chunk: [Candidate] = []
        while chunk.count < Limits.chunk, let id = quiet.popFirst() {
            boxes[id]?.isInQuietLine = false
            guard let box = boxes[id], box.isQuiet else { continue }
            let share = max(1, min(Limits.quantum - box.inFlight, room))
            chunk += take(share, from: id, isAhead: true, now: now)
        }
        return chunk
    }

    /// Round robin by weight.
    private mutating func turnChunk(now: UInt64) -> [Candidate] {
        var chunk: [Candidate] = []
        let limit = min(room, Limits.chunk, fairShare)
        while chunk.count < limit, let id = turns.popFirst() {
            boxes[id]?.isInTurn = false
            guard let box = boxes[id] else { continue }
            let turn = box.turnLeft > 0 ? box.turnLeft : box.weight * Limits.quantum
            let share = min(turn, limit - chunk.count)
            chunk += take(share, from: id, now: now)
            // A turn that was cut short goes on with the next chunk, else those of heavy boxes
            // would be lost to what little room there is.
            boxes[id]?.turnLeft = 0
            if share < turn, boxes[id]?.mayBeTaken == true {
                boxes[id]?.turnLeft = turn - share
                boxes[id]?.isInTurn = true
                turns.putBack(id)
                break
            }
            joinLines(id)
        }
        return chunk
    }

    /// The window is full, with others' files: a box with none in flight still gets one in.
    private mutating func starvedChunk(now: UInt64) -> [Candidate] {
        guard room <= 0, boxes.count > 1 else { return [] }
        let starved = boxes.filter { $0.value.inFlight == 0 && $0.value.mayBeTaken }.keys
        return starved.prefix(Limits.chunk).flatMap { take(1, from: $0, now: now) }
    }

    /// Few files are shared among the free workers, many come in whole chunks.
    private var fairShare: Int {
        var queued = 0
        for box in boxes.values {
            queued += box.queued
            if queued >= Limits.chunk * settings.workers { return Limits.chunk }
        }
        return max(1, (queued + idleSlots.count - 1) / max(1, idleSlots.count))
    }

    private mutating func take(
        _ limit: Int, from id: BoxID, isAhead: Bool = false, now: UInt64
    ) -> [Candidate] {
        guard var box = boxes[id], box.mayBeTaken else { return [] }
        boxes[id] = nil
        defer { boxes[id] = box }
        let names = box.takeNames(limit)
        return names.compactMap { fly($0, of: id, &box, isAhead: isAhead, now: now) }
    }

    /// Takes a name that is out of its line.
    mutating func fly(
        _ name: FileName, of id: BoxID, _ box: inout BoxState, isAhead: Bool, now: UInt64
    ) -> Candidate? {
        guard var standing = box.taken[name], !standing.isFlying else { return nil }
        standing.isFlying = true
        box.taken[name] = standing
        box.inFlight += 1
        inFlight += 1
        return Candidate(
            box: id, name: name, given: standing.given, isHinted: standing.isHinted,
            isSpecial: standing.isSpecial, isAhead: isAhead,
            seen: box.remembered.isEmpty
                ? nil : box.remembered[name].flatMap { seen($0, now: now) })
    }

    private func seen(_ memory: BoxState.Memory, now: UInt64) -> Seen? {
        guard let identity = memory.identity else { return nil }
        let age = now &- memory.since
        var seen = Seen(
            identity: identity, isSettled: age >= settings.settleTime,
            isLastChance: age >= settings.incompleteAfter, isDone: false)
        switch memory.kind {
        case .young, .trouble: break
        case .incomplete: seen.isDone = !seen.isLastChance
        case .stuck, .shunned: seen.isDone = true
        }
        return seen
    }
}

/// The part of the configuration that the logic needs; times in nanoseconds.
struct IntakeSettings: Sendable, Equatable {
    var workers: Int
    var windowFiles: Int
    var windowBytes: Int
    var settleTime: UInt64
    var incompleteAfter: UInt64
    var rescanInterval: UInt64
    var naming: SpoolNaming

    init(_ configuration: SpoolConfiguration) {
        workers = max(1, configuration.workers)
        windowFiles = max(1, configuration.windowFiles)
        windowBytes = max(1, configuration.windowBytes)
        settleTime = configuration.settleTime.nanoseconds
        incompleteAfter = configuration.incompleteAfter.nanoseconds
        rescanInterval = max(1_000_000, configuration.rescanInterval.nanoseconds)
        naming = configuration.naming
    }
}
