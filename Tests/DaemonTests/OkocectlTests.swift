import Foundation
import Testing

/// The command line from outside: what it prints, and how it exits.
@Suite struct OkocectlTests {
    @Test(arguments: [
        [], ["submit"], ["wait"], ["check"], ["status"], ["jobs"], ["job"], ["member"], ["report"],
        ["report", "stages"], ["report", "evaluation"], ["report", "training"],
        ["report", "funding"], ["report", "affiliation"], ["report", "waiting"],
        ["report", "all"], ["explain"], ["verify"], ["sample"],
        ["sample", "first-winter"], ["sample", "october-2021"], ["journal"], ["backup"],
        ["restore"], ["retry"], ["pause"], ["resume"], ["hold"], ["decide"], ["override"],
    ])
    func `every command has a help`(command: [String]) throws {
        let finished = try Machine().run("okocectl", command + ["--help"])
        #expect(finished.status == 0)
        #expect(finished.out.contains("USAGE: okocectl"))
    }

    @Test func `the first winter's figures come out as they were published`() throws {
        let machine = try Machine()
        #expect(
            try machine.okocectl(
                "sample", "first-winter", "--into", machine.spool.path + "/incoming"
            )
            .status == 0)
        #expect(try machine.once().status == 0)
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let training = try machine.okocectl(
            "report", "training", "--as-of", "2018-01-10", "--format", "json"
        ).json()
        let total = try #require((training as? [String: Any])?["total"] as? [String: Double])
        #expect(
            total == [
                "classes": 42, "days": 16, "kecamatan": 42, "invited": 2689, "attended": 2430,
                "percent_attended": 90.4, "speakers": 106, "cost": 724_500_000,
                "cost_per_participant": 298_148, "cost_per_class": 17_250_000,
                "cost_per_speaker": 6_834_906, "participants_per_speaker": 22.9,
                "costed": 42,
            ])
        let stages = try machine.okocectl(
            "report", "stages", "--as-of", "2018-01-22", "--by", "kecamatan", "--format", "json"
        ).json()
        let counts = try #require((stages as? [String: Any])?["total"] as? [String: Int])
        #expect(counts["P1"] == 4230)
        #expect(counts["P2"] == 2430)
        let groups = try #require((stages as? [String: Any])?["groups"] as? [[String: Any]])
        #expect(groups.count == 44)
        for (stage, count) in counts {
            #expect(groups.reduce(0) { $0 + ($1[stage] as? Int ?? 0) } == count)
        }
    }

    @Test func `what a command has done is said for programs too`() throws {
        let machine = try Machine()
        func said(_ words: String...) throws -> [String: Any]? {
            let finished = try machine.run(
                "okocectl", machine.folders + words + ["--format", "json"])
            #expect(finished.status == 0, "\(words): \(finished.err)")
            return try finished.json() as? [String: Any]
        }
        let sample = try said(
            "sample", "october-2021", "--scale", "10000", "--into",
            machine.spool.path + "/incoming")
        #expect(try #require(sample?["files"] as? Int) > 0)
        #expect(try machine.once().status == 0)
        #expect(try said("wait", "--timeout", "60")?["settled"] as? Bool == true)
        let copy = machine.spool.path + "/copy"
        let backup = try said("backup", copy)
        #expect(backup?["file"] as? String == copy)
        #expect(try #require(backup?["bytes"] as? Int) > 4096)
        let restored = try said("restore", copy)
        #expect(restored?["from"] as? String == copy)
        let kept = try #require(restored?["kept_as"] as? String)
        #expect(FileManager.default.fileExists(atPath: kept))
        try machine.start()
        let reloaded = try said("reload")
        #expect(reloaded?["outcome"] as? String == "taken")
        #expect(try #require(reloaded?["messages"] as? [String]).isEmpty == false)
    }

    @Test func `a submitted file is recorded, and what became of it is said`() throws {
        let machine = try Machine()
        let file = machine.root.appending(path: "p.json")
        try Data(Jobs.registration(job: "p-1").utf8).write(to: file)
        try machine.start()
        let finished = try machine.okocectl(
            "submit", file.path, "--wait", "--timeout", "60", "--format", "json")
        #expect(finished.status == 0, "\(finished.err)")
        let rows = try #require(try finished.json() as? [[String: Any]])
        #expect(rows.count == 1)
        #expect(rows.first?["job_id"] as? String == "p-1")
        #expect((rows.first?["outcome"] as? String)?.hasPrefix("accepted") == true)
        #expect(machine.names(in: "incoming/PORTAL").isEmpty)
        #expect(FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `a submitted file that is refused makes the exit code 1`() throws {
        let machine = try Machine()
        let file = machine.root.appending(path: "p.json")
        try Data(Jobs.registration(job: "p-1", nik: "3171034506900000").utf8).write(to: file)
        try machine.start()
        let finished = try machine.okocectl("submit", file.path, "--wait", "--timeout", "60")
        #expect(finished.status == 1)
        #expect(finished.out.contains("refused"))
    }

    /// As a source's own account meets it, which may not look into the ledger's directory.
    @Test func `who may not look at the ledger is told so, and does not wait for it for ever`()
        throws
    {
        let machine = try Machine()
        let file = machine.root.appending(path: "p.json")
        try Data(Jobs.registration(job: "p-1").utf8).write(to: file)
        // Root may look everywhere but behind a link to itself.
        let ledger = machine.state.appending(path: "ledger.sqlite").path
        try FileManager.default.createDirectory(
            at: machine.state, withIntermediateDirectories: true)
        #expect(symlink(ledger, ledger) == 0)
        let finished = try machine.okocectl("submit", file.path, "--wait", "--timeout", "5")
        #expect(finished.status == 69, "\(finished.err)")
        #expect(finished.err.contains("the ledger cannot be read: \(ledger)"))
        #expect(machine.names(in: "incoming/PORTAL").isEmpty)
    }

    @Test func `a file without a legible source is not dropped`() throws {
        let machine = try Machine()
        let file = machine.root.appending(path: "p.json")
        try Data("[]".utf8).write(to: file)
        let finished = try machine.okocectl("submit", file.path)
        #expect(finished.status == 1)
        #expect(finished.err.contains("--source"))
        #expect(try machine.okocectl("submit", file.path, "--source", "PORTAL").status == 0)
        #expect(machine.names(in: "incoming/PORTAL") == ["p.json"])
    }

    @Test func `wait times out over a complete file, and not over half a one`() throws {
        let machine = try Machine()
        try machine.drop("{\"schema\": \"okoce/st", as: "half.json", from: "PORTAL")
        #expect(try machine.okocectl("wait", "--timeout", "5").status == 0)
        try machine.drop("{}", as: "whole.json", from: "PORTAL")
        let finished = try machine.okocectl("wait", "--timeout", "0.2")
        #expect(finished.status == 75)
        #expect(finished.err.contains("PORTAL/whole.json"))
    }

    @Test func `check needs no daemon and no ledger, and says one object a file`() throws {
        let machine = try Machine()
        let texts = [
            "good.json": Jobs.registration(job: "p-1"), "half.json": "{\"schema\":",
            "list.json": "[]", "twice.json": "{\"a\": 1, \"a\": 2}",
        ]
        for (name, text) in texts {
            try Data(text.utf8).write(to: machine.root.appending(path: name))
        }
        let names = texts.keys.sorted() + ["absent.json"]
        let finished = try machine.run(
            "okocectl",
            ["check", "--config", machine.config.path, "--format", "json"]
                + names.map { machine.root.appending(path: $0).path })
        #expect(finished.status == 1)
        let objects = try #require(try finished.json() as? [[String: Any]])
        #expect(objects.count == names.count)
        let codes = objects.map { object in
            (object["complaints"] as? [[String: Any]])?.first?["code"] as? String
        }
        #expect(Array(codes[1...2]) == ["E101", "E105"])
        #expect(codes[3] == "E102")
        #expect(codes[4] == "E107")
        #expect((objects[0]["items"] as? [Any])?.count == 1)
        let good = try machine.okocectl(
            "check", machine.root.appending(path: "good.json").path, "--format", "json")
        #expect(good.status == 0)
    }

    @Test func `a member is shown masked, one of whom nothing is known is absent`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        let shown = try machine.okocectl("member", Jobs.nik, "--format", "json")
        #expect(shown.status == 0)
        #expect(shown.out.contains("******"))
        #expect(!shown.out.contains(Jobs.nik))
        #expect(try machine.okocectl("member", "3171014506900009").status == 1)
        #expect(try machine.okocectl("member", "123").status == 64)
    }

    @Test func `exit codes tell usage, configuration and a missing ledger apart`() throws {
        let machine = try Machine()
        #expect(try machine.okocectl("jobs").status == 69)
        #expect(try machine.okocectl("report", "stages", "--as-of", "2018-02-30").status == 64)
        #expect(try machine.okocectl("nonsense").status == 64)
        let lost = try machine.run("okocectl", ["--config", "/nowhere", "status"])
        #expect(lost.status == 78)
        #expect(lost.err.contains("sources.yaml"))
    }

    @Test func `a configuration that is named and not there is said, whatever was asked`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        let lost = try machine.run(
            "okocectl", ["--config", "/nowhere", "--state", machine.state.path, "jobs"])
        #expect(lost.status == 78)
        #expect(lost.err.contains("--config /nowhere: No such file or directory"))
        #expect(lost.out.isEmpty)
    }

    @Test func `status shows what it can beside a configuration with a fault`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        try machine.change("settle_time", to: "soon", in: "okoced.yaml")
        let status = try machine.okocectl("status")
        #expect(status.status == 0, "\(status.err)")
        #expect(status.out.contains("problem: the configuration cannot be used"))
        #expect(status.out.contains("settle_time"))
        #expect(status.out.contains("PORTAL"))
    }

    @Test func `an empty file in the ledger's place is called that, and no earlier version`() throws
    {
        let machine = try Machine()
        try FileManager.default.createDirectory(
            at: machine.state, withIntermediateDirectories: true)
        try Data().write(to: machine.state.appending(path: "ledger.sqlite"))
        let jobs = try machine.okocectl("jobs")
        #expect(jobs.status == 69)
        #expect(jobs.err.contains("it is empty"))
    }

    @Test func `a duplicate is listed with the items of its job, and a list says what it left out`()
        throws
    {
        let machine = try Machine()
        for name in ["a.json", "b.json"] {
            try machine.drop(Jobs.registration(job: "p-1"), as: name, from: "PORTAL")
            #expect(try machine.once().status == 0)
        }
        let jobs = try machine.okocectl("jobs", "--outcome", "duplicate", "--format", "json")
        let rows = try #require(try jobs.json() as? [[String: Any]])
        #expect(rows.map { $0["items"] as? Int } == [1])
        #expect(rows.map { $0["recorded"] as? Int } == [1])
        #expect(jobs.err.isEmpty)
        let first = try machine.okocectl("jobs", "--limit", "1")
        #expect(first.err.contains("--before 2"))
    }

    @Test func `--watch draws again until it is interrupted, and that is no failure`() throws {
        let machine = try Machine()
        #expect(try machine.once().status == 0)
        let watch = Process()
        watch.executableURL = Machine.program("okocectl")
        watch.arguments = machine.folders + ["status", "--watch", "--format", "json"]
        let out = machine.root.appending(path: "watch.out")
        try Data().write(to: out)
        watch.standardOutput = try FileHandle(forWritingTo: out)
        try watch.run()
        try machine.wait("for a second drawing") {
            try String(contentsOf: out, encoding: .utf8).components(separatedBy: "\"daemon\"").count
                > 2
        }
        watch.interrupt()
        watch.waitUntilExit()
        #expect(watch.terminationReason == .exit)
        #expect(watch.terminationStatus == 0)
        #expect(try machine.okocectl("status", "--watch", "--format", "csv").status == 64)
    }

    @Test(.enabled(if: geteuid() == 0))
    func `the operators' drop box is not removed as a source's`() throws {
        let machine = try Machine(boxes: ["PORTAL", "OPERATOR"])
        let removed = try machine.okocectl("source", "remove", "OPERATOR")
        #expect(removed.status == 1)
        #expect(removed.err.contains("okoce-operators"))
        #expect(
            FileManager.default.fileExists(
                atPath: machine.spool.appending(path: "incoming/OPERATOR").path))
    }

    @Test func `status and jobs fit eighty columns and tell the daemon from its absence`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let status = try machine.okocectl("status")
        #expect(status.out.contains("okoced: running"))
        for text in [status.out, try machine.okocectl("jobs").out] {
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
        #expect(try machine.signal(SIGTERM) == 0)
        #expect(try machine.okocectl("status").out.contains("okoced: not running"))
    }
}
