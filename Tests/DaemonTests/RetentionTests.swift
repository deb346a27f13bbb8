import Foundation
import Testing

/// The running daemon removes what is older than it is to be kept, beside its work.
@Suite struct RetentionTests {
    /// Two jobs that count, one that does not, and `refused` more of those, as if recorded 100 days
    /// ago.
    private func aged(refused: Int = 0) throws -> Machine {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p-1.json", from: "PORTAL")
        try machine.drop(Jobs.roster(job: "r-1"), as: "r-1.json", from: "KP-021")
        for number in 0...refused {
            try machine.drop(
                Jobs.registration(job: "bad-\(number)", nik: "3171034506900000"),
                as: "bad-\(number).json", from: "PORTAL")
        }
        #expect(try machine.once().status == 0)
        let past = 100 * 86_400_000_000_000
        try machine.edit(
            """
            UPDATE attempt SET recorded_at = recorded_at - \(past);
            UPDATE notice SET recorded_at = recorded_at - \(past);
            """)
        return machine
    }

    private func bytesKept(_ machine: Machine) throws -> Int {
        try machine.count("SELECT count(*) FROM document WHERE bytes IS NOT NULL")
    }

    @Test func `what is too old goes, what is young stays, and it is told once`() throws {
        let machine = try aged()
        for key in ["documents_kept_for", "audit_kept_for"] {
            try machine.change(key, to: "90 d", in: "okoced.yaml")
        }
        try machine.start()
        try machine.drop(
            Jobs.registration(job: "p-2", nik: "3171034506900002"), as: "p-2.json", from: "PORTAL")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        try machine.wait("for the notice") { machine.said.contains("older than is kept") }
        #expect(try bytesKept(machine) == 1)
        #expect(try machine.count("SELECT count(*) FROM complaint") == 0)
        let told = machine.said.split(separator: "\n").filter { $0.contains("older than is kept") }
        #expect(told.count == 1)
        #expect(told.first?.contains("3 documents") == true)
        #expect(told.first?.contains("documents 90 d, receipts forever, audit 90 d") == true)
        let story = try machine.okocectl("explain", "PORTAL", "p-1")
        #expect(story.out.contains("(documents_kept_for)"))
        #expect(try !machine.okocectl("explain", "PORTAL", "p-2").out.contains("removed on"))
        #expect(try machine.okocectl("status").out.contains("bytes of job files: 3"))
        // Nothing that counts has changed, and what came before is known.
        #expect(try machine.okocectl("verify").status == 0)
        try machine.drop(Jobs.registration(job: "p-1"), as: "again.json", from: "PORTAL")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(try machine.count("SELECT count(*) FROM attempt WHERE outcome = 'duplicate'") == 1)
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `a reload that shortens the time takes effect, and by default nothing goes`() throws
    {
        let machine = try aged()
        let laid = machine.spool.appending(path: "receipts/KP-021/r-1.json.receipt.json")
        try #require(FileManager.default.fileExists(atPath: laid.path))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -100 * 86_400)], ofItemAtPath: laid.path)
        try machine.start()
        try machine.signal(SIGHUP)
        try machine.wait("for the reload") { machine.said.contains("read again") }
        for key in ["documents_kept_for", "receipts_kept_for"] {
            try machine.change(key, to: "101 d", in: "okoced.yaml")
        }
        try machine.signal(SIGHUP)
        try machine.wait("for the reload") {
            machine.said.contains("settings changed: documents_kept_for, receipts_kept_for")
        }
        #expect(try bytesKept(machine) == 3)
        #expect(try machine.count("SELECT count(*) FROM removal") == 0)
        for key in ["documents_kept_for", "receipts_kept_for"] {
            try machine.change(key, to: "99 d", in: "okoced.yaml")
        }
        try machine.signal(SIGHUP)
        try machine.wait("for the bytes to go") { try bytesKept(machine) == 0 }
        try machine.wait("for the receipt to go") {
            !FileManager.default.fileExists(atPath: laid.path)
        }
        // Rejected a moment ago, by the clock of the disk.
        #expect(machine.names(in: "rejected/PORTAL") == ["bad-0.json", "bad-0.json.receipt.json"])
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `killed in the middle it goes on, and removes nothing twice`() throws {
        let machine = try aged(refused: 2000)
        try machine.change("documents_kept_for", to: "90 d", in: "okoced.yaml")
        let all = try bytesKept(machine)
        #expect(all == 2003)
        var left = all
        for _ in 1...3 where left > 0 {
            try machine.launch()
            try machine.wait("for a step") { try bytesKept(machine) < left }
            try machine.signal(SIGKILL)
            left = try bytesKept(machine)
            #expect(try machine.count(removed) + left == all)
        }
        try machine.start()
        try machine.wait("for the end") { try bytesKept(machine) == 0 }
        #expect(try machine.count(removed) == all)
        #expect(try machine.okocectl("verify").status == 0)
        #expect(try machine.signal(SIGTERM) == 0)
    }

    private let removed = "SELECT coalesce(sum(removed), 0) FROM removal WHERE what = 'documents'"
}
