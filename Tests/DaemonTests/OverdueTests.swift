import Foundation
import Testing

/// Facts that waited for longer than `hold_for`: their source is told, once, and they still apply.
@Suite struct OverdueTests {
    /// As if all that is recorded had been so many days earlier.
    private func age(_ machine: Machine, days: Int) throws {
        try machine.edit(
            "UPDATE attempt SET recorded_at = recorded_at - \(days) * 86400000000000")
    }

    private func overdue(_ said: String) -> [Substring] {
        said.split(separator: "\n").filter { $0.contains("overdue: KP-021/r-1") }
    }

    @Test func `a source is told once what it waits for too long, and it still applies`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.roster(job: "r-1"), as: "r-1.json", from: "KP-021")
        #expect(overdue(try machine.once().err).isEmpty)
        try age(machine, days: 13)
        #expect(overdue(try machine.once().err).isEmpty)
        let laid = "r-1.json.overdue.receipt.json"
        #expect(!machine.names(in: "receipts/KP-021").contains(laid))

        try age(machine, days: 2)
        #expect(overdue(try machine.once().err).count == 1)
        let receipt = try #require(
            try JSONSerialization.jsonObject(
                with: Data(
                    contentsOf: machine.spool.appending(path: "receipts/KP-021/\(laid)")))
                as? [String: Any])
        #expect(receipt["overdue_after_days"] as? Int == 14)
        let item = try #require((receipt["items"] as? [[String: Any]])?.first)
        #expect(item["item_id"] as? String == "1")
        #expect(item["waits_for"] as? String == "P1")
        #expect(item["held_since"] is String)
        #expect(receipt["class"] as? [String: Any] != nil)
        #expect((receipt["class"] as? [String: Any])?["held_since"] == nil)

        #expect(overdue(try machine.once().err).isEmpty)
        #expect(try machine.count("SELECT count(*) FROM notice WHERE kind = 'overdue'") == 1)
        let story = try machine.okocectl("explain", "KP-021", "r-1", "1")
        #expect(story.out.contains("overdue: held for too long"))

        try machine.drop(Jobs.registration(job: "p-1"), as: "p-1.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        #expect(try verdict(of: "r-1", from: "KP-021", on: machine) == "applied")
        #expect(try machine.okocectl("verify").status == 0)
    }

    @Test func `a reload with a shorter hold_for makes the running daemon look`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.roster(job: "r-1"), as: "r-1.json", from: "KP-021")
        #expect(try machine.once().status == 0)
        try age(machine, days: 5)
        try machine.start()
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        #expect(overdue(machine.said).isEmpty)
        try machine.change("hold_for", to: "3 d", in: "okoced.yaml")
        try machine.signal(SIGHUP)
        try machine.wait("for the overdue item") { !overdue(machine.said).isEmpty }
        #expect(machine.names(in: "receipts/KP-021").contains("r-1.json.overdue.receipt.json"))
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `a source that wants no receipts gets none, and the admin is told all the same`()
        throws
    {
        let machine = try Machine()
        let file = machine.config.appending(path: "sources.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing("receipts: all", with: "receipts: none")
        try changed.write(to: file, atomically: true, encoding: .utf8)
        try machine.drop(Jobs.roster(job: "r-1"), as: "r-1.json", from: "KP-021")
        #expect(try machine.once().status == 0)
        try age(machine, days: 15)
        #expect(overdue(try machine.once().err).count == 1)
        #expect(machine.names(in: "receipts/KP-021").isEmpty)
    }
}
