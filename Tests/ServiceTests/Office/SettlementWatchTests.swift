import Foundation
import Programme
import Spool
import Testing

@testable import Service

private func watch(_ spool: SpoolFolder, _ sources: [String] = ["KP-021"]) -> SettlementWatch {
    SettlementWatch(spool: spool.path, sources: sources.map { source($0) }, limit: 4 << 20)
}

struct SettlementWatchTests {
    @Test func `nothing waits in empty boxes, nor in a box that is not there`() throws {
        let spool = try SpoolFolder()
        var watch = watch(spool, ["KP-021", "PORTAL"])
        #expect(try watch.waitingFile() == nil)
    }

    @Test(arguments: ["", "{", "{\"a\": \"é", "[1, 2", "{\"a\": \0\0", "tru"])
    func `a file that ends too early is not waited for until it is whole`(text: String) throws {
        let spool = try SpoolFolder()
        var watch = watch(spool)
        try spool.write(text, to: "incoming/KP-021/a.json")
        #expect(try watch.waitingFile() == nil)
        try spool.write("{\"schema\": \"whole now, and longer\"}", to: "incoming/KP-021/a.json")
        #expect(try watch.waitingFile()?.name.printable == "a.json")
    }

    @Test(arguments: ["{}", "[]", "{,}", "nonsense", "{\"schema\": 1}"])
    func `any other file is waited for, good or bad`(text: String) throws {
        let spool = try SpoolFolder()
        var watch = watch(spool)
        try spool.write(text, to: "incoming/KP-021/a.json")
        #expect(try watch.waitingFile()?.source == source("KP-021"))
    }

    @Test func `a file being settled is waited for, others' files are not`() throws {
        let spool = try SpoolFolder(boxes: ["KP-021", "KP-666"])
        var watch = watch(spool)
        try spool.write("{}", to: "incoming/KP-666/a.json")
        try spool.write("{}", to: "incoming/KP-021/.hidden.json")
        try spool.write("{}", to: "incoming/KP-021/a.txt")
        #expect(try watch.waitingFile() == nil)
        try spool.write("{}", to: "incoming/KP-021/.okoce-7")
        #expect(try watch.waitingFile()?.name.printable == ".okoce-7")
    }

    @Test func `what is no file is waited for: the daemon moves it away`() throws {
        let spool = try SpoolFolder()
        var watch = watch(spool)
        #expect(mkfifo("\(spool.path)/incoming/KP-021/a.json", 0o600) == 0)
        #expect(try watch.waitingFile() != nil)
    }

    @Test func `a spool that is not there is an error, not an empty spool`() {
        var watch = SettlementWatch(spool: "/nowhere", sources: [], limit: 10)
        #expect(throws: BoxError.cannotOpen(path: "/nowhere/incoming", errno: ENOENT)) {
            try watch.waitingFile()
        }
    }
}
