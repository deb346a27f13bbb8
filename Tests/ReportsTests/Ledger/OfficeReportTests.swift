import Ledger
import Programme
import Testing

@testable import Reports

private func question(
    _ kind: ReportKind, by grouping: Grouping? = nil, asOf: String = "2018-12-31",
    from: String? = nil
) throws -> ReportQuestion {
    ReportQuestion(kind, by: grouping, asOf: try Fixture.day(asOf), from: try from.map(Fixture.day))
}

private func year() throws -> OfficeLedger {
    let ledger = try OfficeLedger()
    try ledger.drop(OfficeLedger.year)
    return ledger
}

struct FundingFromLedgerTests {
    private func total(
        _ ledger: OfficeLedger, asOf: String, by grouping: Grouping? = nil
    ) throws -> FundingFigures {
        let report = try FundingReport(
            from: ledger.look(), question(.funding, by: grouping, asOf: asOf), products: [],
            names: Fixture.names)
        for lines in [report.groups, report.lenders] {
            let sum = lines.reduce(0) { $0 + $1.figures.applications }
            #expect(sum == report.total.applications)
        }
        #expect(report.lenders.allSatisfy { !$0.group.code.contains("/") })
        return report.total
    }

    @Test func `an application is in the state that it had come to by the day`() throws {
        let ledger = try year()
        #expect(try total(ledger, asOf: "2018-01-04").applications == 0)
        #expect(try total(ledger, asOf: "2018-01-05").byPhase == [.submitted: 1])
        #expect(try total(ledger, asOf: "2018-01-05").rupiah(.submitted) == 900)
        #expect(try total(ledger, asOf: "2018-02-01").byPhase == [.disbursed: 1])
        #expect(try total(ledger, asOf: "2018-02-01").disbursed == 500)
        #expect(try total(ledger, asOf: "2018-02-01").medianDays == 27)
        #expect(try total(ledger, asOf: "2018-03-20").byPhase == [.disbursed: 1, .rejected: 1])
        #expect(try total(ledger, asOf: "2018-03-20").approvedEver == 1)
        #expect(try total(ledger, asOf: "2018-03-20").decided == 2)
        // Undone: only what was asked for is left.
        #expect(try total(ledger, asOf: "2018-04-01").disbursed == 0)
        #expect(try total(ledger, asOf: "2018-04-01").disbursals == 0)
    }

    @Test func `an application that went back is where it went back to, if only by implication`()
        throws
    {
        let ledger = try OfficeLedger()
        func send(_ job: String, _ items: String...) throws {
            try ledger.drop(
                "BANKDKI", job, schema: "funding-application",
                OfficeLedger.items(items.joined(separator: ", ")))
        }
        try send(
            "g1", OfficeLedger.funding("L-7", 1, "submitted", "2018-01-05", amount: 900),
            OfficeLedger.funding("L-8", 2, "disbursed", "2018-02-01", amount: 500))
        try send(
            "g2", OfficeLedger.funding("L-7", 1, "approved", "2018-01-20", amount: 800),
            OfficeLedger.funding("L-8", 2, "disbursal_undone", "2018-03-01", reason: "salah"))
        #expect(try total(ledger, asOf: "2018-02-10").byPhase == [.approved: 1, .disbursed: 1])
        try send(
            "g3", OfficeLedger.funding("L-7", 1, "approval_undone", "2018-02-01", reason: "salah"))
        let now = try total(ledger, asOf: "2018-03-01")
        #expect(now.byPhase == [.assessed: 1, .approved: 1])
        #expect(now.approvedEver == 1)
        #expect(now.disbursed == 0)
        #expect(try total(ledger, asOf: "2018-02-10").byPhase == [.assessed: 1, .disbursed: 1])
        #expect(try total(ledger, asOf: "2018-01-10").byPhase == [.submitted: 1])
    }

    @Test func `what is paid back counts from its day`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(OfficeLedger.year.prefix(8))
        #expect(try total(ledger, asOf: "2018-02-28").repaid == 0)
        #expect(try total(ledger, asOf: "2018-03-01").repaid == 200)
    }

    @Test(arguments: ReportKind.funding.groupings)
    func `applications are in one group each`(grouping: Grouping) throws {
        #expect(try total(year(), asOf: "2018-12-31", by: grouping).applications == 2)
    }
}

struct AffiliationFromLedgerTests {
    private func report(
        _ ledger: OfficeLedger, by grouping: Grouping? = nil, from: String? = nil
    ) throws -> AffiliationReport {
        try AffiliationReport(
            from: ledger.look(), question(.affiliation, by: grouping, from: from),
            names: Fixture.names)
    }

    @Test func `work of somebody unknown is listed with place and head count`() throws {
        let ledger = try year()
        let report = try report(ledger)
        #expect(report.total.people == 1 * Int64(report.total.records))
        #expect(report.total.places == 1)
        #expect(Set(report.records.map(\.activity.code.text)).contains("NOBODY"))
    }

    @Test func `a file that was sent again counts once`() throws {
        let ledger = try OfficeLedger()
        let body = OfficeLedger.roster("c9", [(7, "attended"), (8, "attended")])
        try ledger.drop("NOBODY", "u1", schema: "training-roster", body)
        let once = try report(ledger).total
        try ledger.drop("NOBODY", "u1", schema: "training-roster", body)
        #expect(try report(ledger).total == once)
        try ledger.drop("NOBODY", "u2", schema: "training-roster", body)
        #expect(try report(ledger).total.people == 2 * once.people)
    }

    @Test(arguments: ReportKind.affiliation.groupings)
    func `records are in one group each, from a day on`(grouping: Grouping) throws {
        let report = try report(try year(), by: grouping)
        #expect(report.groups.reduce(0) { $0 + $1.figures.records } == report.total.records)
        #expect(report.total.records > 0)
        #expect(try self.report(year(), by: grouping, from: "2018-06-01").total.records == 0)
    }
}

struct WaitingFromLedgerTests {
    private func report(
        _ ledger: OfficeLedger, by grouping: Grouping? = nil, afterDays days: Int64 = 0
    ) throws -> WaitingReport {
        try WaitingReport(
            from: ledger.look(), question(.waiting, by: grouping, asOf: "2020-12-31"),
            now: ledger.lastRecording.adding(seconds: days * 86_400), holdForDays: 14,
            names: Fixture.names)
    }

    @Test func `what waits says for what, since when, and whose turn it is`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(
            "DKUMKMP", "s",
            OfficeLedger.items(
                OfficeLedger.step(8, "P3", #"{"type": "mentoring", "mentor": "M"}"#)))
        try ledger.drop(
            "PORTAL", "p",
            OfficeLedger.items(
                OfficeLedger.register(1), OfficeLedger.register(1, name: "Orang lain")))
        let report = try report(ledger)
        #expect(report.groups.map(\.group.code) == ["P1", "operator"])
        #expect(report.total.held == 1)
        #expect(report.total.contradicted == 1)
        #expect(report.total.people == 2)
        #expect(report.total.overdue == 0)
        #expect(report.longest.first?.key.jobID.text == "s")
        #expect(try self.report(ledger, afterDays: 15).total.overdue == 1)
        #expect(try self.report(ledger, afterDays: 13).total.overdue == 0)
    }

    @Test func `what an operator holds is shown as theirs, and is never overdue`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop("PORTAL", "p", OfficeLedger.items(OfficeLedger.register(1)))
        let command = try ledger.drop(
            "OPERATOR", "o", schema: "operator-command",
            """
            "operator": "rina", "reason": "in doubt", "items": [{"item_id": "1",
              "command": "hold", "ruling": "held",
              "fact": {"source": "PORTAL", "job_id": "p", "item_id": "r1"}}]
            """)
        #expect(command.outcome == .accepted)
        let report = try report(ledger, afterDays: 30)
        #expect(report.groups.map(\.group.code) == ["hold"])
        #expect(report.total.held == 1)
        #expect(report.total.heldByOperator == 1)
        #expect(report.total.overdue == 0)
        // Since the operator's word, a minute after the registration.
        #expect(report.total.since == ledger.lastRecording)
        #expect(report.report().terminalText(columns: 100).contains("an operator to let it go"))
        let status = try ledger.look().status(recentSince: Instant(nanoseconds: 0))
        #expect(status.heldByOperators == [Fixture.source("PORTAL"): 1])
    }

    @Test func `what a person asked for waits until it is answered, against 72 hours`() throws {
        let ledger = try OfficeLedger()
        func act(_ job: String, _ act: String, wish: String, asked: String? = nil) throws {
            let asked = asked.map { #", "asked_at": "\#($0)""# } ?? ""
            let record = try ledger.drop(
                "OPERATOR", job, schema: "operator-command",
                """
                "operator": "rina", "reason": "letter", "items": [{"item_id": "1",
                  "command": "person", "act": "\(act)", "nik": "3171034506900001",
                  "wish": "\(wish)"\(asked)}]
                """)
            #expect(record.outcome == .accepted)
        }
        try act("o-1", "request", wish: "export", asked: "2018-12-30T10:00:00+07:00")
        try act("o-2", "request", wish: "correct", asked: "2018-12-28T08:00:00+07:00")
        let asked = try report(ledger)
        #expect(asked.requests.map(\.wish) == [.correct, .export])
        // Recorded at 10:02 on the 31st: 72 hours after 10:00 on the 30th are 47 hours off.
        let rows = asked.requestsPart().table.rows
        #expect(rows.map { $0[1] } == [.integer(-3), .integer(47)])
        #expect(rows.map { $0[3] } == [.text("317103******0001"), .text("317103******0001")])
        for (language, words) in [(Language.english, "OVERDUE"), (.indonesian, "LEWAT WAKTU")] {
            #expect(asked.report().terminalText(columns: 100, language: language).contains(words))
        }
        try act("o-3", "answer", wish: "correct")
        #expect(try report(ledger).requests.map(\.wish) == [.export])
        // Asked anew after the answer.
        try act("o-4", "request", wish: "correct", asked: "2018-12-31T08:30:00+07:00")
        #expect(try report(ledger).requests.map(\.wish) == [.export, .correct])
    }

    @Test(arguments: ReportKind.waiting.groupings)
    func `waiting facts are in one group each`(grouping: Grouping) throws {
        let report = try report(try year(), by: grouping)
        #expect(report.groups.reduce(0) { $0 + $1.figures.facts } == report.total.facts)
        #expect(report.total.facts > 0)
    }
}

struct OfficeReportTests {
    @Test(arguments: ReportKind.allCases)
    func `no report shows a NIK or a name, in any format or language`(kind: ReportKind) throws {
        let ledger = try year()
        let office = Office(try ledger.look(), rules: OfficeLedger.rules, targets: [])
        for grouping in kind.groupings {
            let report = try office.report(
                kind, question(kind, by: grouping), now: ledger.lastRecording)
            for file in report.files {
                for serial in Int64(1)...9 {
                    #expect(!file.text.contains(Fixture.nik(serial).digits), "\(file.name)")
                }
                #expect(!file.text.contains("Rahasia"))
                #expect(!file.text.contains("Orang lain"))
                #expect(!file.text.contains("Phrase("))
            }
        }
    }

    @Test(arguments: ReportKind.allCases, Language.allCases)
    func `every report fits the terminal`(kind: ReportKind, language: Language) throws {
        let ledger = try year()
        let office = Office(try ledger.look(), rules: OfficeLedger.rules, targets: [])
        let report = try office.report(kind, question(kind), now: ledger.lastRecording)
        for columns in [60, 80, 132] {
            for line in report.terminalText(columns: columns, language: language)
                .split(separator: "\n")
            {
                #expect(DisplayWidth.of(String(line)) <= columns, "\(line)")
            }
        }
    }

    /// Kompas, 10 September 2018: in Pasar Minggu 800 were invited and 504 came.
    @Test func `of 800 invited 504 came`() throws {
        let ledger = try OfficeLedger()
        let people = (1...800).map {
            (serial: Int64($0), attendance: $0 <= 504 ? "attended" : "invited")
        }
        try ledger.drop(
            "KP-021", "r1", schema: "training-roster", OfficeLedger.roster("c1", people))
        let total = try TrainingReport(
            from: ledger.look(), question(.training), names: Fixture.names
        ).total
        #expect(total.invited == 800)
        #expect(total.attended == 504)
    }

    @Test func `jobs are each member's latest figure, from its day on`() throws {
        let ledger = try year()
        let days = [try Fixture.day("2018-01-09"), try Fixture.day("2018-12-31")]
        let workers = try ledger.look().workers(on: days)
        #expect(workers.map(\.people) == [[0, 4]])
    }
}
