import Foundation
import Spool
import Testing

/// Rejected files that go back into their boxes.
@Suite struct ReturningTests {
    private let name = FileName("a.json")

    /// What the host would know of a file in `rejected/`.
    private func identity(_ place: TemporarySpool, _ file: String) throws -> FileIdentity {
        var status = stat()
        try #require(lstat("\(place.path)/\(file)", &status) == 0)
        return FileIdentity(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            size: Int64(status.st_size), modified: nanoseconds(status.st_mtim),
            changed: nanoseconds(status.st_ctim), owner: status.st_uid)
    }

    private func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private func reject(
        _ place: TemporarySpool, _ name: String, _ text: String, attempt: Int64
    ) throws {
        try FileManager.default.createDirectory(
            atPath: "\(place.path)/rejected/A", withIntermediateDirectories: true)
        try place.write(text, to: "\(place.path)/rejected/A/\(name)")
        try place.write(
            "\(attempt)", to: "\(place.path)/rejected/A/\(name).receipt.json")
    }

    private func isReceipt(of attempt: Int64) -> ([UInt8]) -> Bool {
        { String(decoding: $0, as: UTF8.self) == "\(attempt)" }
    }

    /// A box of no source, so that what comes back stays where it can be seen.
    private func start(_ place: TemporarySpool) throws -> RunningSpool {
        try RunningSpool(place, boxes: [])
    }

    @Test func `a rejected file goes back, and its receipt goes`() throws {
        let place = try TemporarySpool()
        try reject(place, "a.json", "bad", attempt: 7)
        let file = try identity(place, "rejected/A/a.json")
        let running = try start(place)
        let returned = try running.spool.putBack(
            box: "A", name: name, number: 7, identity: file, isReceipt: isReceipt(of: 7))
        guard case .returned(let back) = returned else {
            Issue.record("\(returned)")
            return
        }
        #expect(back.inode == file.inode)
        #expect(place.names("rejected/A") == [])
        #expect(place.text("incoming/A/a.json") == "bad")
        // What ended the daemon before it was written down: asked again, it is back, until it is taken.
        func again() throws -> Returned {
            try running.spool.putBack(
                box: "A", name: name, number: 7, identity: file, isReceipt: isReceipt(of: 7))
        }
        guard case .returned(let found) = try again() else {
            Issue.record("it is back and not taken")
            return
        }
        #expect(found.isSameContent(as: back))
        try FileManager.default.removeItem(atPath: "\(place.path)/incoming/A/a.json")
        #expect(try again() == .gone)
        try running.drain()
    }

    @Test(arguments: ["a.json", ".okoce-7", ".okoce-9223372036854775800"])
    func `a rejected file that has yet to leave its box is not gone`(standsAs: String) throws {
        let place = try TemporarySpool()
        try place.drop("a.json", "bad")
        let file = try identity(place, "incoming/A/a.json")
        if standsAs != "a.json" {
            let box = place.folder("A")
            try FileManager.default.moveItem(atPath: "\(box)/a.json", toPath: "\(box)/\(standsAs)")
        }
        let running = try start(place)
        #expect(
            try running.spool.putBack(
                box: "A", name: name, number: 7, identity: file, isReceipt: isReceipt(of: 7))
                == .notYet)
        #expect(place.names("incoming/A") == [standsAs])
        try running.drain()
    }

    @Test func `of files with one name each goes back as the one that it is`() throws {
        let place = try TemporarySpool()
        try reject(place, "a.json", "first", attempt: 7)
        try reject(place, "a.9.json", "second", attempt: 9)
        try place.drop("a.json", "newer")
        let file = try identity(place, "rejected/A/a.9.json")
        let running = try start(place)
        _ = try running.spool.putBack(
            box: "A", name: name, number: 9, identity: file, isReceipt: isReceipt(of: 9))
        #expect(place.names("rejected/A") == ["a.json", "a.json.receipt.json"])
        #expect(place.text("incoming/A/a.json") == "newer")
        #expect(place.text("incoming/A/a.9.json") == "second")
        try running.drain()
    }

    @Test func `a mended file in the place of the rejected one is known by the receipt`() throws {
        let place = try TemporarySpool()
        try reject(place, "a.json", "bad", attempt: 7)
        var file = try identity(place, "rejected/A/a.json")
        file = FileIdentity(
            device: file.device, inode: file.inode + 1_000_000, size: 3, modified: 0, changed: 0,
            owner: 0)
        let running = try start(place)
        #expect(
            try running.spool.putBack(
                box: "A", name: name, number: 8, identity: file, isReceipt: isReceipt(of: 8))
                == .gone)
        _ = try running.spool.putBack(
            box: "A", name: name, number: 7, identity: file, isReceipt: isReceipt(of: 7))
        #expect(place.names("incoming/A") == ["a.json"])
        try running.drain()
    }

    @Test func `a file of a source without a box stays where it is`() throws {
        let place = try TemporarySpool()
        try reject(place, "a.json", "bad", attempt: 7)
        try FileManager.default.removeItem(atPath: place.folder("A"))
        let running = try start(place)
        #expect(
            try running.spool.putBack(
                box: "A", name: name, number: 7,
                identity: try identity(place, "rejected/A/a.json"), isReceipt: isReceipt(of: 7))
                == .noBox)
        #expect(place.names("rejected/A") == ["a.json", "a.json.receipt.json"])
        try running.drain()
    }
}
