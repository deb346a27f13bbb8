import Ledger
import Programme
import Testing

@testable import Reports

/// Weeks of two targets of one subject and one of another, of which ten a day are reached from a
/// day on.
private func weeks(from first: String, asOf: String) throws -> TargetWeeks {
    let (first, day) = (try Fixture.day(first), try Fixture.day("2018-12-31"))
    return TargetWeeks(
        [
            Target(.step(.registration), by: day, number: 1),
            Target(.step(.registration), by: day.adding(days: 1), number: 2),
            Target(.jobs, scope: Fixture.code(3171), by: day, number: 3),
        ], asOf: try Fixture.day(asOf), names: Fixture.names
    ) { target, end in
        guard target.indicator != .jobs else { return 0 }
        return max(0, 10 * (1 + Int(end.number) - Int(first.number)))
    }
}

struct TargetWeeksTests {
    @Test func `weeks end on Sundays, the last one on the as-of day`() throws {
        let weeks = try weeks(from: "2000-01-01", asOf: "2018-01-24")
        #expect(weeks.weeks.count == TargetWeeks.count + 1)
        #expect(weeks.weeks.suffix(2).map(\.end.description) == ["2018-01-21", "2018-01-24"])
        for week in weeks.weeks.dropLast() { #expect(week.end.adding(days: 1).monday > week.end) }
    }

    @Test func `they begin with the last one that had nothing`() throws {
        let weeks = try weeks(from: "2018-01-09", asOf: "2018-01-24")
        #expect(
            weeks.weeks.map(\.end.description) == [
                "2018-01-07", "2018-01-14", "2018-01-21", "2018-01-24",
            ])
        #expect(weeks.weeks.map(\.reached) == [[0, 0], [60, 0], [130, 0], [160, 0]])
    }

    @Test func `targets of one subject share a column`() throws {
        let weeks = try weeks(from: "2018-01-09", asOf: "2018-01-24")
        let part = try #require(weeks.part)
        #expect(part.table.columns.map(\.key) == ["week_end", "P1", "jobs_31.71"])
        #expect(part.table.columns[2].official[.indonesian] == "tenaga kerja, Jakarta Pusat")
    }

    @Test func `the last week is what the target has reached`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(OfficeLedger.year)
        let report = try EvaluationReport(
            from: ledger.look(),
            // The day on which most of it happened: the week before has another figure.
            ReportQuestion(.evaluation, asOf: try Fixture.day("2018-01-10")),
            targets: Stage.allCases.map {
                Target(.step($0), by: try Fixture.day("2018-12-31"), number: 5)
            } + [Target(.jobs, by: try Fixture.day("2018-12-31"), number: 5)],
            names: Fixture.names)
        #expect(report.weeks.weeks.last?.reached == report.targets.map(\.reached))
        #expect(report.targets[0].reached > 0)
        #expect(report.targets[7].reached == 4)
    }
}
