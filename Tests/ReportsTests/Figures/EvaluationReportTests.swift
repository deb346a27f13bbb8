import Ledger
import Programme
import Testing

@testable import Reports

/// Where a target by 11 June 2018 stands, eight fortnights before, of which so many were reached in
/// the last three fortnights and so many before.
private func progress(
    _ lately: Int, before: Int = 0, by day: String = "2018-06-11", number: Int = 1000
) throws -> TargetProgress {
    let asOf = try Fixture.day("2018-02-19")
    return TargetProgress(
        Target(.step(.registration), by: try Fixture.day(day), number: number), asOf: asOf
    ) { $0 > asOf.adding(days: -42) ? before + lately : before }
}

struct EvaluationReportTests {
    @Test func `the pace of three fortnights tells the course`() throws {
        // 300 in three fortnights are 800 in eight and 700 in seven.
        #expect(try progress(300, number: 1101).course == .behind)
        #expect(try progress(300, number: 1100).course == .onCourse)
        #expect(try progress(300, number: 1001).course == .onCourse)
        #expect(try progress(300, number: 1000).course == .ahead)
        #expect(try progress(300, number: 300).course == .met)
        #expect(try progress(0, before: 999).course == .behind)
    }

    @Test func `each of the three fortnights is told, the last one first`() throws {
        let asOf = try Fixture.day("2018-02-19")
        let gained = [(days: 0, sum: 960), (days: -14, sum: 60), (days: -28, sum: 20)]
        let progress = TargetProgress(
            Target(.jobs, by: try Fixture.day("2018-06-11"), number: 2000), asOf: asOf
        ) { day in gained.first { day >= asOf.adding(days: $0.days) }?.sum ?? 0 }
        #expect(progress.gains == [900, 40, 20])
        #expect(progress.pace?.description == "320.0")
    }

    @Test func `what is needed is spread over the fortnights that are left`() throws {
        let progress = try progress(300, by: "2018-03-19")
        #expect(progress.needed?.description == "350.0")
        #expect(progress.pace?.description == "100.0")
    }

    @Test func `when its day is over a target is met or missed by what was reached on it`() throws {
        let missed = try progress(300, before: 999, by: "2017-12-31")
        #expect(missed.course == .missed)
        #expect(missed.reached == 999)
        #expect(missed.needed == nil)
        #expect(try progress(300, before: 1000, by: "2017-12-31").course == .met)
    }

    @Test func `a target is of its scope, and nobody outside DKI counts for one`() throws {
        let days = TargetProgress.days([], asOf: try Fixture.day("2018-02-19"))
        func count(_ place: Int64, _ members: Int) throws -> StageCount {
            StageCount(
                place: try Fixture.place(place), source: Fixture.source("PORTAL"),
                stage: .registration, time: days.count - 1, members: members)
        }
        let day = try Fixture.day("2018-12-31")
        let report = EvaluationReport(
            StageFigures(
                counts: [
                    try count(317_101, 1), try count(3_171_011_002, 2), try count(317_201, 4),
                    try count(3_275_011_001, 8),
                ]),
            [
                WorkerCount(place: try Fixture.place(317_101), people: [0, 0, 0, 5]),
                WorkerCount(place: try Fixture.place(327_501), people: [0, 0, 0, 9]),
            ], days: days, ReportQuestion(.evaluation, asOf: try Fixture.day("2018-02-19")),
            targets: [
                Target(.step(.registration), by: day, number: 100),
                Target(.step(.registration), scope: Fixture.code(3171), by: day, number: 100),
                Target(
                    .step(.registration), scope: Fixture.code(3_171_011_002), by: day, number: 9),
                Target(.jobs, by: day, number: 100),
            ], names: Fixture.names)
        #expect(report.targets.map(\.reached) == [7, 3, 2, 5])
        #expect(report.fortnight.total[.registration] == 15)
        #expect(report.before.total[.registration] == nil)
        #expect(report.fortnight.groups.map(\.group.code) == ["31.71", "31.72", "outside"])
    }

    @Test func `the page says how it stands, in either language`() throws {
        let report = EvaluationReport(
            StageFigures(), [], days: [try Fixture.day("2018-02-19")],
            ReportQuestion(.evaluation, asOf: try Fixture.day("2018-02-19")), targets: [],
            names: Fixture.names
        ).report
        #expect(report.terminalText(columns: 80).contains("There is no target"))
        #expect(
            report.terminalText(columns: 80, language: .indonesian).contains("Belum ada target"))
    }
}
