import Foundation
import Spool
import Testing

/// Old receipts go, and rejected files with theirs; nothing else does.
@Suite struct SweepTests {
    private let place: TemporarySpool
    private let running: RunningSpool

    init() throws {
        place = try TemporarySpool()
        running = try RunningSpool(place)
        for folder in ["receipts/A", "receipts/GONE", "rejected/A"] {
            try FileManager.default.createDirectory(
                atPath: "\(place.path)/\(folder)", withIntermediateDirectories: true)
        }
    }

    private func make(_ files: String...) throws {
        for file in files { try place.write(file, to: "\(place.path)/\(file)") }
    }

    /// A moment after everything that is there: a file that is made now is no older, so one made
    /// once the clock has gone on is later than all before it.
    private func moment() throws -> Int64 {
        let probe = "\(place.path)/probe"
        try place.write("", to: probe)
        let before = try changed(probe)
        var now = before
        while now == before {
            try place.write("", to: probe)
            try #require(chmod(probe, 0o644) == 0)
            now = try changed(probe)
        }
        return now
    }

    private func changed(_ path: String) throws -> Int64 {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    }

    /// A whole walk.
    ///
    /// - Returns: every slice.
    @discardableResult
    private func sweep(before moment: Int64) throws -> [Swept] {
        let sweep = Sweep()
        var slices: [Swept] = []
        repeat {
            slices.append(try running.spool.sweep(sweep, before: moment))
            try #require(slices.count < 1000, "it does not come to an end")
        } while slices.last?.isOver == false
        return slices
    }

    @Test func `old receipts go, also those of a source that is no more, and young ones stay`()
        throws
    {
        try make("receipts/A/old.json.receipt.json", "receipts/GONE/x.json.overdue.receipt.json")
        let moment = try moment()
        try make("receipts/A/new.json.receipt.json")
        let swept = try sweep(before: moment)
        #expect(swept.reduce(0) { $0 + $1.receipts } == 2)
        #expect(place.names("receipts/A") == ["new.json.receipt.json"])
        #expect(place.names("receipts/GONE").isEmpty)
        try running.drain()
    }

    @Test func `a rejected file goes with its receipt, and without one it stays`() throws {
        try make(
            "rejected/A/a.json", "rejected/A/a.json.receipt.json", "rejected/A/alone.json",
            "rejected/A/gone.json.receipt.json")
        let swept = try sweep(before: try moment())
        #expect(swept.reduce(0) { $0 + $1.files } == 1)
        #expect(swept.reduce(0) { $0 + $1.receipts } == 2)
        #expect(place.names("rejected/A") == ["alone.json"])
        try running.drain()
    }

    @Test func `a rejected file that was touched since stays, and its receipt with it`() throws {
        try make("rejected/A/a.json", "rejected/A/a.json.receipt.json")
        let moment = try moment()
        // As a sender does that begins to mend it, and makes it look old.
        try place.age("rejected/A/a.json", seconds: 1_000_000)
        #expect(try sweep(before: moment).allSatisfy { $0.receipts + $0.files == 0 })
        #expect(place.names("rejected/A") == ["a.json", "a.json.receipt.json"])
        try sweep(before: try self.moment())
        #expect(place.names("rejected/A").isEmpty)
        try running.drain()
    }

    @Test func `only plain files with a receipt's name go, and never through a link`() throws {
        let elsewhere = place.path + "/elsewhere"
        try FileManager.default.createDirectory(
            atPath: elsewhere, withIntermediateDirectories: true)
        try make(
            "elsewhere/a.json.receipt.json", "receipts/A/note.txt", "receipts/A/.receipt.json",
            "receipts/A/a.receipt.json.bak", "receipts/A/what-somebody-keeps-here.json",
            "receipts/loose.json.receipt.json")
        let names = "\(place.path)/receipts"
        try #require(symlink(elsewhere, "\(names)/LINK") == 0)
        try #require(
            symlink("\(elsewhere)/a.json.receipt.json", "\(names)/A/l.json.receipt.json") == 0)
        try #require(mkdir("\(names)/A/d.json.receipt.json", 0o755) == 0)
        try #require(mkfifo("\(names)/A/f.json.receipt.json", 0o644) == 0)
        let before = place.names("receipts/A")
        #expect(try sweep(before: try moment()).allSatisfy { $0 == Swept.nothing($0.isOver) })
        #expect(place.names("receipts/A") == before)
        #expect(place.names("elsewhere") == ["a.json.receipt.json"])
        #expect(place.names("receipts").contains("loose.json.receipt.json"))
        try running.drain()
    }

    @Test(.enabled(if: geteuid() == 0))
    func `what somebody else put there under a receipt's name stays`() throws {
        try make("receipts/A/theirs.json.receipt.json")
        try #require(chown("\(place.path)/receipts/A/theirs.json.receipt.json", 65534, 65534) == 0)
        try sweep(before: try moment())
        #expect(place.names("receipts/A") == ["theirs.json.receipt.json"])
        try running.drain()
    }

    @Test func `a slice is small however many there are, and the work goes on between`() throws {
        for number in 0..<950 { try make("receipts/A/\(number).json.receipt.json") }
        let moment = try moment()
        let sweep = Sweep()
        let first = try running.spool.sweep(sweep, before: moment)
        #expect(!first.isOver)
        try place.drop("new.json", "{}")
        try running.waitUntilIdle()
        #expect(place.names("incoming/A").isEmpty)
        var slices = [first]
        while slices.last?.isOver == false {
            slices.append(try running.spool.sweep(sweep, before: moment))
        }
        #expect(slices.allSatisfy { $0.receipts <= 200 })
        #expect(slices.reduce(0) { $0 + $1.receipts } == 950)
        try running.drain()
    }

    @Test func `a spool that is away is said, and nothing is removed until it is back`() throws {
        try make("receipts/A/a.json.receipt.json")
        let moment = try moment()
        let away = place.path + "-away"
        try #require(rename(place.path, away) == 0)
        #expect(throws: SpoolError.cannotWrite(path: "receipts", errno: ESTALE)) {
            try running.spool.sweep(Sweep(), before: moment)
        }
        try #require(rename(away, place.path) == 0)
        #expect(place.names("receipts/A") == ["a.json.receipt.json"])
        try wait("for the spool") {
            (try? running.spool.sweep(Sweep(), before: moment)) != nil
        }
        try sweep(before: moment)
        #expect(place.names("receipts/A").isEmpty)
        try running.drain()
    }

    @Test func `once the spool has ended nothing is removed`() throws {
        try make("receipts/A/a.json.receipt.json")
        let moment = try moment()
        try running.drain()
        #expect(throws: SpoolError.cannotWrite(path: "receipts", errno: ESTALE)) {
            try running.spool.sweep(Sweep(), before: moment)
        }
        #expect(place.names("receipts/A") == ["a.json.receipt.json"])
    }
}

extension Swept {
    fileprivate static func nothing(_ isOver: Bool) -> Swept {
        var swept = Swept()
        swept.isOver = isOver
        return swept
    }
}
