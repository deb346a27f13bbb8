import Testing

@testable import Spool

/// When the writer comes for what is ready.
@Suite struct ReadyJobsTests {
    private let bounds = ReadyJobs<Int>.Bounds(jobs: 10, bytes: 1_000)

    private func jobs(
        _ count: Int, of box: Int = 0, bytes: Int = 1, in place: TemporarySpool
    ) throws -> [Prepared<Int>] {
        let opened = try SpoolPlace(path: place.path)
        defer { opened.markGone() }
        let handle = BoxHandle(
            id: BoxID(number: box), name: "A", mayOwn: { _ in true }, directory: opened.incoming,
            place: opened)
        return (0..<count).map { number in
            let identity = FileIdentity(
                device: 1, inode: UInt64(number), size: Int64(bytes), modified: 0, changed: 0,
                owner: 0)
            let name = FileName("\(number).json")
            return Prepared(
                ticket: Ticket(
                    handle: handle, takenAs: name, name: name, given: name, identity: identity,
                    bytes: bytes), job: number)
        }
    }

    @Test func `a job is committed at once when a worker is free or nothing waits`() throws {
        let place = try TemporarySpool()
        var ready = ReadyJobs<Int>()
        let first = ready.give(try jobs(1, in: place), isAhead: false, bounds)
        let second = ready.give(try jobs(1, in: place), isAhead: false, bounds)
        #expect(first && !second, "it is woken once")
        #expect(ready.next(bounds).count == 2)
        #expect(ready.next(bounds).isEmpty)
        let third = ready.give(try jobs(1, in: place), isAhead: false, bounds)
        #expect(third)
    }

    @Test func `while all workers read and more waits, half a batch gathers`() throws {
        let place = try TemporarySpool()
        var ready = ReadyJobs<Int>()
        _ = ready.expect(more: true, bounds)
        for _ in 0..<4 {
            let wakes = ready.give(try jobs(1, in: place), isAhead: false, bounds)
            #expect(!wakes)
        }
        let wakes = ready.give(try jobs(3, in: place), isAhead: false, bounds)
        #expect(wakes)
        #expect(ready.next(bounds).count == 7)
        // What gathered meanwhile waits for more again.
        _ = ready.give(try jobs(4, in: place), isAhead: false, bounds)
        #expect(ready.next(bounds).isEmpty)
        let isWoken = ready.expect(more: false, bounds)
        #expect(isWoken)
        #expect(ready.next(bounds).count == 4)
    }

    @Test func `a quiet box's job and half a batch of bytes wait for nothing`() throws {
        let place = try TemporarySpool()
        var ready = ReadyJobs<Int>()
        _ = ready.expect(more: true, bounds)
        _ = ready.give(try jobs(2, in: place), isAhead: false, bounds)
        let ahead = ready.give(try jobs(1, of: 1, in: place), isAhead: true, bounds)
        #expect(ahead)
        #expect(ready.next(bounds).count == 1)
        #expect(ready.next(bounds).isEmpty)
        let isWoken = ready.expect(more: false, bounds)
        #expect(isWoken)
        #expect(ready.next(bounds).count == 2)
        _ = ready.next(bounds)
        _ = ready.expect(more: true, bounds)
        let large = ready.give(try jobs(1, bytes: 500, in: place), isAhead: false, bounds)
        #expect(large)
        #expect(ready.next(bounds).count == 1)
        #expect(ready.next(bounds).isEmpty, "what was taken does not count")
    }

    @Test func `those ahead are committed by themselves, every other time`() throws {
        let place = try TemporarySpool()
        var ready = ReadyJobs<Int>()
        _ = ready.give(try jobs(30, bytes: 7, in: place), isAhead: false, bounds)
        _ = ready.give(try jobs(1, of: 1, in: place), isAhead: true, bounds)
        #expect(ready.isSomebodyAhead)
        #expect(ready.next(bounds).map(\.ticket.bytes) == [1])
        #expect(!ready.isSomebodyAhead)
        // More of them leave the others one batch in two, which they share.
        let mixed = [7, 1, 1] + Array(repeating: 7, count: 7)
        _ = ready.give(try jobs(2, of: 1, in: place), isAhead: true, bounds)
        #expect(ready.next(bounds).map(\.ticket.bytes) == mixed)
        _ = ready.give(try jobs(12, of: 1, in: place), isAhead: true, bounds)
        #expect(ready.next(bounds).map(\.ticket.bytes) == Array(repeating: 1, count: 10))
        #expect(ready.next(bounds).map(\.ticket.bytes) == mixed)
        #expect(ready.next(bounds).map(\.ticket.bytes) == Array(repeating: 7, count: 10))
        // Of a box that is quiet no more.
        _ = ready.give(try jobs(1, in: place), isAhead: true, bounds)
        #expect(ready.next(bounds).map(\.ticket.bytes) == [1, 7, 7, 7, 7])
    }

    @Test func `out of time all of them are taken, and nothing is left for a commit`() throws {
        let place = try TemporarySpool()
        var ready = ReadyJobs<Int>()
        _ = ready.give(try jobs(300, bytes: 7, in: place), isAhead: false, bounds)
        _ = ready.give(try jobs(1, of: 1, in: place), isAhead: true, bounds)
        #expect(ready.takeAll().map(\.ticket.bytes) == [1] + Array(repeating: 7, count: 300))
        #expect(ready.next(bounds).isEmpty)
    }
}
