import Foundation
import Testing

/// `okocectl person erase` from outside: someone hunts for a person where none should be, in every
/// file of the state and the spool.
struct PersonEraseTests {
    private let machine: Machine

    init() throws {
        machine = try Machine(boxes: ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI", "OPERATOR"])
        let sources = machine.config.appending(path: "sources.yaml")
        let text = try String(contentsOf: sources, encoding: .utf8)
            .replacing(#/\n +receipts: \w+/#, with: "")
            .replacing(#/- code: .*\n/#) { "\($0.output)    receipts: all\n" }
        try text.write(to: sources, atomically: true, encoding: .utf8)
    }

    /// Everything about the person is recorded, and asked for; of other people so much that pages of
    /// the ledger are split.
    private func fill() throws {
        try machine.start()
        try dropOthers(jobs: 40)
        try dropFiles()
        try settle()
        let asked = try machine.okocectl(
            "person", "request", ErasedPerson.nik, "--for", "erase", "--reason",
            "Melati Terlupakan at the counter", "--operator", "rina")
        #expect(asked.status == 0, "\(asked.err)")
        let decided = try machine.okocectl(
            "decide", "DKUMKMP", "other-\(ErasedPerson.nik)", "0-\(ErasedPerson.nik)",
            "same_person", "--reason", "saw the KTP of Terlupakan", "--operator", "rina")
        #expect(decided.status == 0, "\(decided.err)")
        try mention()
    }

    /// What is not about the person may tell of them too.
    private func mention() throws {
        for arguments in [
            ["pause", "BANKDKI", "--reason", "a letter of Melati Terlupakan"],
            ["resume", "BANKDKI", "--reason", "Mawar Terlupakan came"],
            ["member", ErasedPerson.nik, "--reveal", "--reason", "Melati Terlupakan asks"],
            [
                "job", "KP-021", "roster-1", "--reveal", "--reason",
                "to see Melati Terlupakan in it",
            ],
        ] {
            let finished = try machine.run("okocectl", machine.folders + arguments)
            #expect(finished.status == 0, "\(finished.err)")
        }
    }

    private func dropFiles() throws {
        for file in ErasedPerson.files {
            try machine.drop(file.text, as: file.name, from: file.source)
        }
    }

    /// People of whom there is nothing else; five a job.
    private func dropOthers(jobs: Int, from first: Int = 1) throws {
        for job in first..<(first + jobs) {
            let nik = "31710301019\(String(format: "%05d", 10_000 + job).suffix(5))"
            try machine.drop(
                Jobs.registration(job: "o-\(job)", source: "DKUMKMP", nik: nik),
                as: "o-\(job).json", from: "DKUMKMP")
        }
    }

    private func settle() throws {
        let finished = try machine.okocectl("wait", "--timeout", "60")
        #expect(finished.status == 0, "\(finished.err)")
    }

    private func figures() throws -> [String] {
        try ["stages", "evaluation", "training", "funding", "affiliation"].map {
            let report = try machine.okocectl(
                "report", $0, "--by", "kecamatan", "--as-of", "2018-12-31", "--format", "json")
            #expect(report.status == 0, "\(report.err)")
            return report.out
        }
    }

    private func erase() throws {
        let erased = try machine.okocectl(
            "person", "erase", ErasedPerson.nik, "--reason", "letter of Melati Terlupakan",
            "--operator", "rina")
        #expect(erased.status == 0, "\(erased.err)")
    }

    @Test func `nothing of the person is in any file, and every figure is what it was`() throws {
        try fill()
        let before = try figures()
        // Who finds nothing where something is finds nothing anywhere.
        let full = try ErasedPerson.traces(below: machine.state)
        for form in ["the number", "the row's number", "erlupakan", "Melati", "76543219"] {
            #expect(full.contains { $0.contains(form) }, "\(form) in \(full)")
        }
        #expect(try !ErasedPerson.traces(below: machine.spool).isEmpty)
        try erase()
        try ErasedPerson.expectNoTrace(of: machine, "while the daemon works")
        #expect(try figures() == before)
        let verified = try machine.okocectl("verify")
        #expect(verified.status == 0, "\(verified.out)")
        #expect(try machine.okocectl("member", ErasedPerson.nik).status == 1)
        #expect(try machine.okocectl("member", ErasedPerson.other).status == 0)
        #expect(try machine.signal(SIGTERM) == 0)
        try ErasedPerson.expectNoTrace(of: machine, "after its end")
    }

    @Test func `what is no file in the spool keeps nobody from being erased`() throws {
        try fill()
        let box = machine.spool.appending(path: "rejected/PORTAL")
        let folder = box.appending(path: "\(ErasedPerson.nik) scans")
        let files = FileManager.default
        try files.createDirectory(at: box, withIntermediateDirectories: true)
        for name in ["\(ErasedPerson.nik) empty", "\(ErasedPerson.nik) scans"] {
            try files.createDirectory(
                at: box.appending(path: name), withIntermediateDirectories: true)
        }
        try Data("a scan".utf8).write(to: folder.appending(path: "1"))
        try files.createSymbolicLink(
            atPath: box.appending(path: "\(ErasedPerson.nik) link").path,
            withDestinationPath: "/nowhere")
        try erase()
        try ErasedPerson.expectNoTrace(of: machine, "beside what is no file")
    }

    @Test func `what lies in a folder of a source's own is found, and no link is followed`() throws
    {
        try fill()
        let files = FileManager.default
        let deep = machine.spool.appending(path: "rejected/PORTAL/mine/2018/june")
        let receipts = machine.spool.appending(path: "receipts/PORTAL/old")
        for folder in [deep, receipts] {
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(ErasedPerson.files[0].text.utf8).write(to: folder.appending(path: "a.json"))
            try Data("of \(ErasedPerson.other)".utf8).write(to: folder.appending(path: "b.json"))
        }
        // Beyond what a file is read whole up to, behind a hole.
        let sparse = deep.appending(path: "sparse")
        try Data().write(to: sparse)
        let large = try FileHandle(forWritingTo: sparse)
        try large.seek(toOffset: 1 << 30)
        try large.write(contentsOf: Data("of \(ErasedPerson.nik)".utf8))
        try large.close()
        let outside = machine.root.appending(path: "outside")
        try files.createDirectory(at: outside, withIntermediateDirectories: true)
        let theirs = outside.appending(path: "theirs.json")
        try Data(ErasedPerson.files[0].text.utf8).write(to: theirs)
        try files.createSymbolicLink(
            at: deep.appending(path: "link"), withDestinationURL: outside)
        try erase()
        try ErasedPerson.expectNoTrace(of: machine, "in folders of a source's own")
        #expect(machine.names(in: "rejected/PORTAL/mine/2018/june") == ["b.json", "link"])
        #expect(machine.names(in: "receipts/PORTAL/old") == ["b.json"])
        #expect(files.fileExists(atPath: theirs.path))
    }

    @Test func `what is stuck of one person is told, and keeps nobody else`() throws {
        try fill()
        let files = FileManager.default
        let box = machine.spool.appending(path: "rejected/PORTAL")
        // Their new name is taken: nothing that the daemon may do removes it.
        let folder = box.appending(path: "\(ErasedPerson.nik) scans")
        func makeFolder() throws {
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("a scan".utf8).write(to: folder.appending(path: "1"))
        }
        try makeFolder()
        try erase()
        try makeFolder()
        let stuck = try machine.okocectl(
            "person", "erase", ErasedPerson.nik, "--reason", "a letter", "--operator", "rina",
            "--timeout", "1")
        #expect(stuck.status == 75)
        try machine.wait("for it to be told") {
            machine.said.contains("`find \(box.path) -inum")
        }
        let shown = try machine.okocectl("status")
        #expect(shown.out.contains("Remove by hand what is named"))
        let waiting = try machine.okocectl(
            "report", "waiting", "--table", "requests", "--format", "csv")
        #expect(waiting.out.contains("being erased"))

        let other = try machine.okocectl(
            "person", "erase", ErasedPerson.other, "--reason", "a letter", "--operator", "rina",
            "--timeout", "60")
        #expect(other.status == 0, "\(other.err)")
        try files.removeItem(at: folder)
        #expect(try machine.signal(SIGTERM) == 0)
        try machine.start()
        try machine.wait("for both to be erased") {
            machine.said.components(separatedBy: "a person is erased (act").count == 4
        }
        #expect(try !machine.okocectl("status").out.contains("Remove by hand"))
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `late copies bring nobody back, and a new registration is taken`() throws {
        try fill()
        let before = try figures()
        try erase()
        for round in 1...2 {
            if round == 2 {
                #expect(try machine.signal(SIGTERM) == 0)
                try machine.start()
            }
            // Of names no trace was left by which to find them in a late file's name; of numbers one.
            for (index, file) in ErasedPerson.files.enumerated() {
                try machine.drop(
                    file.text, as: "late-\(index)-\(ErasedPerson.nik).json", from: file.source)
            }
            try settle()
            try ErasedPerson.expectNoTrace(of: machine, "after late copies, round \(round)")
            #expect(try figures() == before)
        }
        #expect(try machine.okocectl("member", ErasedPerson.nik).status == 1)
        let copies = try machine.okocectl("jobs", "--limit", "100", "--format", "json")
        let outcomes = try #require(try copies.json() as? [[String: Any]]).compactMap {
            $0["outcome"] as? String
        }
        // The registration, the roster, the steps, the loan, the other name, the revoke: twice each.
        #expect(outcomes.count { $0 == "duplicate" } == 12)
        let resent = try machine.okocectl(
            "check", machine.root.appending(path: "none.json").path)
        #expect(resent.status != 0)
        // Under another id it is no copy: the person's items are refused, the others are not.
        let roster = ErasedPerson.files[1].text.replacing("roster-1", with: "roster-2")
        try machine.drop(roster, as: "r.json", from: "KP-021")
        try settle()
        let told = try machine.okocectl("job", "KP-021", "roster-2")
        #expect(told.out.contains("E205") && told.out.contains("partially_accepted"))
        // The day in Jakarta.
        let today = Date.now.addingTimeInterval(7 * 3600).ISO8601Format().prefix(10)
        try machine.drop(
            Jobs.registration(
                job: "anew", nik: ErasedPerson.nik, on: "\(today)",
                submitted: Date.now.ISO8601Format()), as: "anew.json", from: "PORTAL")
        try settle()
        #expect(try machine.okocectl("member", ErasedPerson.nik).status == 0)
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `without its key the daemon does not start, and says where to look`() throws {
        try fill()
        try erase()
        #expect(try machine.signal(SIGTERM) == 0)
        let key = machine.state.appending(path: "erased.key")
        let kept = machine.root.appending(path: "kept")
        #expect(
            try FileManager.default.attributesOfItem(atPath: key.path)[.posixPermissions]
                as? Int == 0o600)
        try FileManager.default.moveItem(at: key, to: kept)
        let started = try machine.once()
        #expect(started.status == 69)
        #expect(started.err.contains(key.path) && started.err.contains("put it back"))
        try FileManager.default.moveItem(at: kept, to: key)
        #expect(try machine.once().status == 0)
    }
}
