import Ledger
import Programme
import Testing

@testable import Reports

private func report(
    _ ledger: OfficeLedger, asOf: String, by grouping: Grouping = .kecamatan
) throws -> StagesReport {
    try StagesReport(
        from: ledger.look(), ReportQuestion(.stages, by: grouping, asOf: Fixture.day(asOf)),
        names: Fixture.names)
}

private func counted(_ report: StagesReport, _ stage: Stage) -> [String: Int] {
    var counted: [String: Int] = [:]
    for line in report.groups {
        if let count = line.counts[stage], count > 0 { counted[line.group.code] = count }
    }
    return counted
}

struct StagesFromLedgerTests {
    @Test func `a member counts from the day on which the step is reached`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(
            "PORTAL", "p1",
            OfficeLedger.items(
                OfficeLedger.register(1, on: "2017-12-01"),
                OfficeLedger.register(2, on: "2017-12-02")))
        #expect(try report(ledger, asOf: "2017-11-30").total == [:])
        #expect(try report(ledger, asOf: "2017-12-01").total == [.registration: 1])
        #expect(try report(ledger, asOf: "2017-12-02").total == [.registration: 2])
    }

    @Test func `a roster before the registration counts under who sent each`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(
            "KP-021", "r1", schema: "training-roster",
            OfficeLedger.roster("c1", [(1, "attended"), (2, "attended"), (3, "invited")]))
        #expect(try report(ledger, asOf: "2018-12-31").total == [:])
        try ledger.drop("PORTAL", "p1", OfficeLedger.items(OfficeLedger.register(1)))
        let bySource = try report(ledger, asOf: "2018-12-31", by: .source)
        #expect(counted(bySource, .registration) == ["PORTAL": 1])
        #expect(counted(bySource, .training) == ["KP-021": 1])
    }

    @Test func `a member counts where the corrections up to the day have them`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop("PORTAL", "p1", OfficeLedger.items(OfficeLedger.register(1)))
        try ledger.drop(
            "DKUMKMP", "m1",
            OfficeLedger.items(
                """
                {"item_id": "m", "nik": "\(Fixture.nik(1).digits)", "action": "correct",
                 "occurred_on": "2018-03-01", "kelurahan": "31.71.01.1001", "reason": "moved"}
                """))
        let before = try report(ledger, asOf: "2018-02-28", by: .kelurahan)
        #expect(counted(before, .registration) == ["31.71.01.1002": 1])
        let after = try report(ledger, asOf: "2018-03-01", by: .kelurahan)
        #expect(counted(after, .registration) == ["31.71.01.1001": 1])
        #expect(after.total == [.registration: 1])
    }

    @Test func `P7 counts while a disbursement stands, and not from its undoing on`() throws {
        let ledger = try OfficeLedger()
        let nik = Fixture.nik(1).digits
        func evidence(_ id: String, _ stage: String, _ evidence: String) -> String {
            """
            {"item_id": "\(id)", "nik": "\(nik)", "action": "reach", "stage": "\(stage)",
             "occurred_on": "2018-01-10", "evidence": \(evidence)}
            """
        }
        try ledger.drop("PORTAL", "p1", OfficeLedger.items(OfficeLedger.register(1)))
        try ledger.drop(
            "KP-021", "r1", schema: "training-roster", OfficeLedger.roster("c", [(1, "attended")]))
        let steps = try ledger.drop(
            "DKUMKMP", "s1",
            OfficeLedger.items(
                evidence("3", "P3", #"{"type": "mentoring", "mentor": "M"}"#),
                evidence(
                    "4", "P4",
                    """
                    {"type": "licence", "licence": "IUMK", "number": "1", "issued_on": "2018-01-10"}
                    """),
                evidence("5", "P5", #"{"type": "marketing", "channel": "online", "name": "T"}"#),
                evidence(
                    "6", "P6",
                    #"{"type": "accounts", "period": "2017-12", "revenue": 1, "expenses": 0, "profit": 1}"#
                )))
        #expect(steps.items.flatMap(\.complaints) == [])
        func event(_ id: String, _ event: String, _ day: String, _ more: String) -> String {
            """
            {"item_id": "\(id)", "application_id": "L-1", "nik": "\(nik)", "product": "MONAS",
             "event": "\(event)", "occurred_on": "\(day)", \(more)}
            """
        }
        try ledger.drop(
            "BANKDKI", "f1", schema: "funding-application",
            OfficeLedger.items(
                event("a", "disbursed", "2018-02-01", #""amount": 100"#),
                event("b", "disbursal_undone", "2018-03-01", #""reason": "error""#)))
        #expect(try report(ledger, asOf: "2018-01-31").total[.funding] == nil)
        #expect(try report(ledger, asOf: "2018-02-01").total[.funding] == 1)
        #expect(try report(ledger, asOf: "2018-02-28").total[.funding] == 1)
        #expect(try report(ledger, asOf: "2018-03-01").total[.funding] == nil)
        #expect(try report(ledger, asOf: "2018-03-01").total[.accounts] == 1)
        let bySource = try report(ledger, asOf: "2018-02-01", by: .source)
        #expect(counted(bySource, .funding) == ["BANKDKI": 1])
    }
}
