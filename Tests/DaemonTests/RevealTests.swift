import Foundation
import Testing

/// People are shown unmasked to who asked with a reason, once that is on record, and to nobody else.
@Suite struct RevealTests {
    private func machine() throws -> Machine {
        let machine = try Machine(boxes: ["PORTAL", "KP-021", "OPERATOR"])
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        return machine
    }

    @Test func `a person is shown with who, whom and why on record and in the journal`() throws {
        let machine = try machine()
        let masked = try machine.okocectl("member", Jobs.nik)
        #expect(!masked.out.contains(Jobs.nik) && !masked.out.contains("Contoh Satu"))
        #expect(try machine.count("SELECT count(*) FROM person_act") == 0)
        let shown = try machine.okocectl(
            "member", Jobs.nik, "--reveal", "--reason", "at the counter of \(Jobs.nik)",
            "--operator", "rina")
        #expect(shown.status == 0, "\(shown.err)")
        #expect(shown.out.contains("\(Jobs.nik), as of"))
        #expect(shown.out.contains("name: Contoh Satu"))
        let act = try machine.rows(
            """
            SELECT what, person_act.nik, view, fact.operator_name, owner FROM revealed JOIN person_act USING (fact)
            JOIN fact ON fact.id = revealed.fact JOIN attempt ON attempt.id = fact.job
            """)
        #expect(act == ["reveal|\(Jobs.nik)|member|rina|\(getuid())"])
        try machine.wait("for the notice") { machine.said.contains("revealed") }
        let line = try #require(
            machine.said.split(separator: "\n").first { $0.contains("revealed") })
        #expect(line.contains("317103******0001 to rina (uid \(getuid())) by okocectl member"))
        #expect(line.contains("because: at the counter of 317103******0001"))
        #expect(!machine.said.contains(Jobs.nik))
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `nothing is shown where nobody records it, or without a reason`() throws {
        let machine = try machine()
        for words in [["--reveal"], ["--reveal", "--reason", " "], ["--reason", "why"]] {
            let finished = try machine.run(
                "okocectl", machine.folders + ["member", Jobs.nik] + words)
            #expect(finished.status == 64, "\(words)")
            #expect(finished.out.isEmpty)
        }
        #expect(try machine.signal(SIGTERM) == 0)
        let alone = try machine.okocectl(
            "member", Jobs.nik, "--reveal", "--reason", "r", "--timeout", "0.3")
        #expect(alone.status == 75)
        #expect(alone.out.isEmpty)
        #expect(!alone.err.contains(Jobs.nik) && alone.err.contains("so nothing is"))
        // What was given then is carried out by the next daemon, as any command; nobody saw it.
        #expect(try machine.count("SELECT count(*) FROM revealed") == 0)
    }

    @Test func `a command that is refused shows nothing`() throws {
        let machine = try machine()
        // The operators' source is out of use: their commands are refused.
        let sources = machine.config.appending(path: "sources.yaml")
        var text = try String(contentsOf: sources, encoding: .utf8)
        let entry = try #require(text.range(of: "kind: operator"))
        text.replaceSubrange(entry, with: "kind: operator\n    active_until: 2017-12-31")
        try text.write(to: sources, atomically: true, encoding: .utf8)
        try machine.signal(SIGHUP)
        try machine.wait("for the reload") { machine.said.contains("read again") }
        let refused = try machine.okocectl("member", Jobs.nik, "--reveal", "--reason", "r")
        #expect(refused.status == 1, "\(refused.err)")
        #expect(refused.out.isEmpty)
        #expect(refused.err.contains("refused"))
    }

    @Test(.enabled(if: geteuid() == 0))
    func `who is not in the group is shown nothing`() throws {
        let machine = try machine()
        try Command.must("chmod", "-R", "a+rX", machine.root.path)
        let finished = try machine.run(
            "setpriv", at: "/usr/bin/setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", Machine.program("okocectl").path]
                + machine.folders + ["member", Jobs.nik, "--reveal", "--reason", "mine"])
        #expect(finished.status == 77, "\(finished.err)")
        #expect(finished.out.isEmpty)
    }

    @Test func `every view names in its act what it showed, and only that`() throws {
        let machine = try Machine(boxes: ["PORTAL", "KP-021", "OPERATOR"])
        try machine.drop(
            Jobs.registration(job: Jobs.nik), as: "\(Jobs.nik).json", from: "PORTAL")
        // Held: nobody has registered this one.
        let other = "3171034506900002"
        try machine.drop(Jobs.roster(job: "r-1", nik: other), as: "r.json", from: "KP-021")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        func reveal(_ view: String, _ words: [String]) throws -> String {
            for format in ["table", "json"] {
                let plain = words.prefix { $0 != "--format" }
                let masked = try machine.run(
                    "okocectl", machine.folders + plain + ["--format", format])
                #expect(!masked.out.contains(Jobs.nik) && !masked.out.contains(other), "\(view)")
            }
            let more = ["--reveal", "--reason", "r"]
            let shown = try machine.run("okocectl", machine.folders + words + more)
            #expect(shown.status == 0, "\(shown.err)")
            return shown.out
        }
        #expect(
            try reveal("jobs", ["jobs", "--source", "PORTAL", "--format", "csv"]).contains(Jobs.nik)
        )
        #expect(try reveal("job", ["job", "PORTAL", Jobs.nik]).contains("PORTAL/\(Jobs.nik)"))
        let story = try reveal("explain", ["explain", "PORTAL", Jobs.nik])
        #expect(story.contains("of \(Jobs.nik), Contoh Satu,"))
        #expect(try reveal("waiting", ["report", "waiting", "--format", "json"]).contains(other))
        let acts = try machine.rows(
            """
            SELECT view, person_act.nik, (SELECT file_name FROM attempt WHERE id = revealed.attempt)
            FROM revealed JOIN person_act USING (fact) ORDER BY fact
            """)
        #expect(
            acts == [
                "jobs||\(Jobs.nik).json", "job||\(Jobs.nik).json", "explain|\(Jobs.nik)|",
                "explain||\(Jobs.nik).json", "waiting|\(other)|",
            ])
        // Nothing is hidden of these: nothing is shown that would have to be recorded.
        #expect(
            try machine.okocectl("job", "KP-021", "r-1", "--reveal", "--reason", "r").status == 0)
        #expect(try machine.count("SELECT count(*) FROM revealed") == acts.count)
        #expect(try machine.okocectl("report", "stages", "--reveal", "--reason", "r").status == 64)
    }

    @Test func `it is announced also where the operators' notices are only counted`() throws {
        let machine = try Machine(boxes: ["PORTAL", "OPERATOR"])
        let sources = machine.config.appending(path: "sources.yaml")
        let text = try String(contentsOf: sources, encoding: .utf8)
            .replacing("kind: operator", with: "kind: operator\n    notices: summary")
        try text.write(to: sources, atomically: true, encoding: .utf8)
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(try machine.okocectl("pause", "PORTAL", "--reason", "r").status == 0)
        #expect(try machine.okocectl("member", Jobs.nik, "--reveal", "--reason", "r").status == 0)
        try machine.wait("for the notice") { machine.said.contains("revealed: 317103******0001") }
        #expect(!machine.said.contains("accepted: OPERATOR/"))
    }

    @Test func `once a person is erased it is known that they were shown, and not who they were`()
        throws
    {
        let machine = try Machine(boxes: ["PORTAL", "OPERATOR"])
        let nik = ErasedPerson.nik
        let first = ErasedPerson.files[0]
        try machine.drop(first.text, as: first.name, from: first.source)
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        for words in [
            ["member", nik], ["job", "PORTAL", "p-\(nik)"], ["explain", "PORTAL", "p-\(nik)"],
            ["jobs", "--format", "csv"],
        ] {
            let shown = try machine.run(
                "okocectl",
                machine.folders + words + [
                    "--reveal", "--reason", "Melati Terlupakan, \(nik), at the counter",
                ])
            #expect(shown.status == 0 && shown.out.contains(nik), "\(words): \(shown.err)")
        }
        let erased = try machine.okocectl("person", "erase", nik, "--reason", "letter")
        #expect(erased.status == 0, "\(erased.err)")
        for folder in [machine.state, machine.spool] {
            let traces = try ErasedPerson.traces(below: folder)
            #expect(traces.isEmpty, "\(traces)")
        }
        let acts = try machine.rows(
            """
            SELECT view, nik = (SELECT tombstone FROM erasure), attempt
            FROM revealed JOIN person_act USING (fact) ORDER BY fact
            """)
        // Explain showed the other person of that file, too.
        #expect(
            acts == [
                "member|1|", "member||1", "job||1", "explain|1|", "explain|0|", "explain||1",
                "jobs||1",
            ])
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `a NIK typed on the command line is not to be seen in the list of processes`() throws
    {
        let machine = try machine()
        #expect(try machine.signal(SIGTERM) == 0)
        // Waits for a daemon that there is not.
        let process = Process()
        process.executableURL = Machine.program("okocectl")
        process.arguments =
            machine.folders + [
                "member", Jobs.nik, "--reveal", "--reason", "of \(Jobs.nik)", "--timeout", "60",
            ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try machine.wait("for the command in the drop box") {
            !machine.names(in: "incoming/OPERATOR").isEmpty
        }
        let line = String(
            decoding: try Data(
                contentsOf: URL(filePath: "/proc/\(process.processIdentifier)/cmdline")),
            as: UTF8.self)
        #expect(line.contains("member\0317103******0001\0--reveal"))
        #expect(line.contains("of 317103******0001"))
        #expect(!line.contains(Jobs.nik))
    }

    @Test func `errors repeat what was typed with NIKs masked`() throws {
        let machine = try machine()
        for words in [
            ["member", "\(Jobs.nik)9"], ["member", "3171034506900000"],
            ["member", "3171033306900001"],
            ["job", "PORTAL", "\(Jobs.nik) x"], ["job", "PORTAL", Jobs.nik], ["jobs", Jobs.nik],
            [Jobs.nik], ["explain", "PORTAL", Jobs.nik], ["jobs", "--since", Jobs.nik],
            ["explain", "PORTAL", "p-1", Jobs.nik], ["check", "/tmp/\(Jobs.nik).json"],
            ["submit", "/tmp/\(Jobs.nik).json"], ["retry", "--job", Jobs.nik, "--reason", "r"],
            ["pause", Jobs.nik, "--reason", Jobs.nik], ["backup", "/no/\(Jobs.nik)"],
            ["report", "stages", "--by", Jobs.nik], ["--config", "/no/\(Jobs.nik)", "status"],
        ] {
            let finished = try machine.run("okocectl", machine.folders + words)
            #expect(finished.status != 0, "\(words)")
            let said = finished.out + finished.err
            #expect(!said.isEmpty, "\(words)")
            #expect(!said.contains("0345069000"), "\(words): \(said)")
        }
    }
}
