import Foundation
import Testing

/// A copy of the ledger made while jobs flow, and its way back.
@Suite struct BackupTests {
    @Test func `a backup made while jobs flow is sound, and restoring it ends as before`() throws {
        let machine = try Machine()
        let copy = machine.root.appending(path: "copy.sqlite").path
        try machine.start()
        for number in 1...200 {
            let text = Jobs.registration(
                job: "p-\(number)", nik: "31710301019\(10_000 + number)")
            try machine.drop(text, as: "p-\(number).json", from: "PORTAL")
            guard number == 100 else { continue }
            try machine.wait("for the first jobs") { machine.attempts > 0 }
            let finished = try machine.okocectl("backup", copy)
            #expect(finished.status == 0, "\(finished.err)")
        }
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(try machine.okocectl("restore", copy).status == 69, "a daemon runs")
        #expect(try machine.signal(SIGTERM) == 0)

        let permissions = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions]
        #expect(permissions as? Int == 0o600)
        #expect(try machine.okocectl("backup", copy).status == 69, "it replaces nothing")
        let restored = try machine.okocectl("restore", copy)
        #expect(restored.status == 0, "\(restored.err)")
        let saved = machine.attempts
        #expect((1...200).contains(saved))
        #expect(try machine.okocectl("verify").status == 0)
        let kept = try FileManager.default.contentsOfDirectory(atPath: machine.state.path)
            .filter { $0.hasPrefix("ledger.sqlite.before-restore-") && !$0.hasSuffix("-wal") }
        #expect(kept.count == 1)

        // The sources send again: what the copy has is known, what it lacks is recorded.
        for number in 1...200 {
            let text = Jobs.registration(
                job: "p-\(number)", nik: "31710301019\(10_000 + number)")
            try machine.drop(text, as: "p-\(number).json", from: "PORTAL")
        }
        #expect(try machine.once().status == 0)
        #expect(try machine.count("SELECT count(*) FROM fact") == 200)
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `what is no ledger, or damaged, is not put in its place`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p-1.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        let copy = machine.root.appending(path: "copy.sqlite")
        #expect(try machine.okocectl("backup", copy.path).status == 0)
        var bytes = try Data(contentsOf: copy)
        for place in stride(from: 8192, to: bytes.count, by: 97) { bytes[place] ^= 0x5A }
        for content in [bytes, Data("no ledger".utf8), Data()] {
            let file = machine.root.appending(path: "bad.sqlite")
            try content.write(to: file)
            let finished = try machine.okocectl("restore", file.path)
            #expect(finished.status == 69)
            #expect(finished.err.contains(file.path))
            #expect(machine.attempts == 1)
        }
    }
}
