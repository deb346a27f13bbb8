import Foundation
import Testing

/// G13: a file that kills the daemon is found and set aside; it does not kill it for ever.
///
/// The daemon is a real one with a fault built in (`okoced-with-traps`): some jobs kill it.
@Suite struct CrashSuspectTests {
    /// How a failed precondition ends a process on this machine.
    #if arch(x86_64)
        private let trap = SIGILL
    #else
        private let trap = SIGTRAP
    #endif

    private func machine(honest: Int = 40) throws -> Machine {
        let machine = try Machine()
        machine.daemonName = "okoced-with-traps"
        try machine.change("settle_time", to: "0 s", in: "okoced.yaml")
        for number in 0..<honest {
            try machine.drop(
                Jobs.registration(job: "p-\(number)"), as: "p-\(number).json", from: "PORTAL")
        }
        return machine
    }

    /// Every honest job was recorded, and once.
    private func expectHonest(_ count: Int, on machine: Machine) throws {
        #expect(machine.names(in: "incoming/PORTAL").isEmpty)
        let recorded = "SELECT count(*) FROM attempt WHERE recorded = 1 AND job_id LIKE 'p-%'"
        #expect(try machine.count(recorded) == count)
        let all = "SELECT count(*) FROM attempt WHERE job_id LIKE 'p-%'"
        #expect(try machine.count(all) == count)
    }

    @Test(arguments: ["trap-in-prepare", "trap-in-commit"])
    func `a job that kills the daemon is set aside by its third start`(word: String) throws {
        let machine = try machine()
        try machine.drop(
            Jobs.registration(job: word, source: "DKUMKMP"), as: "bad.json", from: "DKUMKMP")
        #expect(try machine.startAndDie() == trap)
        #expect(try machine.startAndDie() == trap)
        try machine.start()
        try machine.wait("for the honest jobs") { machine.names(in: "incoming/PORTAL").isEmpty }
        try machine.wait("for the other") { machine.names(in: "incoming/DKUMKMP").isEmpty }
        #expect(
            machine.names(in: "rejected/DKUMKMP") == ["bad.json", "bad.json.receipt.json"])
        let receipt = try String(
            contentsOf: machine.spool.appending(path: "rejected/DKUMKMP/bad.json.receipt.json"),
            encoding: .utf8)
        #expect(receipt.contains("E108"))
        #expect(receipt.contains("died once while it had this file in work and no other"))
        #expect(receipt.contains("died of signal \(trap)"))
        #expect(receipt.contains(word == "trap-in-prepare" ? "prepared it" : "recorded it"))
        try machine.wait("for the notice") {
            machine.said.contains("critical okoced: deadly: DKUMKMP/- (bad.json), E108")
        }
        #expect(try machine.signal(SIGTERM) == 0)
        try expectHonest(40, on: machine)
        // Nothing of it is known but that it came: it was not read again.
        let unread = "SELECT count(*) FROM attempt WHERE outcome = 'unreadable' AND sha256 IS NULL"
        #expect(try machine.count(unread) == 1)
        // Mended, it is a job like any other.
        let rejected = machine.spool.appending(path: "rejected/DKUMKMP/bad.json")
        try FileManager.default.removeItem(at: rejected)
        try machine.drop(
            Jobs.registration(job: "mended", source: "DKUMKMP"), as: "bad.json", from: "DKUMKMP")
        #expect(try machine.once().status == 0)
        #expect(try outcome(of: "mended", from: "DKUMKMP", on: machine) == "accepted")
    }

    @Test func `two jobs that kill cost two deaths each and no honest job`() throws {
        let machine = try machine()
        for (word, source) in [("trap-in-prepare", "DKUMKMP"), ("trap-in-commit", "KP-021")] {
            try machine.drop(
                Jobs.registration(job: word, source: source), as: "bad.json", from: source)
        }
        var deaths = 0
        while deaths < 5 {
            let process = try machine.launch()
            try machine.wait("for its death, or for all to be done") {
                !process.isRunning
                    || machine.names(in: "rejected/DKUMKMP").count
                        + machine.names(in: "rejected/KP-021").count == 4
                        && machine.names(in: "incoming/PORTAL").isEmpty
            }
            if process.isRunning { break }
            deaths += 1
        }
        #expect((3...4).contains(deaths))
        #expect(try machine.signal(SIGTERM) == 0)
        try expectHonest(40, on: machine)
    }

    @Test func `a job that makes the kernel kill the daemon is set aside too`() throws {
        let machine = try machine(honest: 5)
        try machine.drop(
            Jobs.registration(job: "kill-in-prepare", source: "DKUMKMP"), as: "bad.json",
            from: "DKUMKMP")
        // In work among others, then twelve times alone: fewer can be an operator's SIGKILLs.
        for _ in 0..<13 { #expect(try machine.startAndDie() == SIGKILL) }
        try machine.start()
        try machine.wait("for the file") { machine.names(in: "incoming/DKUMKMP").isEmpty }
        try machine.wait("for the honest jobs") { machine.names(in: "incoming/PORTAL").isEmpty }
        #expect(machine.names(in: "rejected/DKUMKMP").contains("bad.json"))
        #expect(machine.said.contains("deadly: DKUMKMP/- (bad.json), E108"))
        #expect(try machine.signal(SIGTERM) == 0)
        try expectHonest(5, on: machine)
    }

    @Test func `killing a loaded daemon again and again condemns nobody`() throws {
        let machine = try machine(honest: 600)
        machine.daemonName = "okoced"
        var kills = 0
        for left in [550, 400, 300, 200, 100] {
            try machine.start()
            try machine.wait("for some to be done") {
                machine.names(in: "incoming/PORTAL").count <= left
            }
            try machine.signal(SIGKILL)
            kills += 1
        }
        #expect(kills == 5)
        #expect(machine.said.contains("was killed, or the machine went down"))
        #expect(try machine.once().status == 0)
        try expectHonest(600, on: machine)
        #expect(!FileManager.default.fileExists(atPath: machine.spool.path + "/rejected/PORTAL"))
        #expect(!machine.said.contains("E108"))
    }
}
