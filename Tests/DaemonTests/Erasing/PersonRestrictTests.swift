import Foundation
import Testing

/// `okocectl person restrict` from outside: kept and counted, and shown to nobody.
struct PersonRestrictTests {
    private let machine: Machine

    init() throws {
        machine = try Machine(boxes: ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI", "OPERATOR"])
        try machine.start()
        for file in ErasedPerson.files {
            try machine.drop(file.text, as: file.name, from: file.source)
        }
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
    }

    private func figures() throws -> [String] {
        try ["stages", "training", "funding"].map {
            try machine.okocectl(
                "report", $0, "--by", "kecamatan", "--as-of", "2018-12-31", "--format", "json"
            ).out
        }
    }

    private func restrict(_ more: String...) throws {
        let finished = try machine.run(
            "okocectl",
            machine.folders + ["person", "restrict", ErasedPerson.nik, "--reason", "her letter"]
                + more)
        #expect(finished.status == 0, "\(finished.err)")
    }

    @Test func `nobody is shown anything, every figure stays, and it can be lifted`() throws {
        let before = try figures()
        let waiting = try machine.okocectl("report", "waiting", "--format", "json")
        #expect(waiting.out.contains("taken back") || waiting.out.contains("back/0"))
        try restrict()
        #expect(try figures() == before)
        let member = try machine.okocectl("member", ErasedPerson.nik)
        #expect(member.status == 0)
        #expect(member.out.contains("restricted since") && !member.out.contains("P1"))
        for words in [
            ["member", ErasedPerson.nik], ["job", "DKUMKMP", "steps-1"],
            ["explain", "DKUMKMP", "steps-1"],
        ] {
            let masked = try machine.run("okocectl", machine.folders + words)
            #expect(masked.out.contains("restricted"), "\(words): \(masked.out)")
            #expect(!masked.out.contains("applied"), "\(words): \(masked.out)")
            let shown = try machine.run(
                "okocectl", machine.folders + words + ["--reveal", "--reason", "curious"])
            #expect(
                !shown.out.contains("Terlupakan") && !shown.out.contains(ErasedPerson.nik),
                "\(words): \(shown.out)")
        }
        // Others in the same files are shown.
        let roster = try machine.okocectl("job", "KP-021", "roster-1")
        #expect(roster.out.contains("restricted-0") && roster.out.contains("applied"))
        let list = try machine.okocectl("report", "waiting", "--format", "json")
        #expect(!list.out.contains("back/0"))
        #expect(try machine.okocectl("report", "waiting", "--reveal", "--reason", "r").status == 0)
        // What is reported meanwhile is recorded; the person gets their copy.
        try machine.drop(
            Jobs.registration(job: "again", source: "DKUMKMP", nik: ErasedPerson.nik), as: "a.json",
            from: "DKUMKMP")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let export = try machine.okocectl(
            "person", "export", ErasedPerson.nik, "--reason", "as she asked")
        #expect(export.out.contains("Melati") && export.out.contains("Contoh Satu"))
        try restrict("--lift")
        #expect(try machine.okocectl("member", ErasedPerson.nik).out.contains("P1"))
        #expect(try machine.okocectl("verify").status == 0)
    }
}
