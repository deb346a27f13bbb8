import Ledger
import Programme
import Testing

@testable import Reports

/// Every report of a ledger, as JSON, on two days; without the moment that was asked for.
private func reports(_ ledger: OfficeLedger, knownAt moment: Instant?) throws -> [String] {
    let office = Office(
        try ledger.look(knownAt: moment), rules: OfficeLedger.rules,
        targets: [
            Target(.jobs, by: try Fixture.day("2019-12-31"), number: 10),
            Target(.step(.funding), by: try Fixture.day("2018-02-15"), number: 1),
        ])
    let now = moment ?? ledger.lastRecording
    var texts: [String] = []
    for kind in ReportKind.allCases {
        for day in ["2018-02-15", "2018-12-31"] {
            let question = ReportQuestion(kind, by: .kelurahan, asOf: try Fixture.day(day))
            texts.append(try office.report(kind, question, now: now).jsonText())
        }
    }
    return texts
}

struct OneMomentTests {
    @Test(arguments: [false, true])
    func `what is recorded between two questions of a moment is in none of them`(
        isKnownThen: Bool
    ) throws {
        let ledger = try OfficeLedger()
        let year = OfficeLedger.year
        try ledger.drop(year.prefix(3))
        let moment = isKnownThen ? ledger.lastRecording : nil
        let question = ReportQuestion(.stages, asOf: try Fixture.day("2018-12-31"))
        func total(_ reader: LedgerReader) throws(LedgerError) -> Int {
            let report = try StagesReport(from: reader, question, names: Fixture.names)
            return report.total.values.reduce(0, +)
        }
        let reader = try ledger.look(knownAt: moment)
        var seen: [Int] = []
        try reader.atOneMoment { (inner) throws(LedgerError) in
            seen.append(try total(inner))
            #expect(throws: Never.self) { try ledger.drop(year.dropFirst(3)) }
            seen.append(try total(inner))
        }
        #expect(seen[0] > 0)
        #expect(seen[1] == seen[0])
        #expect(try (total(reader) == seen[0]) == isKnownThen)
    }
}

struct KnownThenTests {
    @Test func `what was known after each job can be asked for after all of them`() throws {
        let now = try OfficeLedger()
        try now.drop(OfficeLedger.year)
        let then = try OfficeLedger()
        for job in OfficeLedger.year {
            try then.drop([job])
            let known = try reports(now, knownAt: then.lastRecording)
            for (one, other) in zip(try reports(then, knownAt: nil), known) {
                #expect(one == other, "after \(job.job)")
            }
        }
    }

    @Test func `a reader of an earlier moment shows it again and again, others the present`() throws
    {
        let ledger = try OfficeLedger()
        try ledger.drop("PORTAL", "p1", OfficeLedger.items(OfficeLedger.register(1)))
        let then = ledger.lastRecording
        let reader = try ledger.look(knownAt: then)
        try ledger.drop("PORTAL", "p2", OfficeLedger.items(OfficeLedger.register(2)))
        let day = try Fixture.day("2018-12-31")
        for _ in 1...2 {
            let figures = try reader.stageFigures(asOf: day)
            #expect(figures.counts.reduce(0) { $0 + $1.members } == 1)
        }
        #expect(try ledger.look().stageFigures(asOf: day).counts.reduce(0) { $0 + $1.members } == 2)
    }

    /// In the press P1 fell from 284,164 to 283,343 within three weeks and nobody could say why.
    @Test func `a figure that fell can be shown as it was published`() throws {
        let ledger = try OfficeLedger()
        let people = (1...284).map { OfficeLedger.register(Int64($0)) }
        try ledger.drop("PORTAL", "p1", "\"items\": [\(people.joined(separator: ","))]")
        let published = ledger.lastRecording
        let revokes = (1...8).map { OfficeLedger.revoke(Int64($0), "PORTAL", "p1", "r\($0)") }
        try ledger.drop("PORTAL", "v1", "\"items\": [\(revokes.joined(separator: ","))]")
        func registered(_ moment: Instant?) throws -> Int? {
            try StagesReport(
                from: ledger.look(knownAt: moment),
                ReportQuestion(.stages, asOf: Fixture.day("2018-12-31")), names: Fixture.names
            ).total[.registration]
        }
        #expect(try registered(nil) == 276)
        #expect(try registered(published) == 284)
    }
}
