import Testing

@testable import Spool

/// Files that find the window of bytes full.
extension IntakeStateTests {
    @Test func `a file that found no room waits until there is room for it`() {
        var (state, ids) = makeState { $0.windowBytes = 100 }
        state.hinted(ids[0], FileName("a.json"), .whole)
        let chunk = looks(&state, bytes: 90)
        state.looked(slot: 0, [Found(candidate: chunk[0], finding: .noRoom(50))], now: 0)
        #expect(looks(&state, bytes: 90).isEmpty)
        #expect(looks(&state, bytes: 50).count == 1)
    }

    @Test func `while the bytes are full an idle box is still looked at, once`() {
        var (state, ids) = makeState(boxes: 2) { $0.windowBytes = 100 }
        state.hinted(ids[0], FileName("large.json"), .whole)
        let large = looks(&state, bytes: 90)
        state.looked(slot: 0, [Found(candidate: large[0], finding: .noRoom(50))], now: 0)
        #expect(looks(&state, bytes: 90).isEmpty)
        state.hinted(ids[1], FileName("small.json"), .whole)
        let small = looks(&state, bytes: 90)
        #expect(small.map(\.box) == [ids[1]])
        #expect(small.first?.isAhead == true)
        // No room for it either: it waits, and is not tried again and again.
        state.looked(slot: 0, [Found(candidate: small[0], finding: .noRoom(40))], now: 0)
        #expect(looks(&state, bytes: 90).isEmpty)
        for id in ids {
            #expect(looks(&state, bytes: 50).map(\.box) == [id])
            state.looked(slot: 0, [], now: 0)
        }
    }

    @Test func `what was to be read after a file without room waits with it`() {
        var (state, ids) = makeState { $0.windowBytes = 100 }
        for name in ["a.json", "b.json"] { state.hinted(ids[0], FileName(name), .whole) }
        let chunk = looks(&state, bytes: 90)
        #expect(chunk.count == 2)
        state.looked(
            slot: 0,
            [
                Found(candidate: chunk[0], finding: .noRoom(50)),
                Found(candidate: chunk[1], finding: .notReached),
            ], now: 0)
        #expect(looks(&state, bytes: 90).isEmpty)
        for candidate in chunk {
            #expect(looks(&state, bytes: 50).map(\.name) == [candidate.name])
            state.looked(slot: 0, [], now: 0)
        }
    }

    @Test func `what a worker did not reach takes turns while something of its box is in flight`() {
        var (state, ids) = makeState(boxes: 2)
        for name in ["a.json", "b.json"] { state.hinted(ids[0], FileName(name), .whole) }
        let chunk = looks(&state)
        #expect(chunk.map(\.isAhead) == [true, true])
        // The first was read.
        state.looked(slot: 0, [Found(candidate: chunk[1], finding: .notReached)], now: 0)
        let again = looks(&state)
        #expect(again.map(\.name) == [chunk[1].name])
        #expect(again.first?.isAhead == false)
    }

    @Test func `quiet boxes go ahead of a file that waits for room for a second only`() {
        var (state, ids) = makeState(boxes: 3) { ($0.windowBytes, $0.workers) = (100, 2) }
        // Two boxes that are quiet no more, and the one's large file was found by a scan.
        for number in 0..<Limits.quantum {
            for id in [ids[0], ids[2]] { state.hinted(id, FileName("\(number).json"), .whole) }
        }
        #expect(looks(&state).count == 2 * Limits.quantum)
        state.scanAll()
        _ = state.next(now: 0, bytesInFlight: 90)
        scan(&state, ids[0], ["large.json"], isAtEnd: true)
        let large = looks(&state, bytes: 90)
        #expect(large.map(\.name) == [FileName("large.json")])
        // The turn would be another box's, and what was heard comes first.
        for id in [ids[2], ids[0]] { state.hinted(id, FileName("waiting.json"), .whole) }
        let noRoom = Found(candidate: large[0], finding: .noRoom(75))
        state.looked(slot: 1, [noRoom], now: 0)
        state.looked(slot: 0, [], now: 0)
        var time: UInt64 = 0
        for number in 0..<2 {
            state.hinted(ids[1], FileName("small\(number).json"), .whole)
            let small = looks(&state, now: time, bytes: 90)
            #expect(small.map(\.box) == [ids[1]])
            state.looked(slot: 0, [], now: time)
            state.settled(settledGone(small), now: time)
            time = Limits.roomPatience - 1
        }
        time += 1
        state.hinted(ids[1], FileName("late.json"), .whole)
        #expect(looks(&state, now: time, bytes: 90).isEmpty)
        // Somebody else takes its room: its second is over all the same.
        var chunks = chunks(&state, now: time, bytes: 25)
        #expect(chunks.first?.map(\.name) == [FileName("large.json")])
        #expect(chunks.count == 2, "the other worker has the others' files")
        state.looked(slot: 1, [], now: time)
        state.looked(slot: 0, [noRoom], now: time)
        state.hinted(ids[1], FileName("later.json"), .whole)
        #expect(looks(&state, now: time, bytes: 26).isEmpty)
        chunks = self.chunks(&state, now: time, bytes: 25)
        #expect(chunks.first?.map(\.name) == [FileName("large.json")])
        // It is read: nobody waits any more.
        state.looked(slot: 0, [], now: time)
        state.hinted(ids[1], FileName("latest.json"), .whole)
        #expect(looks(&state, now: time, bytes: 100).map(\.name).contains(FileName("latest.json")))
    }

    @Test func `a file that waits for room and goes keeps nobody waiting`() {
        var (state, ids) = makeState(boxes: 2) { $0.windowBytes = 100 }
        state.hinted(ids[0], FileName("large.json"), .whole)
        let large = looks(&state, bytes: 90)
        state.looked(slot: 0, [Found(candidate: large[0], finding: .noRoom(75))], now: 0)
        state.boxClosed(ids[0])
        state.hinted(ids[1], FileName("small.json"), .whole)
        let small = looks(&state, now: 2 * Limits.roomPatience, bytes: 90)
        #expect(small.map(\.box) == [ids[1]])
    }

    /// What each worker is given.
    private func chunks(_ state: inout IntakeState, now: UInt64, bytes: Int) -> [[Candidate]] {
        state.next(now: now, bytesInFlight: bytes).compactMap { action in
            if case .look(_, let chunk, _) = action { return chunk }
            return nil
        }
    }
}
