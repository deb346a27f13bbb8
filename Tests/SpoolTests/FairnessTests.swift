import Foundation
import Synchronization
import Testing

@testable import Spool

/// G6, G14: what one box holds keeps no other box waiting, in order of work and not of time.
@Suite struct FairnessTests {
    /// The logic driven to its end: a worker that takes all it is given, commits of at most
    /// `batch`. Gives the boxes of what was committed, in order.
    private func order(
        weights: [Int], files: [Int], window: Int = 64, batch: Int = 32
    ) -> [Int] {
        var configuration = SpoolConfiguration(path: "/nowhere", workers: 1)
        configuration.windowFiles = window
        var state = IntakeState(settings: IntakeSettings(configuration))
        var left = files
        for (number, weight) in weights.enumerated() {
            state.boxOpened(state.addBox(name: "\(number)", weight: weight))
        }
        var taken: [Candidate] = []
        var order: [Int] = []
        while order.count < files.reduce(0, +) {
            // Names are read much faster than files are committed.
            var isReading = true
            while isReading {
                isReading = false
                for action in state.next(now: 0, bytesInFlight: 0) {
                    switch action {
                    case .scan(let id, _, _):
                        isReading = true
                        let count = min(Limits.slice, left[id.number])
                        left[id.number] -= count
                        let entries = (0..<count).map {
                            DirectoryStream.Entry(
                                name: FileName("\(left[id.number] + $0).json"), isSpecial: false)
                        }
                        let slice = DirectoryStream.Slice(
                            entries: entries, isAtEnd: left[id.number] == 0)
                        state.scanned(id, slice, now: 0)
                    case .look(let slot, let chunk, _):
                        taken += chunk
                        state.looked(slot: slot, [], now: 0)
                    default: break
                    }
                }
            }
            let done = taken.prefix(batch)
            taken.removeFirst(done.count)
            order += done.map(\.box.number)
            let settled = done.map {
                Settled(box: $0.box, name: $0.name, given: $0.name, outcome: .gone)
            }
            state.settled(settled, now: 0)
        }
        return order
    }

    @Test func `boxes that all have files share the work by weight`() {
        let order = order(weights: [1, 2, 5], files: [20_000, 20_000, 20_000])
        // From the first full round on, as long as all three have some.
        let part = order[2_000..<22_000]
        let shares = (0..<3).map { box in Double(part.count { $0 == box }) / Double(part.count) }
        for (share, weight) in zip(shares, [1.0, 2.0, 5.0]) {
            #expect(abs(share - weight / 8) < 0.02, "\(shares)")
        }
    }

    @Test func `a box of weight 1 has its turn however many files heavy ones have`() {
        let order = order(weights: [100, 1], files: [30_000, 20])
        // The window may be full of the other's before, and a turn of weight 100 comes first.
        let first = order.firstIndex(of: 1) ?? .max
        #expect(first <= 64 + 100 * Limits.quantum, "it came as number \(first)")
    }

    @Test func `no box has more than its names of a window in memory`() {
        var state = IntakeState(
            settings: IntakeSettings(SpoolConfiguration(path: "/nowhere", workers: 1)))
        let id = state.addBox(name: "A", weight: 1)
        state.boxOpened(id)
        var asked = 0
        // A folder without an end, and nobody settles.
        for round in 0..<1_000 {
            let actions = state.next(now: 0, bytesInFlight: 0)
            for action in actions {
                switch action {
                case .scan:
                    asked += 1
                    let entries = (0..<Limits.slice).map {
                        DirectoryStream.Entry(
                            name: FileName("\(round)-\($0).json"), isSpecial: false)
                    }
                    state.scanned(id, DirectoryStream.Slice(entries: entries), now: 0)
                case .look(let slot, _, _): state.looked(slot: slot, [], now: 0)
                default: break
                }
            }
            let held = state.boxes[id]?.taken.count ?? 0
            #expect(held <= Limits.names + Limits.slice + state.settings.windowFiles)
        }
        #expect(asked < 20, "names were read that nobody had a place for")
    }

    private func prepared(_ number: Int, bytes: Int, in place: TemporarySpool) throws -> Prepared<
        Int
    > {
        let opened = try SpoolPlace(path: place.path)
        defer { opened.markGone() }
        let handle = BoxHandle(
            id: BoxID(number: 0), name: "A", mayOwn: { _ in true }, directory: opened.incoming,
            place: opened)
        let identity = FileIdentity(
            device: 1, inode: UInt64(number), size: Int64(bytes), modified: 0, changed: 0, owner: 0)
        let name = FileName("\(number).json")
        return Prepared(
            ticket: Ticket(
                handle: handle, takenAs: name, name: name, given: name, identity: identity,
                bytes: bytes), job: number)
    }

    @Test func `large files of quiet boxes take turns with the files that wait`() throws {
        let place = try TemporarySpool()
        var ready = ReadyJobs<Int>()
        let bounds = ReadyJobs<Int>.Bounds(jobs: 2, bytes: 1_000)
        let waiting = try (0..<4).map { try prepared($0, bytes: 10, in: place) }
        _ = ready.give(waiting, isAhead: false, bounds)
        var order: [[Int]] = []
        for number in 100..<104 {
            // There is always one ahead, and it fills a batch.
            _ = ready.give([try prepared(number, bytes: 1_000, in: place)], isAhead: true, bounds)
            order.append(ready.next(bounds).map(\.job))
        }
        #expect(order.first == [100])
        #expect(order.dropFirst().contains([0]))
        #expect(order.joined().contains(1))
    }

    @Test func `a large file counts for three quarters of the window`() {
        let budget = ByteBudget(limit: 100)
        #expect(budget.reserve(25))
        #expect(budget.roomNeeded(for: 400) == 75)
        #expect(budget.reserve(400))
        #expect(!budget.reserve(1))
        budget.release(400)
        #expect(budget.reserve(1))
        #expect(!budget.reserve(400), "26 and 75 are too many")
        #expect(!budget.reserve(400, isAhead: true), "and so are 26 and 400 for who goes ahead")
        #expect(budget.reserve(99, isAhead: true))
        #expect(!budget.reserve(0))
        #expect(budget.roomNeeded(for: 0) == 1, "an empty file waits for room too")
    }
}
