import Foundation
import Testing

/// A copy of the ledger from before somebody was erased is put back.
struct ErasedAndRestoredTests {
    private let machine: Machine
    private let key: URL
    private let copy: String

    init() throws {
        machine = try Machine(boxes: ["PORTAL", "KP-021", "OPERATOR"])
        key = machine.state.appending(path: "erased.key")
        copy = machine.root.appending(path: "copy.sqlite").path
    }

    private func drop(_ round: String) throws {
        for file in ErasedPerson.files where ["PORTAL", "KP-021"].contains(file.source) {
            try machine.drop(
                file.text, as: "\(round)-\(ErasedPerson.nik).json", from: file.source)
            let finished = try machine.okocectl("wait", "--timeout", "60")
            #expect(finished.status == 0, "\(finished.err)")
        }
    }

    private func erase() throws {
        let erased = try machine.okocectl(
            "person", "erase", ErasedPerson.nik, "--reason", "a letter", "--operator", "rina",
            "--timeout", "60")
        #expect(erased.status == 0, "\(erased.err)")
    }

    @Test func `who was erased since is erased again, without anybody asking`() throws {
        try machine.start()
        try drop("first")
        #expect(try machine.okocectl("backup", copy).status == 0)
        try erase()
        #expect(try machine.signal(SIGTERM) == 0)
        let restored = try machine.okocectl("restore", copy)
        #expect(restored.status == 0, "\(restored.err)")
        #expect(restored.out.contains("1 person was erased since the backup"))
        #expect(try !ErasedPerson.traces(below: machine.state).isEmpty)

        let before = machine.said.count
        try machine.start()
        try machine.wait("for the person to be erased again") {
            machine.said.dropFirst(before).contains("a person is erased (act")
        }
        #expect(machine.said.contains("they are erased again"))
        try ErasedPerson.expectNoTrace(of: machine, "after the restore")
        try drop("late")
        try ErasedPerson.expectNoTrace(of: machine, "after late copies")
        #expect(try machine.okocectl("member", ErasedPerson.nik).status == 1)
        #expect(try machine.okocectl("member", ErasedPerson.other).status == 0)
        #expect(try machine.okocectl("verify").status == 0)

        // Once: the next start finds nobody.
        #expect(try machine.signal(SIGTERM) == 0)
        try machine.start()
        #expect(machine.said.components(separatedBy: "they are erased again").count == 2)
        #expect(try machine.signal(SIGTERM) == 0)
    }

    /// Of no fact of the programme's, only of what was asked and done.
    @Test func `somebody who only asked for something is found again too`() throws {
        try machine.start()
        let asked = try machine.okocectl(
            "person", "request", ErasedPerson.nik, "--for", "erase", "--reason", "a letter",
            "--operator", "rina", "--timeout", "60")
        #expect(asked.status == 0, "\(asked.err)")
        #expect(try machine.okocectl("backup", copy).status == 0)
        try erase()
        #expect(try machine.signal(SIGTERM) == 0)
        #expect(try machine.okocectl("restore", copy).status == 0)
        #expect(try !ErasedPerson.traces(below: machine.state).isEmpty)
        let before = machine.said.count
        try machine.start()
        try machine.wait("for the person to be erased again") {
            machine.said.dropFirst(before).contains("a person is erased (act")
        }
        try ErasedPerson.expectNoTrace(of: machine, "after the restore")
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `where nobody could tell who it was nothing is restored`() throws {
        try machine.start()
        try drop("first")
        try erase()
        #expect(try machine.okocectl("backup", copy).status == 0)
        #expect(try machine.signal(SIGTERM) == 0)
        let kept = machine.root.appending(path: "kept")
        try FileManager.default.moveItem(at: key, to: kept)
        let missing = try machine.okocectl("restore", copy)
        #expect(missing.status == 69)
        #expect(missing.err.contains("nothing was restored"))
        #expect(missing.err.contains("\(key.path), by which they are known, is missing"))

        try Data((0..<32).map { UInt8($0) }).write(to: key)
        let other = try machine.okocectl("restore", copy)
        #expect(other.status == 69)
        #expect(other.err.contains("is not the key"))
        let started = try machine.once()
        #expect(started.status == 69)
        #expect(started.err.contains("is not the key under which people were erased"))
        #expect(started.err.contains("touch \(key.path).is-new"))

        // The right one; and a new one of which an admin says so.
        try FileManager.default.removeItem(at: key)
        try FileManager.default.copyItem(at: kept, to: key)
        #expect(try machine.okocectl("restore", copy).status == 0)
        #expect(try machine.once().status == 0)
        try Data((0..<32).map { UInt8($0) }).write(to: key)
        try Data().write(to: URL(filePath: "\(key.path).is-new"))
        #expect(try machine.once().status == 0)
        #expect(try machine.once().status == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(key.path).is-new"))
    }
}
