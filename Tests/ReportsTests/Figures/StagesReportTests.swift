import Ledger
import Programme
import Testing

@testable import Reports

private func count(
    _ place: Int64, _ stage: Stage, _ members: Int, source: String = "PORTAL"
) throws -> StageCount {
    StageCount(
        place: try Fixture.place(place), source: Fixture.source(source), stage: stage,
        members: members)
}

private func report(
    _ counts: [StageCount], by grouping: Grouping
) throws -> StagesReport {
    StagesReport(
        StageFigures(counts: counts),
        ReportQuestion(.stages, by: grouping, asOf: try Fixture.day("2018-01-22")),
        names: Fixture.names)
}

struct StagesReportTests {
    @Test func `every kecamatan is listed, the one where nothing happened too`() throws {
        let report = try report(
            [count(317_101, .registration, 3), count(3_171_011_002, .registration, 2)],
            by: .kecamatan)
        #expect(report.groups.map(\.group.code) == ["31.71.01", "31.71.02", "31.72.01"])
        #expect(report.groups.map { $0.counts[.registration] ?? 0 } == [5, 0, 0])
        #expect(report.total == [.registration: 5])
    }

    @Test(arguments: ReportKind.stages.groupings)
    func `the groups add up to the total`(grouping: Grouping) throws {
        let report = try report(
            [
                count(317_101, .registration, 3), count(3_171_011_001, .registration, 4),
                count(3_171_011_001, .training, 2, source: "KP-021"),
                count(3_275_011_001, .registration, 7), count(317_201, .funding, 1, source: "X"),
            ], by: grouping)
        for stage in Stage.allCases {
            let sum = report.groups.reduce(0) { $0 + ($1.counts[stage] ?? 0) }
            #expect(sum == report.total[stage] ?? 0)
        }
        #expect(report.total[.registration] == 14)
    }

    @Test func `members outside DKI are a group of their own, the last`() throws {
        let report = try report([count(3_275_011_001, .registration, 7)], by: .kota)
        #expect(report.groups.map(\.group.code) == ["31.71", "31.72", "outside"])
        #expect(report.groups.last?.group.name[.indonesian] == "Luar DKI")
    }

    @Test(arguments: [Grouping.kota, .source, .week])
    func `how closely their place is known parts the members, and none is said too`(
        grouping: Grouping
    ) throws {
        func places(_ counts: [StageCount]) throws -> Table {
            let report = try report(counts, by: grouping).report(names: Fixture.names)
            return try #require(report.parts.first { $0.key == "places" }).table
        }
        let table = try places([
            count(317_101, .registration, 3), count(3_171_011_002, .registration, 2),
            count(3_275_011_001, .registration, 7),
        ])
        #expect(table.rows.map { $0[0] } == ["kelurahan", "coarse", "outside"].map { .text($0) })
        #expect(table.rows.map { $0[2] } == [.integer(2), .integer(3), .integer(7)])
        #expect(table.total?[2] == .integer(12))
        #expect(try places([]).rows.map { $0[2] } == [.integer(0), .integer(0), .integer(0)])
    }

    @Test func `members without a kelurahan are a group under their kecamatan`() throws {
        let report = try report(
            [count(317_101, .registration, 3), count(3_171_011_002, .registration, 2)],
            by: .kelurahan)
        #expect(
            report.groups.map(\.group.code) == ["31.71.01", "31.71.01.1001", "31.71.01.1002"])
        #expect(report.groups[0].group.name[.english] == "Gambir, no kelurahan given")
        #expect(report.groups.map { $0.counts[.registration] ?? 0 } == [3, 0, 2])
    }

    @Test func `by source a step counts under who reported it`() throws {
        let report = try report(
            [
                count(317_101, .registration, 3), count(317_101, .training, 2, source: "KP-021"),
                count(317_101, .funding, 1, source: "GONE"),
            ], by: .source)
        #expect(
            report.groups.map(\.group) == [
                Group(
                    code: "GONE",
                    name: Phrase("(not in the registry)", "(tidak ada dalam daftar)")),
                Group(code: "KP-021", name: "Tangan Di Atas"),
                Group(code: "PORTAL", name: "okoce.me"),
            ])
    }

    @Test func `the JSON has a total, a group a place, and says what it counts`() throws {
        let text = try report(
            [count(317_101, .registration, 3), count(317_101, .training, 2)], by: .kota
        ).report(names: Fixture.names).jsonText()
        #expect(
            text.contains(
                """
                  "total": {
                    "P1": 3,
                    "P2": 2,
                    "P3": 0,
                    "P4": 0,
                    "P5": 0,
                    "P6": 0,
                    "P7": 0
                  },
                  "groups": [
                    {
                      "code": "31.71",
                      "name": "Jakarta Pusat",
                      "P1": 3,
                """))
        #expect(text.contains(#""P1-P7": "members who had reached"#))
    }
}
