import Foundation
import Testing

/// What operators type, from the command line through the spool and back.
@Suite struct OperatorCommandTests {
    private func machine() throws -> Machine {
        try Machine(boxes: ["PORTAL", "DKUMKMP", "KP-021", "OPERATOR"])
    }

    private func rows(_ finished: Machine.Finished) throws -> [[String: Any]] {
        try #require(try finished.json() as? [[String: Any]], "\(finished.err)")
    }

    @Test func `a paused source's files wait, over a restart too, and are taken after it`() throws {
        let machine = try machine()
        try machine.start()
        let paused = try machine.okocectl(
            "pause", "PORTAL", "--reason", "their clock is wrong", "--operator", "rina", "--format",
            "json")
        #expect(paused.status == 0, "\(paused.err)")
        #expect(try rows(paused).map { $0["verdict"] as? String } == ["applied"])
        try machine.wait("for the pause") { machine.said.contains("PORTAL is paused by rina") }
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.signal(SIGTERM) == 0)
        try machine.start()
        // Another source's file that came later is taken: the daemon works.
        try machine.drop(
            Jobs.registration(job: "d-1", source: "DKUMKMP", nik: "3171034506900002"),
            as: "d.json", from: "DKUMKMP")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(machine.names(in: "incoming/PORTAL") == ["p.json"])
        #expect(machine.names(in: "rejected/PORTAL").isEmpty)
        let status = try machine.okocectl("status")
        #expect(status.out.contains("paused: PORTAL by rina"))
        #expect(status.out.contains("their clock is wrong"))
        let resumed = try machine.okocectl("resume", "PORTAL", "--reason", "mended")
        #expect(resumed.status == 0, "\(resumed.err)")
        try machine.wait("for its file to be taken") {
            machine.names(in: "incoming/PORTAL").isEmpty
        }
        #expect(machine.said.contains("(mended): its files are taken again"))
        #expect(try machine.okocectl("job", "PORTAL", "p-1").status == 0)
    }

    @Test func `a rejected file that was mended goes back, and what has changed is said`() throws {
        let machine = try machine()
        try machine.start()
        for name in ["a", "b"] {
            try machine.drop(
                Jobs.registration(job: name, nik: "3171034506900000"), as: "\(name).json",
                from: "PORTAL")
        }
        try machine.wait("for both to be rejected") {
            machine.names(in: "rejected/PORTAL").count == 4
        }
        let mended = machine.spool.appending(path: "rejected/PORTAL/a.json")
        try Data(Jobs.registration(job: "a").utf8).write(to: mended, options: .atomic)
        let finished = try machine.okocectl(
            "retry", "--source", "PORTAL", "--complaint", "E203", "--reason", "typed anew",
            "--format", "json")
        #expect(finished.status == 1, "b.json is as bad as before")
        let told = Dictionary(
            try rows(finished).map { ($0["job_id"] as? String ?? "", $0) }, uniquingKeysWith: { $1 }
        )
        #expect(told["a"]?["now"] as? String == "accepted")
        #expect(told["a"]?["file"] as? String == "changed")
        #expect(told["a"]?["complaints_gone"] as? String == "E203")
        #expect(told["b"]?["now"] as? String == "refused")
        #expect(told["b"]?["file"] as? String == "the same")
        #expect(told["b"]?["complaints_left"] as? String == "E203")
        #expect(machine.names(in: "rejected/PORTAL") == ["b.json", "b.json.receipt.json"])
        // Of b.json there are two rejected deliveries by now, and one file.
        let found = try machine.okocectl(
            "retry", "--job", "b", "--dry-run", "--reason", "look", "--format", "json")
        #expect(try rows(found).count == 1)
        let again = try machine.okocectl("retry", "1", "--reason", "again", "--format", "json")
        #expect(again.status == 1)
        #expect(try rows(again).map { $0["now"] as? String } == ["gone"])
        #expect(try machine.okocectl("retry", "--reason", "all of them").status == 64)
    }

    @Test func `files of one name all go back, once each, and who asked and why is told`() throws {
        let machine = try machine()
        try machine.start()
        for job in ["a", "b"] {
            try machine.drop(
                Jobs.registration(job: job, nik: "3171034506900000"), as: "same.json",
                from: "PORTAL")
            try machine.wait("for it to be rejected") {
                machine.names(in: "incoming/PORTAL").isEmpty
            }
        }
        #expect(machine.names(in: "rejected/PORTAL").contains("same.2.json"))
        for turn in 1...2 {
            let finished = try machine.okocectl(
                "retry", "--source", "PORTAL", "--reason", "turn \(turn)", "--operator", "rina",
                "--format", "json")
            #expect(try rows(finished).map { $0["now"] as? String } == ["refused", "refused"])
            try machine.wait("for the journal") {
                machine.said.contains(
                    "2 of 2 rejected files that rina wants judged anew (turn \(turn)) went back")
            }
        }
    }

    @Test func `a fact is held and let go, and the answer says how it stands`() throws {
        let machine = try machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let held = try machine.okocectl(
            "hold", "PORTAL", "p-1", "1", "--reason", "KTP is in doubt", "--format", "json")
        #expect(held.status == 0, "\(held.err)")
        #expect(try rows(held).map { $0["fact_verdict"] as? String } == ["held"])
        #expect(try machine.okocectl("jobs", "--verdict", "held").out.contains("p-1"))
        let free = try machine.okocectl(
            "hold", "PORTAL", "p-1", "1", "--release", "--reason", "seen", "--format", "json")
        #expect(try rows(free).map { $0["fact_verdict"] as? String } == ["applied"])
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `a contradicted registration is decided, and an override of it is denied`() throws {
        let machine = try machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let other = Jobs.registration(job: "d-1", source: "DKUMKMP")
            .replacing("Contoh Satu", with: "Orang Lain")
        try machine.drop(other, as: "d.json", from: "DKUMKMP")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let waiting = try machine.okocectl("jobs", "--verdict", "contradicted", "--format", "csv")
        #expect(waiting.out.contains("PORTAL,p-1,"))
        let decided = try machine.okocectl(
            "decide", "PORTAL", "p-1", "1", "same_person", "--reason", "saw both", "--format",
            "json")
        #expect(decided.status == 0, "\(decided.err)")
        #expect(try rows(decided).map { $0["fact_verdict"] as? String } == ["confirmed"])
        let denied = try machine.okocectl(
            "override", "PORTAL", "p-1", "1", "counts", "--reason", "why not")
        #expect(denied.status == 1)
        #expect(denied.out.contains("denied"))
    }

    @Test func `what cannot be is refused with the reason, and changes nothing`() throws {
        let machine = try machine()
        try machine.start()
        let unknown = try machine.okocectl("pause", "KP-999", "--reason", "?")
        #expect(unknown.status == 1)
        #expect(unknown.err.contains("E415"))
        let own = try machine.okocectl("pause", "OPERATOR", "--reason", "?")
        #expect(own.status == 1)
        #expect(own.err.contains("E416"))
        #expect(try machine.okocectl("pause", "PORTAL", "--reason", " ").status == 64)
        #expect(try machine.okocectl("pause", "PORTAL").status == 64)
        try FileManager.default.removeItem(at: machine.spool.appending(path: "incoming/OPERATOR"))
        #expect(try machine.okocectl("pause", "PORTAL", "--reason", "r").status == 69)
    }

    @Test(.enabled(if: geteuid() == 0))
    func `who is not in the group is told which it is`() throws {
        let machine = try machine()
        try machine.start()
        // What a source's account may read on an installed machine, this one may not write.
        try Command.must("chmod", "-R", "a+rX", machine.root.path)
        let finished = try machine.run(
            "setpriv", at: "/usr/bin/setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", Machine.program("okocectl").path]
                + machine.folders + ["pause", "PORTAL", "--reason", "mine"])
        #expect(finished.status == 77, "\(finished.err)")
        #expect(finished.err.contains("okoce-operators"))
    }
}
