import Foundation
import Testing

/// `okocectl person correct` from outside.
struct PersonCorrectTests {
    @Test func `a correction is a fact of the operator's, and ends the clock once it applies`()
        throws
    {
        let machine = try Machine(boxes: ["PORTAL", "OPERATOR"])
        try machine.start()
        func correct(_ arguments: String...) throws -> Machine.Finished {
            try machine.run(
                "okocectl",
                machine.folders + ["person", "correct", Jobs.nik, "--operator", "rina"] + arguments)
        }
        func openRequests() throws -> Int {
            let report = try machine.okocectl(
                "report", "waiting", "--table", "requests", "--format", "csv")
            return report.out.split(whereSeparator: \.isNewline).count - 1
        }
        #expect(try correct("--reason", "r").status == 64)
        #expect(try correct("--place", "31.71", "--reason", "r").status == 64)
        let asked = Date.now.addingTimeInterval(-3600).ISO8601Format()
        // Nobody has registered them: it waits, and so does the person.
        let early = try correct(
            "--place", "31.71.03.1002", "--asked-at", asked, "--reason",
            "moved")
        #expect(early.status == 1)
        #expect(early.err.contains("held") && early.err.contains("no answer yet"))
        #expect(try openRequests() == 1)
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let refused = try correct("--place", "31.99.99.9999", "--reason", "no such place")
        #expect(refused.status == 1)
        #expect(refused.err.contains("E30"), "\(refused.err)")
        #expect(try openRequests() == 1)
        let done = try correct("--place", "31.71.03.1003", "--reason", "KTP seen")
        #expect(done.status == 0, "\(done.err)")
        #expect(try openRequests() == 0)
        let member = try machine.okocectl("member", Jobs.nik)
        #expect(member.out.contains("31.71.03.1003"), "\(member.out)")
        #expect(try machine.okocectl("verify").status == 0)
    }
}
