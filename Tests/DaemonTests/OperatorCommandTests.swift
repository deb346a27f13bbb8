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
        let again = try machine.okocectl(
            "retry", "\(attempt(of: "a", machine))", "--reason", "again", "--format", "json")
        #expect(again.status == 1)
        #expect(try rows(again).map { $0["now"] as? String } == ["gone"])
        #expect(try machine.okocectl("retry", "--reason", "all of them").status == 64)
    }

    @Test func `a rejected file goes back to a paused source's box, and who paused it is said`()
        throws
    {
        let machine = try machine()
        try machine.start()
        try machine.drop(
            Jobs.registration(job: "a", nik: "3171034506900000"), as: "a.json", from: "PORTAL")
        try machine.wait("for it to be rejected") {
            machine.names(in: "rejected/PORTAL").count == 2
        }
        #expect(
            try machine.okocectl("pause", "PORTAL", "--reason", "they move", "--operator", "rina")
                .status == 0)
        let finished = try machine.okocectl(
            "retry", "1", "--reason", "typed anew", "--format", "json")
        #expect(finished.status == 75)
        #expect(
            finished.err.contains("1 file waits in the drop box: PORTAL is paused since"),
            "\(finished.err)")
        #expect(finished.err.contains("by rina (they move)"))
        #expect(finished.err.contains("okocectl resume PORTAL --reason WHY"))
        #expect(!finished.err.contains("timed out"))
        let row = try #require(rows(finished).first)
        #expect(row["now"] as? String == "waiting")
        #expect((row["waits_for"] as? String ?? "").hasPrefix("PORTAL, paused by rina since"))
        #expect(machine.names(in: "incoming/PORTAL") == ["a.json"])
        #expect(try machine.okocectl("resume", "PORTAL", "--reason", "moved").status == 0)
        try machine.wait("for it to be judged anew") {
            machine.names(in: "rejected/PORTAL").count == 2
        }
    }

    @Test func `a refused file that could not leave its box goes back once it has`() throws {
        let machine = try machine()
        // Where it should go to stands a file: it stays in its box.
        let rejected = machine.spool.appending(path: "rejected")
        try FileManager.default.createDirectory(at: rejected, withIntermediateDirectories: false)
        try Data().write(to: rejected.appending(path: "PORTAL"))
        try machine.drop(
            Jobs.registration(job: "a", nik: "3171034506900000"), as: "a.json", from: "PORTAL")
        try machine.start()
        try machine.wait("for it to be refused") {
            machine.said.contains("is recorded but cannot be removed")
        }
        #expect(try machine.okocectl("pause", "PORTAL", "--reason", "to look").status == 0)
        try machine.wait("for the pause") { machine.said.contains("PORTAL is paused") }
        try FileManager.default.removeItem(at: rejected.appending(path: "PORTAL"))
        let waits = try machine.okocectl(
            "retry", "1", "--reason", "look again", "--format", "json")
        #expect(waits.status == 75, "\(waits.err)")
        #expect(waits.err.contains("PORTAL is paused since"))
        #expect(try rows(waits).map { $0["now"] as? String } == ["waiting"])
        #expect(try machine.okocectl("resume", "PORTAL", "--reason", "seen").status == 0)
        // Refused, moved, put back, refused again.
        try machine.wait("for it to be judged anew") {
            try rows(machine.okocectl("jobs", "--job", "a", "--format", "json")).count == 2
        }
        #expect(machine.said.contains("1 of 1 rejected files"))
        try machine.wait("for it to leave its box") {
            machine.names(in: "rejected/PORTAL").count == 2
        }
    }

    private func command(_ job: String, _ item: String) -> String {
        """
        {"schema": "okoce/operator-command/1", "job_id": "\(job)", "source": "OPERATOR",
         "submitted_at": "2018-06-12T10:00:00+07:00", "operator": "rina", "reason": "asked",
         "items": [{"item_id": "1", \(item)}]}
        """
    }

    @Test func `once does what operators want, and takes what comes of it, before it ends`()
        throws
    {
        let machine = try machine()
        try machine.drop(
            Jobs.registration(job: "a", nik: "3171034506900000"), as: "a.json", from: "PORTAL")
        try machine.drop(
            command("o-1", #""command": "pause", "source": "DKUMKMP""#), as: "o1.json",
            from: "OPERATOR")
        #expect(try machine.once().status == 0)
        let mended = machine.spool.appending(path: "rejected/PORTAL/a.json")
        try Data(Jobs.registration(job: "a").utf8).write(to: mended, options: .atomic)
        try machine.drop(
            Jobs.registration(job: "d", source: "DKUMKMP"), as: "d.json", from: "DKUMKMP")
        try machine.drop(
            command(
                "o-2", #""command": "retry", "attempt": \#(try attempt(of: "a", machine))"#),
            as: "o2.json", from: "OPERATOR")
        let resume = command("o-3", #""command": "resume", "source": "DKUMKMP""#)
            .replacing("10:00:00", with: "11:00:00")
        try machine.drop(resume, as: "o3.json", from: "OPERATOR")
        let finished = try machine.once()
        #expect(finished.status == 0, "\(finished.err)")
        #expect(machine.names(in: "incoming/PORTAL").isEmpty)
        #expect(machine.names(in: "incoming/DKUMKMP").isEmpty)
        #expect(try verdict(of: "a", from: "PORTAL", on: machine) == "confirmed")
        #expect(try verdict(of: "d", from: "DKUMKMP", on: machine) == "applied")
    }

    /// The number of a job's first delivery.
    private func attempt(of job: String, _ machine: Machine) throws -> Int {
        let found = try rows(machine.okocectl("jobs", "--job", job, "--format", "json"))
        return try #require(found.last?["attempt"] as? Int)
    }

    @Test func `a drop box that is gone is missed again when its source is resumed`() throws {
        let machine = try machine()
        try machine.start()
        let box = machine.spool.appending(path: "incoming/PORTAL")
        try FileManager.default.removeItem(at: box)
        let gone = "the drop box PORTAL is gone"
        try machine.wait("for the box to be missed") { machine.said.contains(gone) }
        #expect(try machine.okocectl("pause", "PORTAL", "--reason", "they move").status == 0)
        try machine.wait("for the pause") {
            machine.said.contains("no longer looked at: it is paused")
        }
        #expect(try machine.okocectl("resume", "PORTAL", "--reason", "moved").status == 0)
        try machine.wait("for the box to be missed again") {
            machine.said.components(separatedBy: gone).count == 3
        }
        #expect(try machine.okocectl("status").out.contains("trouble since"))
        try FileManager.default.createDirectory(at: box, withIntermediateDirectories: false)
        try machine.wait("for the box") { machine.said.contains("the drop box PORTAL is back") }
    }

    @Test func `files of one name all go back, once each, and who asked and why is told`() throws {
        let machine = try machine()
        try machine.start()
        for job in ["a", "b"] {
            try machine.drop(
                Jobs.registration(job: job, nik: "3171034506900000"), as: "same.json",
                from: "PORTAL")
            // Each with its receipt.
            try machine.wait("for it to be rejected") {
                machine.names(in: "rejected/PORTAL").count == (job == "a" ? 2 : 4)
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

    @Test func `a class header is held as item class, and its people wait with it`() throws {
        let machine = try machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.drop(Jobs.roster(job: "r-1"), as: "r.json", from: "KP-021")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let words = ["KP-021", "r-1", "class", "--reason", "nobody saw it", "--format", "json"]
        let held = try machine.run("okocectl", machine.folders + ["hold"] + words)
        #expect(held.status == 0, "\(held.err)")
        #expect(try rows(held).map { $0["fact_verdict"] as? String } == ["held"])
        #expect(try verdict(of: "r-1", from: "KP-021", on: machine) == "held")
        #expect(try machine.okocectl("verify").status == 0)
        #expect(
            try machine.okocectl("status").out.contains("facts held by operators: KP-021 2"))
        let free = try machine.run("okocectl", machine.folders + ["hold", "--release"] + words)
        #expect(try rows(free).map { $0["fact_verdict"] as? String } == ["applied"])
        #expect(try verdict(of: "r-1", from: "KP-021", on: machine) == "applied")
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
        let early = try machine.okocectl("hold", "PORTAL", "p-9", "1", "--reason", "r")
        #expect(early.status == 0)
        #expect(early.err.contains("no item 1 of job PORTAL/p-9 is recorded"))
        let absent = try machine.okocectl("retry", "999", "--reason", "r")
        #expect(absent.status == 1)
        #expect(absent.err.contains("is not there or was not rejected"))
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
