import Glibc
import Testing

@testable import Spool

/// A drop box in a folder of its own, removed with it.
private final class TemporaryBox {
    let path: String

    init() throws {
        var template = Array("/tmp/okoce-box-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
        for name in names() { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    func touch(_ name: String) {
        close(open("\(path)/\(name)", O_CREAT | O_WRONLY, 0o600))
    }

    /// All names but `.` and `..`, sorted.
    func names() -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

struct DropBoxTests {
    @Test func `a dropped file is whole under its name, and nothing else is left`() throws {
        let temporary = try TemporaryBox()
        let drop = try DropBox(path: temporary.path)
        let (name, identity) = try drop.drop(Array("{}".utf8), as: "a.json")
        try drop.sync()
        #expect(name.printable == "a.json")
        #expect(temporary.names() == ["a.json"])
        let reader = try BoxReader(path: temporary.path)
        #expect(try reader.read(name, upTo: 10) == Array("{}".utf8))
        #expect(try reader.look(name)?.identity == identity)
        #expect(try reader.look(name)?.kind == .regular)
    }

    @Test func `a file that waits is never replaced`() throws {
        let temporary = try TemporaryBox()
        let drop = try DropBox(path: temporary.path)
        let names = try (1...3).map { try drop.drop([UInt8($0)], as: "a.json").name.printable }
        #expect(names == ["a.json", "a.2.json", "a.3.json"])
        #expect(try BoxReader(path: temporary.path).read(FileName("a.json"), upTo: 9) == [1])
    }

    @Test func `when every name is taken nothing is left behind`() throws {
        let temporary = try TemporaryBox()
        let drop = try DropBox(path: temporary.path)
        temporary.touch("a.json")
        for number in 2...DropBox.namesTried { temporary.touch("a.\(number).json") }
        #expect(throws: BoxError.namesTaken(path: "\(temporary.path)/a.json")) {
            try drop.drop([], as: "a")
        }
        #expect(temporary.names().count == DropBox.namesTried)
    }

    @Test(arguments: [
        ("job", "job.json"), (".hidden.json", "hidden.json"), ("..", "job.json"),
        (".json", "json.json"), ("a.JSON", "a.JSON.json"), ("é.json", "é.json"),
    ])
    func `a name becomes one that the daemon looks at`(given: String, name: String) throws {
        let temporary = try TemporaryBox()
        #expect(try DropBox(path: temporary.path).drop([], as: given).name.printable == name)
    }

    @Test func `a name too long for the disk leaves nothing behind`() throws {
        let temporary = try TemporaryBox()
        let drop = try DropBox(path: temporary.path)
        #expect(throws: BoxError.cannotDrop(path: temporary.path, errno: ENAMETOOLONG)) {
            try drop.drop([], as: String(repeating: "a", count: 300))
        }
        #expect(temporary.names().isEmpty)
    }

    @Test func `a missing box is said to be missing`() {
        #expect(throws: BoxError.cannotOpen(path: "/nowhere/box", errno: ENOENT)) {
            try DropBox(path: "/nowhere/box")
        }
        #expect(throws: BoxError.cannotOpen(path: "/nowhere/box", errno: ENOENT)) {
            try BoxReader(path: "/nowhere/box")
        }
    }

    @Test func `a reader sees deliveries and files being settled, nothing else`() throws {
        let temporary = try TemporaryBox()
        let drop = try DropBox(path: temporary.path)
        _ = try drop.drop([], as: "a.json")
        for name in [".okoce-12", ".okoce-x", "b.txt", ".c.json"] {
            temporary.touch(name)
        }
        var seen: [String] = []
        try BoxReader(path: temporary.path).visit { name in
            seen.append(name.printable)
            return true
        }
        #expect(seen.sorted() == [".okoce-12", "a.json"])
        #expect(try BoxReader(path: temporary.path).look(FileName("gone.json")) == nil)
    }
}
