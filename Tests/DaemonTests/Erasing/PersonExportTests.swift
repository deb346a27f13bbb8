import Foundation
import Testing

/// `okocectl person export` from outside: all of one person, and nobody else.
struct PersonExportTests {
    private let machine: Machine

    init() throws {
        machine = try Machine(boxes: ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI", "OPERATOR"])
        try machine.start()
        for file in ErasedPerson.files {
            try machine.drop(file.text, as: file.name, from: file.source)
        }
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
    }

    @Test func `it has everything of the person, nothing of others, and ends the clock`() throws {
        for arguments in [
            ["person", "request", ErasedPerson.nik, "--for", "export", "--reason", "her letter"],
            [
                "decide", "DKUMKMP", "other-\(ErasedPerson.nik)", "0-\(ErasedPerson.nik)",
                "same_person", "--reason", "saw both KTP",
            ],
            ["member", ErasedPerson.nik, "--reveal", "--reason", "at the counter"],
            ["job", "KP-021", "roster-1", "--reveal", "--reason", "who was there"],
        ] {
            let finished = try machine.run(
                "okocectl", machine.folders + arguments + ["--operator", "rina"])
            #expect(finished.status == 0, "\(finished.err)")
        }
        let waiting = try machine.okocectl("report", "waiting", "--format", "json")
        #expect(waiting.out.contains("\"hours_left\": 71"))
        let file = machine.root.appending(path: "melati.json")
        let exported = try machine.okocectl(
            "person", "export", ErasedPerson.nik, "--into", file.path, "--reason", "as she asked",
            "--operator", "budi")
        #expect(exported.status == 0, "\(exported.err)")
        #expect(!exported.out.contains(ErasedPerson.nik))
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let text = try String(contentsOf: file, encoding: .utf8)
        for word in [
            "Melati", "Mawar", "Anggrek", "Dahlia", "Kenanga", "Cempaka", "Warung", "1985-12-27",
            "Kakak Terlupakan", "Terlupakan/7", "toko-terlupakan", "76543219", "Terlupakan-551",
            "had it twice", "refused", "her letter", "saw both KTP",
            "as she asked", "budi", "at the counter", "who was there", "contradicted",
            "no json.json",
        ] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(!text.contains(ErasedPerson.other) && !text.contains("Siti"))
        let whole = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect((whole["facts"] as? [Any])?.count == 11)
        #expect((whole["deliveries"] as? [Any])?.count == ErasedPerson.files.count + 3)
        #expect((whole["files"] as? [Any])?.count == 3)
        #expect((whole["touched_by"] as? [Any])?.count ?? 0 >= 5)
        let after = try machine.okocectl("report", "waiting", "--format", "json")
        #expect(!after.out.contains("hours_left\": 71"))
        let table = try machine.okocectl(
            "person", "export", ErasedPerson.nik, "--format", "table", "--language", "id",
            "--reason", "to read")
        #expect(table.out.contains("Siapa yang membuka") && table.out.contains("Melati"))
    }

    @Test func `nothing is given before it is recorded, nor over another file`() throws {
        let file = machine.root.appending(path: "there.json")
        try Data("mine".utf8).write(to: file)
        let over = try machine.okocectl(
            "person", "export", ErasedPerson.nik, "--into", file.path, "--reason", "r")
        #expect(over.status == 74)
        #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
        #expect(try machine.signal(SIGTERM) == 0)
        let other = machine.root.appending(path: "other.json")
        let late = try machine.okocectl(
            "person", "export", ErasedPerson.nik, "--into", other.path, "--reason", "r",
            "--timeout", "0.2")
        #expect(late.status == 75)
        #expect(!late.out.contains("Melati"))
        #expect(!FileManager.default.fileExists(atPath: other.path))
    }
}
