import Ledger
import Programme
import Testing

@testable import Reports

private func stages(
    _ counts: [(String, Int)], by grouping: Grouping, asOf: String, from: String? = nil
) throws -> StagesReport {
    let question = ReportQuestion(
        .stages, by: grouping, asOf: try Fixture.day(asOf), from: try from.map(Fixture.day))
    let time = StagesReport.time(question)
    return StagesReport(
        StageFigures(
            counts: try counts.map { day, members in
                StageCount(
                    place: try Fixture.place(317_101), source: Fixture.source("PORTAL"),
                    stage: .registration, time: time(try Fixture.day(day)), members: members)
            }), question, names: Fixture.names)
}

struct GroupingTests {
    @Test func `weeks run from Monday to Sunday and are numbered as ISO does`() throws {
        func code(_ day: String) throws -> String {
            Grouping.week.group(of: try Fixture.day(day)).code
        }
        #expect(try code("2018-06-11") == "2018-W24")
        #expect(try code("2018-06-17") == "2018-W24")
        #expect(try code("2018-06-18") == "2018-W25")
        #expect(try code("2018-12-31") == "2019-W01")
        #expect(try code("2021-01-03") == "2020-W53")
        #expect(try code("2016-01-03") == "2015-W53")
    }

    @Test(arguments: [Grouping.week, .month])
    func `weeks and months add up to the total, with what was before`(grouping: Grouping) throws {
        let report = try stages(
            [("2017-12-14", 5), ("2018-06-12", 3), ("2018-06-17", 2), ("2018-07-01", 1)],
            by: grouping, asOf: "2018-07-01", from: "2018-06-01")
        #expect(report.groups.first?.group.code == "before")
        #expect(report.groups.first?.counts[.registration] == 5)
        #expect(report.groups.reduce(0) { $0 + ($1.counts[.registration] ?? 0) } == 11)
        #expect(report.total[.registration] == 11)
        #expect(report.newTotal[.registration] == 6)
        let codes = report.groups.dropFirst().map(\.group.code)
        #expect(codes == (grouping == .week ? ["2018-W24", "2018-W26"] : ["2018-06", "2018-07"]))
    }

    @Test func `a period that begins in the middle of a week begins its first row there`() throws {
        let report = try stages(
            [("2018-06-12", 3), ("2018-06-13", 2)], by: .week, asOf: "2018-06-30",
            from: "2018-06-13")
        #expect(report.groups.map(\.group.code) == ["before", "2018-W24"])
        #expect(report.groups.map { $0.counts[.registration] } == [3, 2])
    }

    @Test func `new is what the last week brought, from its Monday`() throws {
        let report = try stages(
            [("2018-06-17", 4), ("2018-06-18", 2), ("2018-06-20", 1)], by: .kota,
            asOf: "2018-06-20")
        #expect(report.newTotal[.registration] == 3)
        #expect(report.total[.registration] == 7)
        #expect(report.new.map { $0.counts[.registration] ?? 0 } == [3, 0])
    }

    @Test func `eleven years by week fit`() throws {
        let report = try stages(
            [("2008-01-01", 1), ("2018-06-20", 1)], by: .week, asOf: "2018-06-20",
            from: "2000-01-01")
        #expect(report.groups.map { $0.counts[.registration] } == [1, 1])
    }

    @Test func `the funnel says of what its shares are`() throws {
        func count(_ stage: Stage, _ members: Int) throws -> StageCount {
            StageCount(
                place: try Fixture.place(317_101), source: Fixture.source("PORTAL"), stage: stage,
                members: members)
        }
        let figures = StageFigures(
            counts: [try count(.registration, 200), try count(.training, 50)],
            days: [.training: [3: 20, 10: 10, 40: 10]])
        let report = StagesReport(
            figures, ReportQuestion(.stages, asOf: try Fixture.day("2018-06-20")),
            names: Fixture.names
        ).report(names: Fixture.names)
        let funnel = try #require(report.parts.first { $0.key == "funnel" }).table
        #expect(
            funnel.rows[1] == [
                .text("P2"), .phrase(Stage.training.words), .integer(50),
                .percent(FixedPoint(scaled: 250, digits: 1)),
                .percent(FixedPoint(scaled: 250, digits: 1)), .integer(0), .integer(3),
                .integer(40),
            ])
    }

    @Test(arguments: ReportKind.allCases)
    func `each report has a first grouping, each once`(kind: ReportKind) {
        #expect(Set(kind.groupings).count == kind.groupings.count)
        #expect(kind.groupings.contains(.kecamatan))
        #expect(kind.groupings.contains(.source))
    }
}
