import Ledger
import Programme
import Testing

@testable import Reports

private func report(
    _ classes: [HeldClass], attended: [(person: Int64, id: Int64)] = [],
    asOf: String = "2018-01-10", by grouping: Grouping = .kecamatan
) throws -> TrainingReport {
    var tally = TrainingTally(
        classes: classes,
        ReportQuestion(.training, by: grouping, asOf: try Fixture.day(asOf)),
        names: Fixture.names)
    for (person, id) in attended {
        tally.add(Fixture.nik(person), onRosterOf: id, attended: true)
    }
    return tally.report
}

struct TrainingReportTests {
    @Test func `days, kecamatan, people and speakers are distinct counts`() throws {
        let report = try report(
            [
                Fixture.held(1, days: ["2017-11-04", "2017-11-05"], speakers: ["s1", "s2"]),
                Fixture.held(2, place: 3_171_011_002, days: ["2017-11-05"], speakers: ["s2"]),
                Fixture.held(3, place: 317_201, organiser: "OTHER", speakers: ["s1"]),
            ], attended: [(1, 1), (1, 2), (2, 3), (3, 1), (3, 3)])
        #expect(report.total.classes == 3)
        #expect(report.total.days == 2)
        #expect(report.total.kecamatan == 2)
        #expect(report.total.speakers == 3)
        #expect(report.total.attended == 3)
        #expect(report.total.cost == 3_000_000)
        #expect(report.groups.map(\.group.code) == ["31.71.01", "31.72.01"])
        #expect(report.groups.map(\.figures.attended) == [2, 2])
    }

    @Test func `a class counts from its last session's day, that day included`() throws {
        let held = [try Fixture.held(1, days: ["2018-01-11", "2018-01-10"])]
        #expect(try report(held, attended: [(1, 1)], asOf: "2018-01-10").total.classes == 0)
        #expect(try report(held, attended: [(1, 1)], asOf: "2018-01-10").total.attended == 0)
        #expect(try report(held, attended: [(1, 1)], asOf: "2018-01-11").total.classes == 1)
        #expect(try report(held, attended: [(1, 1)], asOf: "2018-01-11").total.attended == 1)
    }

    @Test func `without participants or speakers there is no average`() throws {
        let total = try report([Fixture.held(1, speakers: [])]).total
        #expect(total.costPerParticipant == nil)
        #expect(total.participantsPerSpeaker == nil)
        let json = try report([]).report.jsonText()
        #expect(json.contains(#""cost_per_participant": null"#))
        #expect(json.contains(#""groups": []"#))
    }

    @Test func `a class that says no cost is told of`() throws {
        let shown = try report([Fixture.held(1, cost: nil), Fixture.held(2)]).report
        #expect(shown.notes.count == 1)
        #expect(shown.notes.first?[.english].hasPrefix("1 of 2 classes say no cost") == true)
        #expect(shown.jsonText().contains(#""costed": 1"#))
        #expect(try report([Fixture.held(2)]).report.notes.isEmpty)
    }

    @Test func `costs beyond 64 bits neither trap nor wrap`() throws {
        let classes = try (1...10).map { try Fixture.held($0, cost: .max) }
        #expect(try report(classes).total.cost == .max)
    }

    @Test(arguments: [
        (Grouping.kota, ["31.71", "31.72", "outside"]),
        (.kecamatan, ["31.71.01", "31.72.01", "outside"]),
        (.kelurahan, ["31.71.01.1002", "31.72.01", "outside"]),
        (.organiser, ["KP-021", "OTHER", "PORTAL"]), (.source, ["KP-021", "OTHER", "PORTAL"]),
        (.track, ["komunitas", "pemprov"]),
    ])
    func `classes are grouped by place, organisation or track`(
        grouping: Grouping, codes: [String]
    ) throws {
        let report = try report(
            [
                Fixture.held(1, place: 3_171_011_002),
                Fixture.held(
                    2, place: 317_201,
                    organiser: "OTHER"),
                Fixture.held(3, place: 327_501, organiser: "PORTAL", track: .pemprov),
            ], by: grouping)
        #expect(report.groups.map(\.group.code) == codes)
    }

    @Test func `the JSON's total has the contract's figures`() throws {
        let classes = [try Fixture.held(1, speakers: ["a", "b", "c"], cost: 724_500_000)]
        let people = (1...8).map { (person: Int64($0), id: Int64(1)) }
        #expect(
            try report(classes, attended: people).report.jsonText().contains(
                """
                  "total": {
                    "classes": 1,
                    "days": 1,
                    "kecamatan": 1,
                    "invited": 8,
                    "attended": 8,
                    "percent_attended": 100.0,
                    "speakers": 3,
                    "cost": 724500000,
                    "cost_per_participant": 90562500,
                    "cost_per_class": 724500000,
                    "cost_per_speaker": 241500000,
                    "participants_per_speaker": 2.7,
                    "costed": 1
                  },
                """))
    }

    @Test(arguments: 40...140)
    func `the report fits the terminal`(columns: Int) throws {
        let shown = try report([Fixture.held(1)], attended: [(1, 1)]).report
        for line in shown.terminalText(columns: columns).split(separator: "\n") {
            #expect(DisplayWidth.of(String(line)) <= columns)
        }
    }
}
