import Foundation
import Testing

/// What the daemon tells of a source that has `notices: problems` or `notices: summary`.
@Suite struct SummaryTests {
    let machine: Machine

    init() throws {
        machine = try Machine()
    }

    /// Gives a source of `Config/sources.yaml` a policy.
    private func tell(_ policy: String, of name: String = "okoce.me") throws {
        let file = machine.config.appending(path: "sources.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing(/\n    notices: .*/, with: "")
        let changed = text.replacing(
            "    name: \(name)\n", with: "    name: \(name)\n    notices: \(policy)\n")
        try #require(changed != text)
        try changed.write(to: file, atomically: true, encoding: .utf8)
    }

    private func lines(_ text: String, with words: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.contains(words) }
    }

    private func drop(_ id: String, _ nik: String = Jobs.nik) throws {
        try machine.drop(Jobs.registration(job: id, nik: nik), as: "\(id).json", from: "PORTAL")
    }

    @Test func `a summary comes when its period is over, though no job comes any more`() throws {
        try tell("summary")
        try machine.change("summary_every", to: "1 s", in: "okoced.yaml")
        try machine.start()
        try drop("p-1")
        try machine.wait("for the summary") {
            !lines(machine.said, with: "summary: PORTAL, 1 job (1 accepted)").isEmpty
        }
        #expect(lines(machine.said, with: "PORTAL/p-1").isEmpty)
        // Another period has another.
        try drop("p-2", "3171034506900000")
        try machine.wait("for the second summary") {
            !lines(
                machine.said,
                with: "warning okoced: summary: PORTAL, 1 job (1 refused), 0 of 1"
            ).isEmpty
        }
        #expect(try machine.signal(SIGTERM) == 0)
        #expect(lines(machine.said, with: "summary: PORTAL").count == 2)
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `what is counted is told after a SIGKILL, and at a stop before its period is over`()
        throws
    {
        try tell("problems")
        try machine.start()
        try drop("p-1")
        try drop("p-2", "3171034506900000")
        try machine.wait("for both") {
            try machine.okocectl("wait", "--timeout", "60").status == 0
                && !lines(machine.said, with: "refused: PORTAL/p-2").isEmpty
        }
        try machine.signal(SIGKILL)
        #expect(lines(machine.said, with: "PORTAL/p-1").isEmpty)
        #expect(lines(machine.said, with: "summary: PORTAL").isEmpty)
        try machine.start()
        #expect(try machine.signal(SIGTERM) == 0)
        #expect(lines(machine.said, with: "summary: PORTAL, 1 job (1 accepted)").count == 1)
        #expect(try machine.count("SELECT count(*) - max(seq) FROM notice") == 0)
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `a policy that a reload changes holds from the next job on`() throws {
        try tell("summary")
        try machine.start()
        try drop("p-1")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        try tell("jobs")
        try machine.signal(SIGHUP)
        try machine.wait("for the reload") { machine.said.contains("was read again") }
        try drop("p-2", "3171034506900002")
        try machine.wait("for the second job") {
            !lines(machine.said, with: "accepted: PORTAL/p-2").isEmpty
        }
        #expect(try machine.signal(SIGTERM) == 0)
        #expect(lines(machine.said, with: "PORTAL/p-1").isEmpty)
        #expect(lines(machine.said, with: "summary: PORTAL, 1 job").count == 1)
    }

    @Test func `a NIK that is an item's id is masked in the item's notice`() throws {
        let items = (1...2).map {
            """
            {"item_id": "317103450690000\($0)", "nik": "3171034506900000", "attendance": "attended"}
            """
        }
        let roster = Jobs.roster(job: "r-1").replacing(
            /"items": \[.*\]/, with: "\"items\": [\(items.joined(separator: ", "))]")
        try machine.drop(roster, as: "r-1.json", from: "KP-021")
        let said = try machine.once().err
        let refused = lines(said, with: "item refused: KP-021/r-1 item 317103")
        #expect(refused.count == 2)
        #expect(refused.allSatisfy { $0.hasSuffix("E203: Copy it again from the KTP.") })
        #expect(!said.contains("3171034506900001"))
    }
}
