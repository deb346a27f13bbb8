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
        #expect(Set(looks(&state, bytes: 50).map(\.box)) == Set(ids))
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
        #expect(looks(&state, bytes: 50).map(\.name) == chunk.map(\.name))
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
        for number in 0..<Limits.quantum {
            state.hinted(ids[2], FileName("\(number).json"), .whole)
        }
        state.hinted(ids[0], FileName("large.json"), .whole)
        let large = looks(&state, bytes: 90).filter { $0.box == ids[0] }
        // Of a box that is quiet no more; its turn would be the first.
        state.hinted(ids[2], FileName("waiting.json"), .whole)
        state.looked(slot: 0, [Found(candidate: large[0], finding: .noRoom(75))], now: 0)
        var time: UInt64 = 0
        for number in 0..<2 {
            state.hinted(ids[1], FileName("small\(number).json"), .whole)
            let small = looks(&state, now: time, bytes: 90)
            #expect(small.map(\.box) == [ids[1]])
            state.looked(slot: 0, [], now: time)
            state.settled(settledGone(small), now: time)
            time = Limits.roomPatience - 1
        }
        state.hinted(ids[1], FileName("late.json"), .whole)
        #expect(looks(&state, now: time + 1, bytes: 90).isEmpty)
        // It is given to one of the workers, and nothing to the other: that could take its room.
        let chunks = state.next(now: time + 1, bytesInFlight: 25).compactMap { action in
            if case .look(_, let chunk, _) = action { return chunk }
            return nil
        }
        #expect(chunks.count == 1)
        #expect(chunks.first?.first?.box == ids[0])
        #expect(looks(&state, now: time + 1, bytes: 25).map(\.box).contains(ids[1]))
    }
}
