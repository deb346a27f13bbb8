/// Suspects: files that a process held when it died. Each is looked at with nothing else in work,
/// so that if the process dies again it is known of what.
extension IntakeState {
    struct Trial {
        let suspects: [Suspect]
        /// By their number in `suspects`.
        var waiting: Line<Int>
        /// In work now, alone.
        var current: Int?
    }

    /// Before the first box is opened.
    mutating func suspect(_ suspects: [Suspect]) {
        let waiting = suspects.indices.filter { suspects[$0].state == .waiting }
        trial = Trial(suspects: suspects, waiting: Line(Array(waiting)))
    }

    /// Those of a box that are not even to be opened, as it is opened.
    mutating func shun(_ id: BoxID) {
        guard let trial, let box = boxes[id] else { return }
        for suspect in trial.suspects where suspect.state == .shunned {
            guard suspect.held.box == FileName(box.name), let identity = suspect.held.identity
            else { continue }
            boxes[id]?.remember(
                suspect.held.name,
                BoxState.Memory(
                    kind: .shunned, identity: identity, since: 0, due: .max, scan: box.scan.number))
        }
    }

    /// Goes on with the suspects.
    /// - Returns: false when there is none: others may be taken.
    mutating func examine(now: UInt64) -> Bool {
        guard var trial, trial.current != nil || !trial.waiting.isEmpty else { return false }
        guard inFlight == 0, areWorkersIdle else { return true }
        if let done = trial.current {
            trial.current = nil
            actions.append(.close(suspect: done))
        }
        self.trial = trial
        guard now >= resumeAt else { return true }
        while let number = self.trial?.waiting.popFirst() {
            if let (slot, candidate) = call(trial.suspects[number], number: number) {
                self.trial?.current = number
                actions.append(.examine(suspect: number))
                actions.append(.look(slot: slot, [candidate], isAhead: true))
                return true
            }
            // Its box is not there: should it come, its files are like any others.
            actions.append(.close(suspect: number))
        }
        actions.append(.observe(.suspectsExamined))
        return false
    }

    private mutating func call(_ suspect: Suspect, number: Int) -> (Int, Candidate)? {
        guard let slot = idleSlots.popLast() else { return nil }
        let name = suspect.held.name
        guard let id = boxes.first(where: { FileName($0.value.name) == suspect.held.box })?.key,
            let box = boxes[id], box.isOpen, !box.isRemoved
        else {
            idleSlots.append(slot)
            return nil
        }
        // Heard of meanwhile: it waits in no line any more.
        if box.taken[name] != nil { boxes[id]?.leaveLines(name) }
        var standing = box.taken[name] ?? BoxState.Standing()
        standing.isFlying = true
        boxes[id]?.taken[name] = standing
        boxes[id]?.inFlight += 1
        inFlight += 1
        return (
            slot,
            Candidate(
                box: id, name: name, isHinted: false, isSpecial: true, suspect: suspect)
        )
    }

    /// It was called too early: again, alone, before any other.
    mutating func putBackSuspect() -> Bool {
        guard let current = trial?.current else { return false }
        trial?.waiting.putBack(current)
        trial?.current = nil
        return true
    }
}
