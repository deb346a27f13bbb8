import Testing

@testable import Spool

/// The logic alone: events in, actions out, no file and no clock.
@Suite struct IntakeStateTests {
    private let second: UInt64 = 1_000_000_000

    func makeState(
        boxes: Int = 1, weights: [Int] = [], _ change: (inout SpoolConfiguration) -> Void = { _ in }
    ) -> (IntakeState, [BoxID]) {
        var configuration = SpoolConfiguration(path: "/nowhere", workers: 1)
        change(&configuration)
        var state = IntakeState(settings: IntakeSettings(configuration))
        var ids: [BoxID] = []
        for number in 0..<boxes {
            let weight = number < weights.count ? weights[number] : 1
            ids.append(state.addBox(name: "\(number)", weight: weight))
        }
        for id in ids {
            state.boxOpened(id)
            _ = state.next(now: 0, bytesInFlight: 0)
            scan(&state, id, [], isAtEnd: true)
        }
        _ = state.next(now: 0, bytesInFlight: 0)
        return (state, ids)
    }

    func scan(
        _ state: inout IntakeState, _ id: BoxID, _ names: [String], isAtEnd: Bool, others: Int = 0
    ) {
        let entries = names.map { DirectoryStream.Entry(name: FileName($0), isSpecial: false) }
        state.scanned(
            id, DirectoryStream.Slice(entries: entries, others: others, isAtEnd: isAtEnd), now: 0)
    }

    /// What the one worker is given.
    func looks(_ state: inout IntakeState, now: UInt64 = 0, bytes: Int = 0) -> [Candidate] {
        state.next(now: now, bytesInFlight: bytes).flatMap { action in
            if case .look(_, let chunk, _) = action { return chunk }
            return []
        }
    }

    func identity(_ number: UInt64 = 1) -> FileIdentity {
        FileIdentity(device: 1, inode: number, size: 5, modified: 0, changed: 0, owner: 0)
    }

    func settledGone(_ candidates: [Candidate]) -> [Settled] {
        candidates.map { Settled(box: $0.box, name: $0.name, given: $0.name, outcome: .gone) }
    }

    @Test func `a hinted file is given to a worker at once`() {
        var (state, ids) = makeState()
        state.hinted(ids[0], FileName("a.json"), .whole)
        let chunk = looks(&state)
        #expect(chunk.map(\.name) == [FileName("a.json")])
        #expect(!chunk.contains { !$0.isHinted })
    }

    @Test func `a name heard twice is looked at once`() {
        var (state, ids) = makeState()
        state.hinted(ids[0], FileName("a.json"), .made)
        state.hinted(ids[0], FileName("a.json"), .whole)
        let chunk = looks(&state)
        #expect(chunk.count == 1)
        #expect(!chunk.contains { !$0.isHinted })
    }

    @Test func `a name heard while it is in flight is looked at again when it has landed`() {
        var (state, ids) = makeState()
        state.hinted(ids[0], FileName("a.json"), .whole)
        let chunk = looks(&state)
        state.looked(slot: 0, [], now: 0)
        state.hinted(ids[0], FileName("a.json"), .whole)
        #expect(looks(&state).isEmpty)
        state.settled(settledGone(chunk), now: 0)
        #expect(looks(&state).map(\.name) == [FileName("a.json")])
    }

    @Test func `scanned names are taken by inode`() {
        var (state, ids) = makeState()
        state.scanAll()
        _ = state.next(now: 0, bytesInFlight: 0)
        let entries = [("b", 9), ("c", 1), ("a", 9), ("d", 4)].map { name, inode in
            DirectoryStream.Entry(
                name: FileName("\(name).json"), isSpecial: false, inode: UInt64(inode))
        }
        state.scanned(ids[0], DirectoryStream.Slice(entries: entries, isAtEnd: true), now: 0)
        let names = looks(&state).map(\.name.printable)
        #expect(names == ["c.json", "d.json", "a.json", "b.json"])
    }

    @Test func `what comes next is read ahead while there is no place for it`() {
        var (state, ids) = makeState()
        state.scanAll()
        _ = state.next(now: 0, bytesInFlight: 0)
        func slice(_ count: Int, isReadingAhead: Bool) -> Bool? {
            let entries = (0..<count).map {
                DirectoryStream.Entry(name: FileName("\($0).json"), isSpecial: false)
            }
            let slice = DirectoryStream.Slice(entries: entries, isReadingAhead: isReadingAhead)
            state.scanned(ids[0], slice, now: 0)
            for case .scan(_, _, let isAhead) in state.next(now: 0, bytesInFlight: 0) {
                return isAhead
            }
            return nil
        }
        // Some names of a directory are none of files: that there are fewer keeps nobody waiting.
        #expect(slice(Limits.names - 2, isReadingAhead: true) == true)
        #expect(slice(0, isReadingAhead: true) == true)
        #expect(slice(0, isReadingAhead: false) == nil)
    }

    @Test func `more is coming while all workers are busy and files wait for them`() {
        var (state, ids) = makeState()
        for number in 0...Limits.chunk { state.hinted(ids[0], FileName("\(number).json"), .whole) }
        #expect(!state.isMoreComing)
        _ = looks(&state)
        #expect(state.isMoreComing)
        state.looked(slot: 0, [], now: 0)
        #expect(looks(&state).count == Limits.chunk + 1 - Limits.quantum)
        #expect(!state.isMoreComing, "the last of them are with the worker")
    }

    @Test func `no more files are in flight than the window has places`() {
        var (state, ids) = makeState { $0.windowFiles = 10 }
        for number in 0..<100 { state.hinted(ids[0], FileName("\(number).json"), .whole) }
        var inFlight: [Candidate] = []
        for _ in 0..<20 {
            let chunk = looks(&state)
            if chunk.isEmpty { break }
            inFlight += chunk
            state.looked(slot: 0, [], now: 0)
        }
        #expect(inFlight.count == 10)
        state.settled(settledGone(Array(inFlight.prefix(3))), now: 0)
        #expect(looks(&state).count == 3)
    }

    @Test func `a full window lets one file of an idle box through`() {
        var (state, ids) = makeState(boxes: 2) { $0.windowFiles = 8 }
        for number in 0..<100 { state.hinted(ids[0], FileName("\(number).json"), .whole) }
        #expect(looks(&state).count == 8)
        state.looked(slot: 0, [], now: 0)
        for number in 0..<5 { state.hinted(ids[1], FileName("\(number).json"), .whole) }
        let actions = state.next(now: 0, bytesInFlight: 0)
        guard case .look(_, let chunk, let isAhead)? = actions.first else {
            Issue.record("nothing was taken")
            return
        }
        #expect(chunk.map(\.box) == [ids[1]])
        #expect(isAhead)
    }

    @Test func `a box goes ahead as long as few of its files have not left`() {
        var (state, ids) = makeState()
        var isAhead: [Bool] = []
        for number in 0...Limits.quantum {
            state.hinted(ids[0], FileName("\(number).json"), .whole)
            isAhead += looks(&state).map(\.isAhead)
            state.looked(slot: 0, [], now: 0)
        }
        #expect(isAhead == Array(repeating: true, count: Limits.quantum) + [false])
    }

    @Test func `boxes take turns by weight`() {
        var (state, ids) = makeState(boxes: 2, weights: [1, 3])
        for id in ids {
            for number in 0..<200 { state.hinted(id, FileName("\(number).json"), .whole) }
        }
        // The first chunk is what was heard of in idle boxes.
        _ = looks(&state)
        state.looked(slot: 0, [], now: 0)
        let chunk = looks(&state)
        #expect(chunk.count == Limits.chunk)
        #expect(
            chunk.filter { $0.box == ids[1] }.count == 3 * chunk.filter { $0.box == ids[0] }.count)
    }

    @Test func `hints beyond the limit are not remembered but found by a scan`() {
        var (state, ids) = makeState()
        for number in 0..<(Limits.names * 3) {
            state.hinted(ids[0], FileName("\(number).json"), .whole)
        }
        #expect(state.boxes[ids[0]]?.queued == Limits.names)
        let wantsScan = state.boxes[ids[0]]?.scan.isWanted
        #expect(wantsScan == true)
    }

    @Test func `a scan stops while its window is full`() {
        var (state, ids) = makeState()
        state.scanAll()
        var slices = 0
        while slices < 1_000 {
            let asked = state.next(now: 0, bytesInFlight: 0).contains { action in
                if case .scan = action { true } else { false }
            }
            if !asked { break }
            let names = (0..<Limits.slice).map { "\(slices)-\($0).json" }
            scan(&state, ids[0], names, isAtEnd: false)
            slices += 1
        }
        #expect(slices == Limits.names / Limits.slice)
    }

    @Test func `a young file is looked at again after the settle time, as settled`() {
        var (state, ids) = makeState()
        state.hinted(ids[0], FileName("a.json"), .made)
        let first = looks(&state)
        state.looked(
            slot: 0, [Found(candidate: first[0], finding: .young(identity()))], now: second)
        #expect(state.nextWake == 3 * second)
        state.tick(now: 3 * second)
        let again = looks(&state, now: 3 * second)
        #expect(again.first?.seen?.isSettled == true)
    }

    @Test func `an incomplete file has its last chance after so long without a change`() {
        var (state, ids) = makeState { $0.incompleteAfter = .seconds(600) }
        state.hinted(ids[0], FileName("a.json"), .whole)
        var now = second
        var chunk = looks(&state, now: now)
        state.looked(
            slot: 0, [Found(candidate: chunk[0], finding: .incomplete(identity()))], now: now)
        var polls = 0
        while now < 700 * second {
            now = state.nextWake
            state.tick(now: now)
            chunk = looks(&state, now: now)
            guard let candidate = chunk.first, let seen = candidate.seen else { break }
            if seen.isLastChance { break }
            #expect(seen.isDone)
            polls += 1
            state.looked(slot: 0, [Found(candidate: candidate, finding: .unchanged)], now: now)
        }
        #expect(now == 601 * second)
        #expect((5...20).contains(polls), "polled modestly")
    }

    @Test func `a change begins the waiting anew`() {
        var (state, ids) = makeState { $0.incompleteAfter = .seconds(600) }
        state.hinted(ids[0], FileName("a.json"), .whole)
        let first = looks(&state)
        state.looked(
            slot: 0, [Found(candidate: first[0], finding: .incomplete(identity(1)))], now: 0)
        state.hinted(ids[0], FileName("a.json"), .whole)
        let second = looks(&state, now: 599 * self.second)
        state.looked(
            slot: 0, [Found(candidate: second[0], finding: .incomplete(identity(2)))],
            now: 599 * self.second)
        state.hinted(ids[0], FileName("a.json"), .whole)
        let third = looks(&state, now: 601 * self.second)
        #expect(third.first?.seen?.isLastChance == false)
    }

    @Test func `a shortage of descriptors stops the taking for a while and says so once`() {
        var (state, ids) = makeState()
        state.hinted(ids[0], FileName("a.json"), .whole)
        let chunk = looks(&state)
        state.looked(
            slot: 0, [Found(candidate: chunk[0], finding: .noResources(errno: 24))], now: second)
        let actions = state.next(now: second, bytesInFlight: 0)
        #expect(actions.count == 1)
        #expect(state.nextWake == second + Limits.backoffAtFirst)
        state.tick(now: second + Limits.backoffAtFirst)
        #expect(looks(&state, now: second + Limits.backoffAtFirst).count == 1)
    }

    @Test func `names that are put back while a slice is read are not lost`() {
        var (state, ids) = makeState()
        state.scanAll()
        _ = state.next(now: 0, bytesInFlight: 0)
        scan(&state, ids[0], (0..<Limits.names).map { "a\($0).json" }, isAtEnd: false)
        var chunk = looks(&state)
        while state.boxes[ids[0]]?.window.isEmpty == false {
            state.looked(slot: 0, [], now: 0)
            state.settled(settledGone(chunk), now: 0)
            chunk = looks(&state)
        }
        // The window is empty and the next slice is asked for; then the worker gives all back.
        state.looked(slot: 0, chunk.map { Found(candidate: $0, finding: .notReached) }, now: 0)
        scan(&state, ids[0], ["b.json"], isAtEnd: true)
        #expect(state.boxes[ids[0]]?.queued == chunk.count + 1)
    }

    @Test func `idle is said after a scan of each box and when nothing is in flight`() {
        var (state, ids) = makeState()
        state.askIdle()
        func saysIdle() -> Bool {
            state.next(now: 0, bytesInFlight: 0).contains { action in
                if case .idle = action { true } else { false }
            }
        }
        #expect(!saysIdle())
        scan(&state, ids[0], ["a.json"], isAtEnd: true)
        let chunk = looks(&state)
        #expect(!saysIdle())
        state.looked(slot: 0, [], now: 0)
        #expect(!saysIdle())
        state.settled(settledGone(chunk), now: 0)
        #expect(saysIdle())
        #expect(!saysIdle())
    }

    @Test func `a drain waits for what is in flight and takes nothing more`() {
        var (state, ids) = makeState()
        for number in 0..<100 { state.hinted(ids[0], FileName("\(number).json"), .whole) }
        let chunk = looks(&state)
        state.drain()
        #expect(state.next(now: 0, bytesInFlight: 0).isEmpty)
        state.looked(slot: 0, [], now: 0)
        #expect(state.next(now: 0, bytesInFlight: 0).isEmpty)
        state.settled(settledGone(chunk), now: 0)
        guard case .drained(unsettled: 0)? = state.next(now: 0, bytesInFlight: 0).first else {
            Issue.record("not drained")
            return
        }
    }

    @Test func `files that are remembered and gone are forgotten by the next scan`() {
        var (state, ids) = makeState()
        state.hinted(ids[0], FileName("a.json"), .whole)
        let chunk = looks(&state)
        state.looked(
            slot: 0, [Found(candidate: chunk[0], finding: .incomplete(identity()))], now: 0)
        #expect(state.statistics()["0"]?.incomplete == 1)
        state.scanAll()
        _ = state.next(now: 0, bytesInFlight: 0)
        scan(&state, ids[0], [], isAtEnd: true, others: 7)
        #expect(state.statistics()["0"]?.incomplete == 0)
        #expect(state.statistics()["0"]?.leftAlone == 7)
    }
}
