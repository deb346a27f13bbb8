import Programme
import Synchronization
import Testing

@testable import Ledger

/// Facts that are held for too long are announced, each once.
struct OverdueTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()
    private let clock = Clock()

    private final class Clock: Sendable {
        private let day = Mutex(0)
        var now: Instant { Made.instant(day.withLock { $0 }) }
        func set(_ new: Int) { day.withLock { $0 = new } }
    }

    init() throws {
        state = try StateDirectory()
        var options = Ledger.Options()
        options.clock = { [clock] in clock.now }
        ledger = try Ledger(path: state.path, options: options)
    }

    /// On a day: two persons' P3 evidence without their P1, in one job.
    private func hold(_ id: String, on day: Int, _ serials: Int64...) throws {
        clock.set(day)
        let contents = serials.map {
            Fact.Content.evidence(Made.nik($0), .mentoring(mentor: "M"))
        }
        _ = try ledger.record([make.job(Made.agency, id, contents)], under: Made.rules)
    }

    private func register(_ id: String, on day: Int, _ serial: Int64) throws {
        clock.set(day)
        _ = try ledger.record(
            [make.job(Made.portal, id, [.registration(Made.nik(serial), Made.registration())])],
            under: Made.rules)
    }

    private func overdue(before day: Int) throws -> [OverdueJob] {
        try ledger.overdue(heldBefore: Made.instant(day), after: 0, limit: 10)
    }

    private func announced() throws -> [(source: SourceCode, facts: Int)] {
        try ledger.notices(after: 0, limit: 100).compactMap {
            guard case .overdue(let job, let facts) = $0.event else { return nil }
            return (job.source, facts)
        }
    }

    @Test func `what is held since before the moment is overdue, and only that`() throws {
        try hold("e1", on: 10, 1, 2)
        try hold("e2", on: 11, 3)
        #expect(try ledger.longestHeld() == Made.instant(10))
        #expect(try overdue(before: 10).isEmpty)
        let found = try overdue(before: 11)
        #expect(found.map(\.report.jobID?.text) == ["e1"])
        #expect(found.first?.heldSince == [0: Made.instant(10), 1: Made.instant(10)])
        #expect(try overdue(before: 12).count == 2)
        #expect(
            try ledger.overdue(
                heldBefore: Made.instant(12), after: found[0].report.attempt, limit: 10
            ).map(\.report.jobID?.text) == ["e2"])
    }

    @Test func `each fact is announced once, numbered like all notices`() throws {
        try hold("e1", on: 10, 1, 2)
        clock.set(30)
        let jobs = try overdue(before: 20)
        #expect(try ledger.announce(overdue: jobs) == 2)
        #expect(try ledger.announce(overdue: jobs) == 0)
        #expect(try overdue(before: 100).isEmpty)
        #expect(try ledger.longestHeld() == nil)
        let told = try announced()
        #expect(told.map(\.facts) == [2])
        #expect(told.first?.source == Made.agency)
        let notices = try ledger.notices(after: 0, limit: 10)
        #expect(notices.map(\.seq) == [1, 2])
        #expect(notices.last?.recordedAt == Made.instant(30))
        #expect(try LedgerReader(path: state.path).verify(under: Made.rules) == [])
    }

    @Test func `what applies in the meantime is not announced, and the rest of its job is`() throws
    {
        try hold("e1", on: 10, 1, 2)
        let jobs = try overdue(before: 20)
        // P1 and P2 come between the look and the announcement.
        try register("p1", on: 20, 1)
        _ = try ledger.record(
            [
                make.job(
                    Made.community, "r1", schema: .trainingRoster,
                    [
                        .header(Made.trainingClass()),
                        .attendance(Made.nik(1), Made.trainingClass().key, .attended),
                    ])
            ], under: Made.rules)
        #expect(try ledger.announce(overdue: jobs) == 1)
        #expect(try announced().map(\.facts) == [1])
    }

    @Test func `an announced fact applies as any other when what it waits for comes`() throws {
        clock.set(10)
        let attended = make.job(
            Made.community, "r1", schema: .trainingRoster,
            [
                .header(Made.trainingClass()),
                .attendance(Made.nik(1), Made.trainingClass().key, .attended),
            ])
        _ = try ledger.record([attended], under: Made.rules)
        clock.set(30)
        try ledger.announce(overdue: try overdue(before: 20))
        try register("p1", on: 40, 1)
        let key = FactKey(source: Made.community, jobID: JobID(unchecked: "r1"), position: 0)
        let history = try #require(try LedgerReader(path: state.path).history(of: key))
        #expect(history.line.judgement.verdict == .applied)
        #expect(history.overdue?.at == Made.instant(30))
    }

    @Test func `a fact that lost what it stood on is held since then`() throws {
        try register("p1", on: 1, 1)
        clock.set(2)
        let attended = make.job(
            Made.community, "r1", schema: .trainingRoster,
            [
                .header(Made.trainingClass()),
                .attendance(Made.nik(1), Made.trainingClass().key, .attended),
            ])
        _ = try ledger.record([attended], under: Made.rules)
        clock.set(50)
        let target = FactReference(
            source: Made.portal, jobID: JobID(unchecked: "p1"), itemID: ItemID(unchecked: "i0"))
        _ = try ledger.record(
            [
                make.job(
                    Made.portal, "x1", [.revocation(Made.nik(1), of: target, reason: "error")])
            ], under: Made.rules)
        #expect(try overdue(before: 50).isEmpty)
        #expect(try overdue(before: 51).first?.heldSince == [0: Made.instant(50)])
        #expect(try ledger.longestHeld() == Made.instant(50))
    }

    /// An operator's word on the first of e1's facts.
    private func rule(
        _ id: String, _ ruling: OperatorItem.HoldRuling, on day: Int
    ) throws {
        clock.set(day)
        let fact = FactReference(
            source: Made.agency, jobID: JobID(unchecked: "e1"), itemID: ItemID(unchecked: "i0"))
        let note = Envelope.OperatorNote(name: "rina", reason: "in doubt")
        let command = make.job(
            SourceCode(unchecked: "OPERATOR"), id, schema: .operatorCommand, submitted: day,
            [.command(.hold(fact, ruling), note)])
        _ = try ledger.record([command], under: Made.rules)
    }

    @Test func `what an operator holds is not overdue, and is held anew when it is let go`() throws
    {
        try hold("e1", on: 10, 1, 2)
        try rule("h", .held, on: 12)
        #expect(try overdue(before: 100).first?.heldSince == [1: Made.instant(10)])
        try ledger.announce(overdue: try overdue(before: 100))
        #expect(try ledger.longestHeld() == nil)
        try rule("r", .released, on: 40)
        #expect(try ledger.longestHeld() == Made.instant(40))
        #expect(try overdue(before: 40).isEmpty)
        #expect(try overdue(before: 41).first?.heldSince == [0: Made.instant(40)])
    }

    @Test func `the outbox and the mark of what was announced come together or not at all`() throws
    {
        try hold("e1", on: 10, 1)
        let jobs = try overdue(before: 20)
        try ledger.write { (session) throws(SQLFailure) in
            try session.run(
                """
                CREATE TEMP TRIGGER broken BEFORE INSERT ON overdue
                BEGIN SELECT RAISE(ABORT, 'broken'); END
                """)
        }
        #expect(throws: LedgerError.self) { try ledger.announce(overdue: jobs) }
        #expect(try announced().isEmpty)
        try ledger.write { (session) throws(SQLFailure) in
            try session.run("DROP TRIGGER broken")
        }
        #expect(try ledger.announce(overdue: jobs) == 1)
        #expect(try ledger.notices(after: 0, limit: 10).map(\.seq) == [1, 2])
    }
}
