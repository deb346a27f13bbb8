import Programme
import Synchronization
import Testing

@testable import Ledger

/// Notices: one for each attempt and each changed verdict, numbered without gaps.
struct OutboxTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()
    let uptime = Clock()

    /// A clock that tests set.
    final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_000)

        var now: Int64 { seconds.withLock { $0 } }
        func advance(by step: Int64) { seconds.withLock { $0 += step } }
    }

    init() throws {
        state = try StateDirectory()
        var options = Ledger.Options()
        options.uptime = { [uptime] in uptime.now }
        ledger = try Ledger(path: state.path, options: options)
    }

    private func registering(_ id: String, _ serial: Int64 = 1) -> ReceivedJob {
        make.job(Made.portal, id, [.registration(Made.nik(serial), Made.registration())])
    }

    @Test func `a changed verdict of an old fact is written to the history and announced`() throws {
        let evidence = make.job(
            Made.agency, "e1", [.trainingClaim(Made.nik(1), Made.trainingClass().key)])
        let held = try #require(try ledger.record([evidence], under: Made.rules).first)
        #expect(held.items.first?.judgement?.verdict == .held)
        let roster = make.job(
            Made.community, "r1", schema: .trainingRoster,
            [
                .header(Made.trainingClass()),
                .attendance(Made.nik(1), Made.trainingClass().key, .attended),
            ])
        _ = try ledger.record([registering("p1"), roster], under: Made.rules)

        let notices = try ledger.notices(after: 0, limit: 10)
        #expect(notices.map(\.seq) == [1, 2, 3, 4])
        guard case .verdictChanged(let change) = notices.last?.event else {
            Issue.record("the last notice is not of a verdict")
            return
        }
        #expect(
            change.fact == FactKey(source: Made.agency, jobID: JobID(unchecked: "e1"), position: 0))
        #expect(change.was == .held)
        #expect(change.became == .confirmed)

        let history = try #require(try LedgerReader(path: state.path).history(of: change.fact))
        #expect(history.changes.map(\.became) == [.confirmed])
        #expect(history.changes.first?.wasWaitingFor != nil)
        #expect(history.line.judgement.verdict == .confirmed)
    }

    @Test func `numbers have no gaps, also across batches that failed`() throws {
        _ = try ledger.record([registering("p1")], under: Made.rules)
        for round in 0..<3 {
            // The second job breaks a constraint, after the first has taken a number.
            let bad = make.job(
                Made.bank, "bad\(round)", schema: .fundingApplication,
                [
                    .funding(
                        Made.nik(1),
                        ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "L")),
                        product: LocalID(unchecked: "P"), .disbursed(Rupiah(-1)))
                ])
            _ = try ledger.record([registering("q\(round)"), bad], under: Made.rules)
        }
        let notices = try ledger.notices(after: 0, limit: 100)
        #expect(notices.map(\.seq) == Array(1...7))
    }

    @Test func `a mark rides in the next batch, or is flushed`() throws {
        #expect(try ledger.sentWatermark(bootID: "a") == 0)
        _ = try ledger.record([registering("p1")], under: Made.rules)
        ledger.markSent(upTo: 1, bootID: "a")
        #expect(try ledger.sentWatermark(bootID: "a") == 0)
        _ = try ledger.record([registering("p2", 2)], under: Made.rules)
        #expect(try ledger.sentWatermark(bootID: "a") == 1)
        ledger.markSent(upTo: 2, bootID: "a")
        try ledger.flushSentMark()
        #expect(try ledger.sentWatermark(bootID: "a") == 2)
        #expect(try LedgerReader(path: state.path).counts().outboxLag == 0)
    }

    @Test func `in a new boot the mark steps back to where it was ten minutes before`() throws {
        for upTo in Int64(1)...100 {
            ledger.markSent(upTo: upTo, bootID: "a")
            try ledger.flushSentMark()
            uptime.advance(by: 10)
        }
        // 40 was sent ten minutes before 100.
        #expect(try ledger.sentWatermark(bootID: "a") == 100)
        #expect(try ledger.sentWatermark(bootID: "b") == 40)
    }

    @Test func `a boot shorter than ten minutes has made nothing sure`() throws {
        ledger.markSent(upTo: 5, bootID: "a")
        try ledger.flushSentMark()
        #expect(try ledger.sentWatermark(bootID: "b") == 0)
        uptime.advance(by: 700)
        ledger.markSent(upTo: 9, bootID: "a")
        try ledger.flushSentMark()
        #expect(try ledger.sentWatermark(bootID: "b") == 5)
        ledger.markSent(upTo: 9, bootID: "b")
        try ledger.flushSentMark()
        #expect(try ledger.sentWatermark(bootID: "b") == 9)
        #expect(try ledger.sentWatermark(bootID: "c") == 5)
    }

    @Test func `marks do not pile up`() throws {
        for upTo in Int64(1)...200 {
            ledger.markSent(upTo: upTo, bootID: "a")
            try ledger.flushSentMark()
            uptime.advance(by: 4)
        }
        let rows = try ledger.write { (session) throws(SQLFailure) in
            try session.count("SELECT count(*) FROM sent")
        }
        #expect(rows <= 80)
        // Ten minutes are 150 marks.
        #expect((40...50).contains(try ledger.sentWatermark(bootID: "b")))
    }
}
