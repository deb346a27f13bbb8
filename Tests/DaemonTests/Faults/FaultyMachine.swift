import Foundation
import Testing

/// A machine on which something is going to go wrong, and what is shown of that.
final class FaultyMachine {
    let machine: Machine
    let manager: ManagerSocket
    /// Jobs that were dropped, each of which must be recorded once in the end.
    private(set) var jobs: [String] = []

    init(_ machine: Machine) throws {
        self.machine = machine
        manager = try ManagerSocket(in: machine.root)
        machine.environment["NOTIFY_SOCKET"] = manager.path
    }

    convenience init() throws { try self.init(Machine()) }

    // MARK: Work

    /// Drops registrations of different people, to be recorded each once.
    func drop(_ count: Int = 1) throws {
        for _ in 0..<count {
            let (name, text) = nextJob()
            try machine.drop(text, as: name, from: "PORTAL")
        }
    }

    /// A job for a file that is put into the box by other means.
    func nextJob() -> (name: String, text: String) {
        let job = "p-\(jobs.count + 1)"
        jobs.append(job)
        let serial = String(format: "%04d", jobs.count)
        return ("\(job).json", Jobs.registration(job: job, nik: "317103450690\(serial)"))
    }

    // MARK: What is shown

    /// Kinds of trouble that the daemon says it is in.
    func troubles() -> [String] {
        let file = machine.state.appending(path: "state.json")
        guard let data = try? Data(contentsOf: file),
            let state = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let list = state["troubles"] as? [[String: Any]]
        else { return [] }
        return list.compactMap { $0["kind"] as? String }
    }

    /// Waits until a trouble has begun, and expects it wherever it is to be seen: in the status
    /// line, in `okocectl status`, and in a notice that has these words.
    func expectTrouble(
        _ kind: String, saying words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try machine.wait("for the trouble \(kind), not \(troubles())") {
            troubles().contains(kind)
        }
        try machine.wait("for the notice of \(kind)") { machine.said.contains(words) }
        try machine.wait("for the status line of \(kind), not \(manager.status)") {
            manager.status.hasPrefix("TROUBLE since ")
        }
        let shown = try machine.okocectl("status", "--format", "json")
        #expect(shown.out.contains("\"kind\": \"\(kind)\""), sourceLocation: sourceLocation)
    }

    /// Waits until a trouble has ended, and expects that to be seen.
    func expectRelief(
        _ kind: String, saying words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try machine.wait("for the end of \(kind)") { !troubles().contains(kind) }
        try machine.wait("for the notice of the end of \(kind)") {
            machine.said.contains(words)
        }
        if troubles().isEmpty {
            try machine.wait("for a status line without trouble, not \(manager.status)") {
                !manager.status.hasPrefix("TROUBLE")
            }
        }
    }

    // MARK: The end

    /// How many of the jobs that were dropped are recorded.
    func recorded() throws -> Int {
        try machine.count("SELECT count(*) FROM attempt WHERE recorded")
    }

    func waitUntilAllIsRecorded() throws {
        try machine.wait("for \(jobs.count) jobs, \(try recorded()) are recorded") {
            try recorded() == jobs.count && machine.names(in: "incoming/PORTAL").isEmpty
        }
    }

    /// Every job that was dropped is recorded, once, and the ledger is sound.
    func expectAllRecordedOnce(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rows = try machine.sql("SELECT job_id FROM attempt WHERE recorded ORDER BY id")
        #expect(
            rows.split(separator: "\n").map(String.init).sorted() == jobs.sorted(),
            sourceLocation: sourceLocation)
        #expect(machine.names(in: "incoming/PORTAL").isEmpty, sourceLocation: sourceLocation)
        #expect(machine.names(in: "rejected/PORTAL").isEmpty, sourceLocation: sourceLocation)
        try expectSound(sourceLocation: sourceLocation)
    }

    /// The ledger is what it says it is.
    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(
            try machine.sql("PRAGMA integrity_check") == "ok\n", sourceLocation: sourceLocation)
        let verified = try machine.okocectl("verify")
        #expect(
            verified.status == 0, "\(verified.out)\(verified.err)", sourceLocation: sourceLocation)
        let gaps = try machine.count(
            "SELECT count(*) - coalesce(max(seq), 0) FROM notice")
        #expect(gaps == 0, "OKOCE_SEQ has gaps", sourceLocation: sourceLocation)
    }

    /// Stops the daemon cleanly; all is as it should be.
    func end(sourceLocation: SourceLocation = #_sourceLocation) throws {
        try waitUntilAllIsRecorded()
        #expect(try machine.signal(SIGTERM) == 0, sourceLocation: sourceLocation)
        try expectAllRecordedOnce(sourceLocation: sourceLocation)
    }
}

/// Runs a program of the system to its end.
@discardableResult
func shell(_ command: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}

/// Whether a test that needs root may run; says why if not.
func mayActAsRoot(_ what: String) -> Bool {
    if getuid() == 0 { return true }
    print("skipped, since \(what) needs root")
    return false
}
