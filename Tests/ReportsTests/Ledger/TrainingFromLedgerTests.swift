import Ledger
import Programme
import Testing

@testable import Reports

private func total(_ ledger: OfficeLedger, asOf: String = "2018-12-31") throws -> TrainingFigures {
    try TrainingReport(
        from: ledger.look(), ReportQuestion(.training, asOf: Fixture.day(asOf)),
        names: Fixture.names
    ).total
}

struct TrainingFromLedgerTests {
    @Test func `who attended counts, registered or not; who was only invited does not`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop("PORTAL", "p1", OfficeLedger.items(OfficeLedger.register(1)))
        try ledger.drop(
            "KP-021", "r1", schema: "training-roster",
            OfficeLedger.roster(
                "c1",
                [(1, "attended"), (2, "attended"), (3, "invited"), (4, "absent"), (5, "withdrew")]))
        #expect(try total(ledger).attended == 2)
        #expect(try total(ledger).classes == 1)
        #expect(try total(ledger).cost == 1_000_000)
        #expect(try total(ledger, asOf: "2017-12-08").classes == 0)
        #expect(try total(ledger, asOf: "2017-12-09").attended == 2)
    }

    @Test func `a person in two classes is one person, and their days are two`() throws {
        let ledger = try OfficeLedger()
        for (id, day) in [("c1", "2017-12-09"), ("c2", "2017-12-10")] {
            try ledger.drop(
                "KP-021", id, schema: "training-roster",
                OfficeLedger.roster(id, on: day, [(1, "attended")]))
        }
        #expect(try total(ledger).attended == 1)
        #expect(try total(ledger).days == 2)
        #expect(try total(ledger).speakers == 1)
    }

    @Test func `only a class whose standing header says held counts`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(
            "KP-021", "r1", schema: "training-roster", OfficeLedger.roster("c1", [(1, "attended")]))
        try ledger.drop(
            "KP-021", "r2", schema: "training-roster",
            OfficeLedger.roster("c1", status: "cancelled", []))
        #expect(try total(ledger).classes == 0)
        #expect(try total(ledger).attended == 0)
    }

    @Test func `the standing header's cost is the cost`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(
            "KP-021", "r1", schema: "training-roster",
            OfficeLedger.roster("c1", cost: 5, [(1, "attended")]))
        try ledger.drop(
            "KP-021", "r2", schema: "training-roster", OfficeLedger.roster("c1", cost: 7, []))
        #expect(try total(ledger).cost == 7)
        #expect(try total(ledger).attended == 1)
    }
}
