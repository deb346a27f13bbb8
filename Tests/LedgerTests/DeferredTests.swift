import Programme
import Testing

@testable import Ledger

/// Jobs that are checked later.
struct DeferredTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
    }

    private func deferred(_ id: String, until offset: Int, text: String? = nil) -> ReceivedJob {
        make.job(
            Made.portal, id, outcome: .deferred, text: text, deferredUntil: Made.instant(offset))
    }

    /// The job of a due one, as Service prepares it anew.
    private func resuming(_ due: DeferredJob, _ id: String) -> ReceivedJob {
        let anew = make.job(Made.portal, id, [.registration(Made.nik(1), Made.registration())])
        return ReceivedJob(
            box: due.box, fileName: due.fileName, identity: due.identity, resumes: due.attempt,
            sha256: due.sha256, bytes: due.bytes, receivedAt: due.until, job: anew.job,
            result: anew.result)
    }

    @Test func `a deferred job is due at its instant, with its bytes, and then recorded once`()
        throws
    {
        let report = try #require(
            try ledger.record([deferred("d", until: 9)], under: Made.rules).first)
        #expect(report.outcome == .deferred)
        #expect(report.deferredUntil == Made.instant(9))
        #expect(try ledger.nextDeferred() == Made.instant(9))
        #expect(try ledger.dueDeferred(at: Made.instant(8), limit: 9).isEmpty)
        let due = try #require(try ledger.dueDeferred(at: Made.instant(9), limit: 9).first)
        #expect(due.bytes == Array("d".utf8))

        let resumed = try #require(
            try ledger.record([resuming(due, "d")], under: Made.rules).first)
        #expect(resumed.outcome == .accepted)
        #expect(resumed.resumes == report.attempt)
        #expect(try ledger.nextDeferred() == nil)
        // The same again, as after a batch that was taken one by one.
        let again = try #require(
            try ledger.record([resuming(due, "d")], under: Made.rules).first)
        #expect(again.isLeftover)
        #expect(again.attempt == resumed.attempt)
        #expect(try LedgerReader(path: state.path).counts().attempts == 2)
    }

    @Test func `a deferred job sent twice takes effect once`() throws {
        let reports = try ledger.record(
            [deferred("d", until: 9), deferred("d", until: 9)], under: Made.rules)
        #expect(reports.map(\.outcome) == [.deferred, .deferred])
        let due = try ledger.dueDeferred(at: Made.instant(9), limit: 9)
        let resumed = try ledger.record(due.map { resuming($0, "d") }, under: Made.rules)
        #expect(resumed.map(\.outcome) == [.accepted, .duplicate])
    }

    @Test func `a leftover of a deferred file is settled as deferred, also after its time`() throws
    {
        let job = deferred("d", until: 9)
        _ = try ledger.record([job], under: Made.rules)
        let due = try #require(try ledger.dueDeferred(at: Made.instant(9), limit: 9).first)
        _ = try ledger.record([resuming(due, "d")], under: Made.rules)
        let leftover = try #require(try ledger.record([job], under: Made.rules).first)
        #expect(leftover.isLeftover)
        #expect(leftover.outcome == .deferred)
    }

    @Test func `a deferred job whose id was used up meanwhile is a conflict at its time`() throws {
        _ = try ledger.record([deferred("d", until: 9, text: "later")], under: Made.rules)
        let now = make.job(
            Made.portal, "d", text: "now", [.registration(Made.nik(1), Made.registration())])
        #expect(try ledger.record([now], under: Made.rules).map(\.outcome) == [.accepted])
        let due = try ledger.dueDeferred(at: Made.instant(9), limit: 9)
        let resumed = try ledger.record(due.map { resuming($0, "d") }, under: Made.rules)
        #expect(resumed.map(\.outcome) == [.conflict])
        #expect(try ledger.nextDeferred() == nil)
    }
}
