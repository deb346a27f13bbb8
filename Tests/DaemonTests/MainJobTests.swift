import Foundation
import Testing

/// The main job, from outside: a dropped file becomes facts in the ledger, once.
@Suite struct MainJobTests {
    @Test func `a dropped file is recorded and its file is gone`() throws {
        let machine = try Machine()
        try machine.start()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p-1.json", from: "PORTAL")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(machine.names(in: "incoming/PORTAL").isEmpty)
        #expect(try verdict(of: "p-1", from: "PORTAL", on: machine) == "applied")
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `files that are there at the start are taken`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p-1.json", from: "PORTAL")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(try verdict(of: "p-1", from: "PORTAL", on: machine) == "applied")
        #expect(try machine.signal(SIGINT) == 0)
    }

    @Test func `once takes all that is there and ends`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p-1.json", from: "PORTAL")
        try machine.drop("{\"schema\": \"okoce/st", as: "half.json", from: "PORTAL")
        let finished = try machine.once()
        #expect(finished.status == 0, "\(finished.err)")
        #expect(machine.names(in: "incoming/PORTAL") == ["half.json"])
        #expect(try verdict(of: "p-1", from: "PORTAL", on: machine) == "applied")
    }

    @Test func `a disbursal before the roster before the registration ends as in order`() throws {
        let machine = try Machine()
        let files = [
            (Jobs.disbursal(job: "b-1"), "BANKDKI"), (Jobs.roster(job: "r-1"), "KP-021"),
            (Jobs.registration(job: "p-1"), "PORTAL"),
        ]
        var seen: [[String?]] = []
        for (index, file) in files.enumerated() {
            try machine.drop(file.0, as: "\(index).json", from: file.1)
            #expect(try machine.once().status == 0)
            seen.append([
                try verdict(of: "b-1", from: "BANKDKI", on: machine),
                try verdict(of: "r-1", from: "KP-021", on: machine),
                try verdict(of: "p-1", from: "PORTAL", on: machine),
            ])
        }
        #expect(seen[0] == ["held", nil, nil])
        #expect(seen[1] == ["held", "held", nil])
        // The steps between are missing: from 2020 on the loan needs only P1.
        #expect(seen[2] == ["applied", "applied", "applied"])
    }

    @Test func `the same bytes again are a duplicate, other bytes a conflict`() throws {
        let machine = try Machine()
        let text = Jobs.registration(job: "p-1")
        for name in ["a.json", "b.json"] {
            try machine.drop(text, as: name, from: "PORTAL")
            #expect(try machine.once().status == 0)
        }
        try machine.drop(text + "\n", as: "c.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        #expect(machine.names(in: "incoming/PORTAL").isEmpty)
        #expect(machine.names(in: "rejected/PORTAL") == ["c.json", "c.json.receipt.json"])
        let attempts = try machine.okocectl(
            "job", "PORTAL", "p-1", "--attempts", "--format", "json"
        ).json()
        let outcomes = (attempts as? [[String: Any]])?.compactMap { $0["outcome"] as? String }
        #expect(Set(outcomes ?? []) == ["accepted", "duplicate", "conflict"])
        #expect(try outcome(of: "p-1", from: "PORTAL", on: machine) == "accepted")
    }

    @Test func `a refused job lies in rejected with its reasons and can be mended`() throws {
        let machine = try Machine()
        let broken = Jobs.registration(job: "p-1", nik: "3171034506900000")
        try machine.drop(broken, as: "p.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        #expect(machine.names(in: "rejected/PORTAL") == ["p.json", "p.json.receipt.json"])
        let receipt = try String(
            contentsOf: machine.spool.appending(path: "rejected/PORTAL/p.json.receipt.json"),
            encoding: .utf8)
        #expect(receipt.contains("E203"))
        #expect(receipt.contains("/items/0/nik"))
        #expect(!receipt.contains("3171034506900000"))
        #expect(try machine.okocectl("job", "PORTAL", "p-1").status == 1)

        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        #expect(try outcome(of: "p-1", from: "PORTAL", on: machine) == "accepted")
    }

    @Test func `a file that is rejected again after it was moved back keeps its name`() throws {
        let machine = try Machine()
        let broken = Jobs.registration(job: "p-1", nik: "3171034506900000")
        for round in 1...3 {
            try machine.drop(
                broken + String(repeating: " ", count: round), as: "p.json", from: "PORTAL")
            #expect(try machine.once().status == 0)
            #expect(machine.names(in: "rejected/PORTAL") == ["p.json", "p.json.receipt.json"])
            let rejected = machine.spool.appending(path: "rejected/PORTAL/p.json")
            try FileManager.default.removeItem(at: rejected)
        }
    }

    @Test func `a signal that comes during the start is not lost`() throws {
        let machine = try Machine()
        for milliseconds in stride(from: 0, through: 60, by: 4) {
            let process = Process()
            process.executableURL = Machine.program("okoced")
            process.arguments = machine.folders
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(milliseconds) * 1000)
            kill(process.processIdentifier, SIGTERM)
            try machine.wait("for the end after \(milliseconds) ms") { !process.isRunning }
            // Before the program's first line the signal's default action holds.
            #expect(process.terminationStatus == (process.terminationReason == .exit ? 0 : SIGTERM))
        }
    }

    @Test func `a file that is not JSON is unreadable and stops nobody`() throws {
        let machine = try Machine()
        try machine.drop("{]", as: "x.json", from: "PORTAL")
        try machine.drop(Jobs.roster(job: "r-1"), as: "r.json", from: "KP-021")
        #expect(try machine.once().status == 0)
        #expect(machine.names(in: "rejected/PORTAL") == ["x.json", "x.json.receipt.json"])
        #expect(try verdict(of: "r-1", from: "KP-021", on: machine) == "held")
    }

    @Test func `a folder of a source that is not registered is ignored and reported`() throws {
        let machine = try Machine(boxes: ["PORTAL", "NOBODY"])
        try machine.drop(Jobs.registration(job: "n"), as: "n.json", from: "NOBODY")
        let finished = try machine.once()
        #expect(finished.status == 0)
        #expect(finished.err.contains("NOBODY"))
        #expect(machine.names(in: "incoming/NOBODY") == ["n.json"])
    }

    @Test func `a job that is not due yet is deferred and taken up at its time`() throws {
        let machine = try Machine()
        try machine.start()
        let due = Date().addingTimeInterval(3).ISO8601Format()
        let text = Jobs.registration(job: "p-1")
            .replacing("\"items\":", with: "\"not_before\": \"\(due)\", \"items\":")
        try machine.drop(text, as: "p.json", from: "PORTAL")
        try machine.wait("for the file to go") { machine.names(in: "incoming/PORTAL").isEmpty }
        #expect(try machine.count("SELECT count(*) FROM attempt WHERE outcome = 'deferred'") == 1)
        try machine.wait("for its time") {
            try outcome(of: "p-1", from: "PORTAL", on: machine) == "accepted"
        }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `a second daemon on the same spool or state ends at once`() throws {
        let machine = try Machine()
        try machine.start()
        let folders = ["--config", machine.config.path]
        let other = machine.root.appending(path: "other").path
        for places in [
            ["--spool", machine.spool.path, "--state", other],
            ["--spool", other, "--state", machine.state.path],
        ] {
            try FileManager.default.createDirectory(
                atPath: other + "/incoming", withIntermediateDirectories: true)
            let finished = try machine.run("okoced", folders + places + ["--once"])
            #expect(finished.status != 0)
            #expect(finished.err.contains("another"))
        }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `five thousand deliveries under one name are all taken`() throws {
        let machine = try Machine()
        try machine.start()
        for number in 1...5000 {
            // The next delivery replaces the name; a file not yet taken would be lost by the
            // sender itself, so it waits for its turn as one that uses a name again must.
            let place = machine.spool.appending(path: "incoming/PORTAL/same.json").path
            while access(place, F_OK) == 0 { usleep(50) }
            try machine.drop(
                Jobs.registration(job: "p-\(number)", nik: person(number)), as: "same.json",
                from: "PORTAL")
        }
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(try machine.count("SELECT count(*) FROM fact") == 5000)
        #expect(try machine.signal(SIGTERM) == 0)
    }

    /// A well-formed NIK for each number up to 9,999.
    private func person(_ number: Int) -> String {
        "317103010190" + String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
    }
}

/// What `okocectl job` says of a job's only item; nil if there is no such job.
func verdict(of job: String, from source: String, on machine: Machine) throws -> String? {
    let finished = try machine.okocectl("job", source, job, "--format", "json")
    guard finished.status == 0 else { return nil }
    let object = try #require(try finished.json() as? [String: Any])
    let items = try #require(object["items"] as? [[String: Any]])
    return items.first?["verdict"] as? String
}

func outcome(of job: String, from source: String, on machine: Machine) throws -> String? {
    let finished = try machine.okocectl("job", source, job, "--format", "json")
    return (try finished.json() as? [String: Any])?["outcome"] as? String
}

extension Machine {
    /// How many deliveries the ledger knows; 0 before there is one.
    var attempts: Int { (try? count("SELECT count(*) FROM attempt")) ?? 0 }

    /// One number from the ledger.
    func count(_ query: String) throws -> Int {
        try #require(Int(try sql(query).trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// What the ledger answers, read as an admin would with the `sqlite3` shell.
    func sql(_ query: String) throws -> String { try sqlite(["-readonly"], query) }

    /// The same, a row each, `|` between columns.
    func rows(_ query: String) throws -> [String] {
        try sql(query).split(separator: "\n").map(String.init)
    }

    /// Changes the ledger behind the daemon's back; the triggers that keep it append-only look away.
    func edit(_ statements: String) throws {
        _ = try sqlite(["-bail", "-cmd", ".dbconfig enable_trigger off"], statements)
    }

    private func sqlite(_ options: [String], _ statements: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments =
            options + [state.appending(path: "ledger.sqlite").path, statements]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}
