import Foundation
import Testing

/// `okocectl explain` and `okocectl verify`, on a ledger that the real daemon has written.
@Suite struct StoryTests {
    /// A roster that waited for its person's registration.
    private func machine() throws -> Machine {
        let machine = try Machine()
        try machine.drop(Jobs.roster(job: "r-1"), as: "\(Jobs.nik).json", from: "KP-021")
        #expect(try machine.once().status == 0)
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        return machine
    }

    @Test func `explain tells what happened to an item, when and because of what`() throws {
        let machine = try machine()
        let finished = try machine.okocectl("explain", "KP-021", "r-1", "1", "--format", "json")
        #expect(finished.status == 0, "\(finished.err)")
        let object = try #require(try finished.json() as? [String: Any])
        let delivered = try #require(object["story"] as? [[String: Any]])
        #expect(delivered.map { $0["event"] as? String } == ["received", "checked"])
        let items = try #require(object["items"] as? [[String: Any]])
        #expect(items.count == 1)
        let story = try #require(items.first?["story"] as? [[String: Any]])
        #expect(
            story.map { $0["event"] as? String } == [
                "checked", "recorded", "judged", "judged_again",
            ])
        #expect(story[2]["verdict"] as? String == "held")
        #expect(story[2]["waits_for"] as? String == "P1")
        #expect(story[3]["verdict"] as? String == "applied")
        #expect((story[3]["because_of"] as? [String: Any])?["job_id"] as? String == "p-1")
        #expect(items.first?["verdict"] as? String == "applied")
    }

    @Test func `explain tells of all items in lines that fit, and of nobody by NIK`() throws {
        let machine = try machine()
        let all = try machine.okocectl("explain", "KP-021", "r-1")
        #expect(all.status == 0)
        for words in ["class: class", "item 1: P2 attended", "judged again: applied", "because"] {
            #expect(all.out.contains(words), "\(all.out)")
        }
        #expect(all.out.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let json = try machine.okocectl("explain", "KP-021", "r-1", "--format", "json")
        for text in [all.out, json.out] {
            #expect(!text.contains(Jobs.nik))
            #expect(!text.contains("Contoh"))
            #expect(text.contains("317103******0001"))
        }
    }

    @Test func `explain exits 1 for what is unknown or refused`() throws {
        let machine = try machine()
        #expect(try machine.okocectl("explain", "KP-021", "r-2").status == 1)
        #expect(try machine.okocectl("explain", "KP-021", "r-1", "2").status == 1)
        try machine.drop(
            Jobs.registration(job: "bad", nik: "3171034506900000"), as: "bad.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        let refused = try machine.okocectl("explain", "PORTAL", "bad")
        #expect(refused.status == 1)
        #expect(refused.out.contains("E203"))
        #expect(refused.out.contains("now: not recorded"))
    }

    @Test func `verify finds nothing in a ledger that the daemon wrote, and what was edited`()
        throws
    {
        let machine = try machine()
        let whole = try machine.okocectl("verify", "--format", "json")
        #expect(whole.status == 0)
        #expect((try whole.json() as? [Any])?.isEmpty == true)
        try machine.edit("UPDATE member SET p1_on = p1_on + 1")
        let edited = try machine.okocectl("verify", "--format", "json")
        #expect(edited.status == 1)
        let rows = try #require(try edited.json() as? [[String: Any]])
        let kinds = rows.map { $0["kind"] as? String }
        // What reports are made of was added up with the day as it was.
        #expect(kinds.first == "member" && kinds.count > 1)
        #expect(kinds.dropFirst().allSatisfy { $0 == "tally" })
        #expect(rows.first?["subject"] as? String == "317103******0001")
        let table = try machine.okocectl("verify")
        #expect(table.status == 1)
        #expect(!table.out.contains(Jobs.nik))
    }
}
