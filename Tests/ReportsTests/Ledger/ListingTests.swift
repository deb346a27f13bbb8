import JobFormat
import Ledger
import Programme
import Testing

@testable import Reports

/// A ledger with one member, a roster that waits for another, and a refused job.
private func mixedLedger() throws -> OfficeLedger {
    let ledger = try OfficeLedger()
    try ledger.drop(
        "KP-021", "r1", schema: "training-roster",
        OfficeLedger.roster("c1", [(1, "attended"), (2, "attended")]))
    try ledger.drop("PORTAL", "p1", OfficeLedger.items(OfficeLedger.register(1)))
    try ledger.drop(
        "PORTAL", "p2", OfficeLedger.items(OfficeLedger.register(3, "31.71.09.1001")))
    return ledger
}

struct ListingTests {
    @Test func `jobs are listed the latest first, and filtered`() throws {
        let reader = try mixedLedger().look()
        let all = JobsTable.table(try reader.jobs(limit: 10))
        #expect(all.rows.map { $0[3] } == [.text("p2"), .text("p1"), .text("r1")])
        let refused = JobsTable.table(try reader.jobs(.init(outcomes: [.refused]), limit: 10))
        #expect(refused.rows.map { $0[3] } == [.text("p2")])
        let text = TerminalTable(columns: 80).text(all)
        #expect(text.contains("2018-12-31 10:00:00"))
        #expect(text.split(separator: "\n").count == 4)
        #expect(JSONTable.text(all).contains(#""received_at": "2018-12-31T10:00:00+07:00""#))
    }

    @Test func `of the filters of jobs all must hold`() throws {
        let reader = try mixedLedger().look()
        func listed(_ filter: LedgerReader.JobFilter) throws -> [String] {
            try reader.jobs(filter, limit: 10).compactMap { $0.jobID?.text }
        }
        let received = try #require(Instant("2018-12-31T10:00:00+07:00"))
        #expect(try listed(.init(source: Fixture.source("PORTAL"))) == ["p2", "p1"])
        #expect(try listed(.init(schemas: [.trainingRoster, .fundingApplication])) == ["r1"])
        #expect(try listed(.init(outcomes: [.refused, .accepted])) == ["p2", "p1", "r1"])
        #expect(try listed(.init(since: received, until: received)) == [])
        #expect(try listed(.init(since: received)).count == 3)
        #expect(try listed(.init(until: received.adding(seconds: 1))).count == 3)
        #expect(try listed(.init(complaint: .placeUnknown)) == ["p2"])
        #expect(try listed(.init(complaint: .nikSerialZero)) == [])
        #expect(try listed(.init(jobPrefix: "p")) == ["p2", "p1"])
        #expect(try listed(.init(jobPrefix: "P")) == [])
        #expect(try listed(.init(verdict: .held)) == ["r1"])
        #expect(try listed(.init(before: 2)) == ["r1"])
        #expect(try listed(.init(outcomes: [.refused], verdict: .held)) == [])
    }

    @Test func `status counts deliveries, waiting facts and notices`() throws {
        let ledger = try mixedLedger()
        let status = try ledger.look().status(recentSince: Instant(nanoseconds: 0))
        #expect(status.outcomes[Fixture.source("PORTAL")] == [.accepted: 1, .refused: 1])
        #expect(status.waiting[Fixture.source("KP-021")] == [.held: 1])
        #expect(status.recent == 3)
        #expect(status.notices.unsent == status.notices.last)
        #expect(status.notices.last >= 3)
        try ledger.markSent(upTo: status.notices.last)
        #expect(try ledger.look().noticeCount().unsent == 0)
    }

    @Test func `files are told apart by what the kernel says of them`() throws {
        let reader = try mixedLedger().look()
        #expect(try reader.lastAttempt() == 3)
        let files = try reader.files(after: 1, limit: 10)
        #expect(files.map(\.attempt) == [2, 3])
        #expect(files.map(\.identity.inode) == [2, 3])
        #expect(try reader.sha256(ofAttempt: 2) == [UInt8](repeating: 2, count: 32))
    }

    @Test func `a member is shown by steps and verdicts, the NIK masked and no name`() throws {
        let reader = try mixedLedger().look()
        let day = try Fixture.day("2018-12-31")
        let record = try #require(try reader.member(Fixture.nik(1)))
        let text = MemberText(record, asOf: day, rules: OfficeLedger.rules)
        #expect(text.stage == .training)
        #expect(text.jsonText.contains(#""nik": "317101******0001""#))
        #expect(text.jsonText.contains(#""reached": {"#))
        let terminal = text.terminalText(columns: 100)
        #expect(terminal.contains("P2: reached on 2017-12-09"))
        for output in [text.jsonText, terminal, CSVTable.text(text.facts)] {
            #expect(!output.contains(Fixture.nik(1).digits))
            #expect(!output.contains("Rahasia"))
        }
    }

    @Test func `a person who is not registered is known by what waits`() throws {
        let reader = try mixedLedger().look()
        let day = try Fixture.day("2018-12-31")
        let record = try #require(try reader.member(Fixture.nik(2)))
        #expect(record.state.registration == nil)
        let text = MemberText(record, asOf: day, rules: OfficeLedger.rules)
        #expect(text.stage == nil)
        #expect(text.reached == [:])
        #expect(text.jsonText.contains(#""waits_for": "P1""#))
        #expect(try reader.member(Fixture.nik(9)) == nil)
    }

    @Test func `a narrow terminal has a line for each source too`() throws {
        let standing = Standing(
            daemon: "not running", spool: "/s", state: "/t",
            sources: [
                Standing.Source(
                    code: Fixture.source("DNAKERTRANS"), name: "Dinas Tenaga Kerja", waiting: 2,
                    oldest: Instant(nanoseconds: 0), outcomes: [.accepted: 3], facts: [.held: 4])
            ], notices: (last: 7, sent: 5), troubles: [], problems: [])
        for (columns, figures) in [(60, false), (75, true)] {
            let lines = standing.terminalText(columns: columns).split(separator: "\n")
            #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= columns })
            let heading = try #require(lines.first { $0.hasPrefix("SOURCE") })
            #expect(heading.contains("WAITING"))
            #expect(heading.contains("CONTRA"))
            #expect(heading.contains("REJECTED") == figures)
        }
    }

    @Test func `standing adds up its sources`() throws {
        let standing = Standing(
            daemon: "not running", spool: "/s", state: "/t",
            sources: [
                Standing.Source(
                    code: Fixture.source("A"), name: "A", waiting: 2, oldest: nil,
                    outcomes: [.accepted: 3, .conflict: 1], facts: [.held: 4], heldByOperator: 2),
                Standing.Source(
                    code: Fixture.source("B"), name: "B", waiting: nil, oldest: nil,
                    outcomes: [.partiallyAccepted: 1, .unreadable: 1, .duplicate: 9], facts: [:]),
            ], notices: (last: 7, sent: 5),
            troubles: [
                Standing.Trouble(
                    kind: "spool_gone", subject: "", since: Instant(nanoseconds: 0),
                    what: "the spool is gone.", remedy: "Put it back.")
            ], problems: ["files wait"])
        #expect(
            standing.table.total == [
                .nothing, .nothing, .integer(2), .nothing, .integer(4), .integer(2), .integer(4),
                .integer(0),
            ])
        #expect(standing.terminalText(columns: 80).contains("2 not sent yet"))
        #expect(
            standing.terminalText(columns: 200).contains(
                "trouble since 1970-01-01T07:00:00+07:00: the spool is gone. Put it back."))
        #expect(standing.jsonText.contains(#""kind": "spool_gone""#))
        #expect(standing.jsonText.contains(#""duplicate": 9"#))
        #expect(standing.terminalText(columns: 80).contains("facts held by operators: A 2\n"))
        #expect(standing.jsonText.contains(#""held_by_operator": 2"#))
    }
}

struct CheckedFileTests {
    @Test func `a checked file is an object with file, outcome, items and complaints`() throws {
        let complaint = Complaint(
            .nikSerialZero, at: "/items/0/nik", itemID: ItemID(unchecked: "a"),
            message: "the serial is 0000", location: .init(line: 3, column: 9))
        let file = CheckedFile(
            path: "a.json",
            IntakeResult(
                outcome: .refused,
                items: [
                    .init(
                        position: 0, itemID: ItemID(unchecked: "a"), outcome: .refused,
                        complaints: [complaint])
                ]))
        var json = JSONWriter()
        json.array { json in file.write(&json) }
        #expect(
            json.text == """
                [{"file":"a.json","outcome":"refused","items":[{"item_id":"a","outcome":"refused",\
                "verdict":null,"complaints":[{"severity":"error","code":"E203",\
                "pointer":"/items/0/nik","item_id":"a","message":"the serial is 0000","line":3,\
                "column":9}]}],"complaints":[]}]
                """)
        #expect(
            file.terminalText(columns: 80) == """
                a.json: refused, 0 of 1 items good
                  error E203 at item a, /items/0/nik, line 3, column 9: the serial is 0000

                """)
    }

    @Test func `a progress bar never fills the terminal's line`() {
        for columns in 1...120 {
            let line = ProgressBar.line(2153, of: 4306, "recorded", columns: columns)
            #expect(DisplayWidth.of(line) < columns || columns == 1)
        }
        #expect(
            ProgressBar.line(1, of: 4, "done", columns: 40)
                == "[#####...............] 25 % 1 of 4 done")
    }
}
