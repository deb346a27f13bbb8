/// Files that find the window of bytes full.
///
/// As long as one of them waits nothing is taken but what goes ahead, and after a second not even
/// that: then the window empties, and it is taken before anything else. One at a time: the others have
/// their turns when there is room, and may be the next to wait.
extension IntakeState {
    /// The file that waits, from its first refusal until a worker has done with it otherwise.
    struct WaitingForRoom {
        let box: BoxID
        let name: FileName
        /// What must be free in the window.
        let bytes: Int
        /// Monotonic.
        let since: UInt64
        /// The worker that tries it again.
        var slot: Int?

        func isSame(_ candidate: Candidate) -> Bool {
            candidate.box == box && candidate.name == name
        }
    }

    func hasRoom(for bytes: Int, _ bytesInFlight: Int) -> Bool {
        bytesInFlight == 0 || bytesInFlight + bytes <= settings.windowBytes
    }

    /// Whether nobody goes ahead any more.
    func isOwedRoom(now: UInt64) -> Bool {
        guard let waiting = waitingForRoom, waiting.slot == nil else { return false }
        return now &- waiting.since >= Limits.roomPatience
    }

    /// A worker's report of a file that found no room.
    mutating func foundNoRoom(_ candidate: Candidate, _ bytes: Int, now: UInt64) {
        roomNeeded = max(roomNeeded, bytes)
        guard waitingForRoom == nil else { return }
        waitingForRoom = WaitingForRoom(
            box: candidate.box, name: candidate.name, bytes: bytes, since: now)
    }

    /// The file that waits, if there is room now; wherever it stands in its box's lines.
    mutating func chunkWaitingForRoom(now: UInt64, bytesInFlight: Int) -> [Candidate] {
        guard let waiting = waitingForRoom, waiting.slot == nil else { return [] }
        guard var box = boxes[waiting.box], box.mayBeTaken, box.taken[waiting.name] != nil else {
            waitingForRoom = nil
            return []
        }
        guard hasRoom(for: waiting.bytes, bytesInFlight) else { return [] }
        boxes[waiting.box] = nil
        defer { boxes[waiting.box] = box }
        box.leaveLines(waiting.name)
        return fly(waiting.name, of: waiting.box, &box, isAhead: false, now: now).map { [$0] } ?? []
    }

    /// It is tried by whoever has it, also in its box's turn.
    mutating func noteWaitingForRoom(_ chunk: [Candidate], isTriedBy slot: Int) {
        guard let waiting = waitingForRoom, chunk.contains(where: waiting.isSame) else { return }
        waitingForRoom?.slot = slot
    }

    /// It goes on waiting only if it found no room again.
    mutating func settleWaitingForRoom(slot: Int, _ found: [Found]) {
        guard let waiting = waitingForRoom, waiting.slot == slot else { return }
        let again = found.first { waiting.isSame($0.candidate) }
        if case .noRoom = again?.finding {
            waitingForRoom?.slot = nil
        } else {
            waitingForRoom = nil
        }
    }
}
