import Programme
import Synchronization
import Testing

@testable import Ledger

/// What is told of each source: every job, its problems, or a summary. Nothing is told twice and
/// nothing not at all.
struct NoticePolicyTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()
    let clock = Clock()
    /// PORTAL has every job told, DKUMKMP its problems, KP-021 summaries.
    let telling = NoticeRules(
        [Made.agency: .problems, Made.community: .summary], summaryPeriod: 600)

    /// A clock that tests set.
    final class Clock: Sendable {
        private let nanoseconds = Mutex<Int64>(Made.instant(4).nanoseconds)

        var now: Instant { Instant(nanoseconds: nanoseconds.withLock { $0 }) }
        func advance(by seconds: Int64) { nanoseconds.withLock { $0 += seconds * 1_000_000_000 } }
    }

    init() throws {
        state = try StateDirectory()
        var options = Ledger.Options()
        options.clock = { [clock] in clock.now }
        ledger = try Ledger(path: state.path, options: options)
    }

    private func item(
        _ position: Int, _ code: ComplaintCode = .nikSerialZero
    ) -> IntakeResult.Item {
        let id = ItemID(unchecked: "x\(position)")
        return IntakeResult.Item(
            position: position, itemID: id, outcome: .refused,
            complaints: [
                Complaint(code, at: "/items/\(position)/nik", itemID: id, message: "no")
            ])
    }

    private func registration(
        _ source: SourceCode, _ id: String, _ serial: Int64 = 1,
        refused: [IntakeResult.Item] = []
    ) -> ReceivedJob {
        make.job(
            source, id, outcome: refused.isEmpty ? .accepted : .partiallyAccepted,
            refused: refused, [.registration(Made.nik(serial), Made.registration())])
    }

    private func record(_ jobs: ReceivedJob...) throws {
        _ = try ledger.record(jobs, under: Made.rules, telling: telling)
    }

    /// The notices after a number, in words.
    private func told(after seq: Int64 = 0) throws -> [String] {
        let notices = try ledger.notices(after: seq, limit: 1000)
        #expect(notices.map(\.seq) == Array(seq + 1..<seq + 1 + Int64(notices.count)))
        return notices.map { notice in
            switch notice.event {
            case .job(let job): "\(job.source)/\(job.jobID?.text ?? "-") \(job.outcome)"
            case .setAside(let job): "\(job.source)/\(job.jobID?.text ?? "-") set aside"
            case .itemRefused(let job, let item):
                "\(job.source)/\(job.jobID?.text ?? "-") #\(item.position) "
                    + "\(item.itemID?.text ?? "-") \(item.codes.map(\.rawValue).joined())"
            case .moreItemsRefused(let job, let count):
                "\(job.source)/\(job.jobID?.text ?? "-") \(count) more"
            case .verdictChanged(let change): "\(change.fact.source) became \(change.became)"
            case .overdue(let job, let facts): "\(job.source) overdue \(facts)"
            case .summary(let summary):
                "\(summary.source) "
                    + summary.outcomes.map {
                        "\($0.jobs) \($0.outcome) \($0.recorded)/\($0.items)-\($0.refused)"
                    }.joined(separator: " ")
                    + summary.verdicts.map { " \($0.times) \($0.became)" }.joined()
            }
        }
    }

    /// Every delivery is told by itself or stands in a summary.
    private func expectAllTold() throws {
        let differences = try LedgerReader(path: state.path).verify(under: Made.rules)
        #expect(!differences.contains { if case .untold = $0 { true } else { false } })
        #expect(!differences.contains { if case .notices = $0 { true } else { false } })
    }

    @Test func `a job of many items has a notice, and each refused item one`() throws {
        try record(registration(Made.portal, "j1", refused: [item(1), item(2, .nikOneDigit)]))
        #expect(
            try told() == [
                "PORTAL/j1 partiallyAccepted", "PORTAL/j1 #1 x1 E203", "PORTAL/j1 #2 x2 E204",
            ])
        try expectAllTold()
    }

    @Test func `a job of one item says it all in its own notice`() throws {
        try record(make.refused(Made.portal, "j1"))
        #expect(try told() == ["PORTAL/j1 refused"])
    }

    @Test func `items that are only refused with another have no notice`() throws {
        try record(
            make.job(
                Made.portal, "j1", outcome: .refused,
                refused: [item(0, .otherItemRefused), item(1), item(2, .otherItemRefused)]))
        #expect(try told() == ["PORTAL/j1 refused", "PORTAL/j1 #1 x1 E203"])
    }

    @Test func `of a file of many refused items the first hundred are told, the rest counted`()
        throws
    {
        try record(
            make.job(
                Made.portal, "j1", outcome: .refused, refused: (0..<5000).map { item($0) }))
        let told = try told()
        #expect(told.count == 1 + NoticeRules.itemsToldOfAJob + 1)
        #expect(told[100] == "PORTAL/j1 #99 x99 E203")
        #expect(told.last == "PORTAL/j1 4900 more")
    }

    @Test func `exactly a hundred refused items leave none to be counted`() throws {
        try record(
            make.job(Made.portal, "j1", outcome: .refused, refused: (0..<100).map { item($0) }))
        #expect(try told().last == "PORTAL/j1 #99 x99 E203")
    }

    @Test func `with problems, clean jobs are counted and the others told with their items`()
        throws
    {
        try record(
            registration(Made.agency, "clean1", 1), registration(Made.agency, "clean2", 2),
            registration(Made.agency, "mixed", 3, refused: [item(1)]),
            make.refused(Made.agency, "bad"), make.unreadable(Made.agency, named: "odd.json"))
        try record(registration(Made.agency, "clean1", 1))
        #expect(
            try told() == [
                "DKUMKMP/mixed partiallyAccepted", "DKUMKMP/mixed #1 x1 E203",
                "DKUMKMP/bad refused", "DKUMKMP/- unreadable",
            ])
        try expectAllTold()
        clock.advance(by: 600)
        #expect(try ledger.announceSummaries(under: telling) == 1)
        #expect(try told(after: 4) == ["DKUMKMP 2 accepted 2/2-0 1 duplicate 0/0-0"])
        try expectAllTold()
    }

    @Test func `with problems, a job with a held item is told, and no more when it applies`()
        throws
    {
        try record(
            make.job(Made.agency, "e1", [.trainingClaim(Made.nik(1), Made.trainingClass().key)]))
        #expect(try told() == ["DKUMKMP/e1 accepted"])
        try record(
            registration(Made.portal, "p1"),
            make.job(
                Made.portal, "r1", schema: .trainingRoster,
                [
                    .header(Made.trainingClass()),
                    .attendance(Made.nik(1), Made.trainingClass().key, .attended),
                ]))
        #expect(try told(after: 1) == ["PORTAL/p1 accepted", "PORTAL/r1 accepted"])
        _ = try ledger.announceSummaries(under: telling, all: true)
        #expect(try told(after: 3) == ["DKUMKMP  1 confirmed"])
    }

    @Test func `with summary, refused jobs and items are in the counts`() throws {
        try record(
            registration(Made.community, "a", 1), make.refused(Made.community, "b"),
            registration(Made.community, "c", 2, refused: [item(1), item(2)]))
        #expect(try told().isEmpty)
        try expectAllTold()
        clock.advance(by: 600)
        _ = try ledger.announceSummaries(under: telling)
        #expect(
            try told() == [
                "KP-021 1 accepted 1/1-0 1 partiallyAccepted 1/3-2 1 refused 0/1-1"
            ])
        try expectAllTold()
    }

    @Test func `what kills the daemon, or the ledger cannot hold, is told under every policy`()
        throws
    {
        let deadly = make.job(Made.community, "d", outcome: .unreadable)
        let complaint = Complaint(.killsTheProgram, at: "", message: "it died")
        let result = IntakeResult(outcome: .unreadable, complaints: [complaint])
        try record(deadly.again(result: result))
        let bad = make.job(
            Made.community, "bad", schema: .fundingApplication,
            [
                .funding(
                    Made.nik(1),
                    ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "L")),
                    product: LocalID(unchecked: "P"), .disbursed(Rupiah(-1)))
            ])
        try record(bad)
        #expect(try told() == ["KP-021/d unreadable", "KP-021/bad set aside"])
        try expectAllTold()
    }

    @Test func `a summary is told with the next batch after its period, and another begins`()
        throws
    {
        try record(registration(Made.community, "a", 1))
        clock.advance(by: 599)
        try record(registration(Made.community, "b", 2))
        #expect(try told().isEmpty)
        #expect(try ledger.secondsToNextSummary(under: telling) == 1)
        #expect(try LedgerReader(path: state.path).countedAndUntold() == 2)
        clock.advance(by: 1)
        try record(registration(Made.community, "c", 3), make.refused(Made.portal, "p"))
        #expect(try told() == ["PORTAL/p refused", "KP-021 2 accepted 2/2-0"])
        #expect(try ledger.secondsToNextSummary(under: telling) == 600)
        #expect(try ledger.announceSummaries(under: telling) == 0)
        #expect(try ledger.announceSummaries(under: telling, all: true) == 1)
        #expect(try told(after: 2) == ["KP-021 1 accepted 1/1-0"])
        #expect(try ledger.secondsToNextSummary(under: telling) == nil)
        let reader = try LedgerReader(path: state.path)
        #expect(try reader.noticeSpan().numbers == 1...3)
        // A summary is of the time when it is told, not of what it counts.
        #expect(try reader.noticeSpan(since: clock.now).numbers == 1...3)
        #expect(try reader.noticeSpan(since: clock.now.adding(seconds: 1)).numbers == nil)
    }

    @Test func `a summary that began in the future is due: the clock was set back`() throws {
        try record(registration(Made.community, "a", 1))
        clock.advance(by: -5000)
        #expect(try ledger.secondsToNextSummary(under: telling) == 0)
        #expect(try ledger.announceSummaries(under: telling) == 1)
    }

    @Test func `counts are there after a restart, and those of a failed batch are not`() throws {
        try record(registration(Made.community, "a", 1))
        let bad = make.job(
            Made.community, "bad", schema: .fundingApplication,
            [
                .funding(
                    Made.nik(1),
                    ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "L")),
                    product: LocalID(unchecked: "P"), .disbursed(Rupiah(-1)))
            ])
        // The batch fails as a whole and is taken one by one.
        try record(registration(Made.community, "b", 2), bad)
        let again = try Ledger(path: state.path)
        _ = try again.announceSummaries(under: telling, all: true)
        #expect(try told() == ["KP-021/bad set aside", "KP-021 2 accepted 2/2-0"])
        try expectAllTold()
    }

    @Test func `a policy that changes holds from the next job on`() throws {
        try record(registration(Made.community, "a", 1))
        _ = try ledger.record(
            [registration(Made.community, "b", 2)], under: Made.rules, telling: NoticeRules())
        #expect(try told() == ["KP-021/b accepted"])
        _ = try ledger.announceSummaries(under: NoticeRules(), all: true)
        #expect(try told(after: 1) == ["KP-021 1 accepted 1/1-0"])
        try expectAllTold()
    }

    @Test func `verify finds a delivery that nobody was told of`() throws {
        try record(registration(Made.community, "a", 1))
        try ledger.write { (session) throws(SQLFailure) in
            try session.run("DROP TRIGGER summary_count_stays")
            try session.run("DELETE FROM summary_count")
        }
        let differences = try LedgerReader(path: state.path).verify(under: Made.rules)
        #expect(differences.contains(.untold(attempts: 1)))
    }

    @Test func `a told summary is not edited`() throws {
        try record(registration(Made.community, "a", 1))
        _ = try ledger.announceSummaries(under: telling, all: true)
        for sql: StaticString in [
            "UPDATE summary SET until = 0", "UPDATE summary_count SET times = 9",
            "DELETE FROM summary_count", "DELETE FROM summary",
        ] {
            #expect(throws: LedgerError.self) {
                try ledger.write { (session) throws(SQLFailure) in try session.run(sql) }
            }
        }
    }
}
