import Programme
import Testing

@testable import Ledger

/// What operators have the daemon do is remembered until it is done, and afterwards.
struct ActTests {
    private let state: StateDirectory
    private let ledger: Ledger
    private let make = Deliveries()
    private let note = Envelope.OperatorNote(name: "rina", reason: "their office moves")

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
    }

    private func record(
        _ id: String, submitted: Int = 2, _ acts: OperatorItem.Act...
    ) throws -> RecordedJob {
        let job = make.job(
            SourceCode(unchecked: "OPERATOR"), id, schema: .operatorCommand, submitted: submitted,
            acts.map { .command(.act($0), note) })
        return try #require(ledger.record([job], under: Made.rules).first)
    }

    @Test func `of pauses and resumes the latest submitted holds, however late it comes`() throws {
        _ = try record("a", submitted: 5, .pause(Made.community), .pause(Made.agency))
        _ = try record("b", submitted: 4, .resume(Made.community))
        #expect(try ledger.pauses().map(\.source) == [Made.agency, Made.community])
        let recorded = try record("c", submitted: 6, .resume(Made.agency))
        #expect(recorded.items.map(\.judgement) == [Judgement(.applied)])
        let pauses = try LedgerReader(path: state.path).pauses()
        #expect(
            pauses == [
                Pause(
                    source: Made.community, operatorName: "rina", reason: "their office moves",
                    since: Made.instant(5))
            ])
    }

    @Test func `a retry is pending until it is written down what became of it, and only then`()
        throws
    {
        let refused = try #require(
            ledger.record([make.refused(Made.portal, "p-1")], under: Made.rules).first)
        let command = try record("r", .retry(attempt: refused.attempt), .retry(attempt: 99))
        let pending = try ledger.pendingRetries(after: 0, limit: 10)
        #expect(pending.map(\.attempt) == [refused.attempt, 99])
        #expect(pending[0].file?.box == Made.portal)
        #expect(pending[1].file == nil)
        try ledger.finish(retries: [
            RetryResult(of: pending[0], .returned, file: pending[0].file?.identity)
        ])
        #expect(try ledger.pendingRetries(after: 0, limit: 10).map(\.attempt) == [99])
        let told = try LedgerReader(path: state.path).retries(of: command.attempt)
        #expect(told.map(\.outcome) == [.returned, nil])
        #expect(told.map(\.newAttempt) == [nil, nil])
    }

    @Test func `what was recorded or refused with a file that stays is not rejected`() throws {
        let good = try #require(
            ledger.record(
                [make.job(Made.portal, "p", [.registration(Made.nik(1), Made.registration())])],
                under: Made.rules
            ).first)
        _ = try record("r", .retry(attempt: good.attempt))
        #expect(try ledger.pendingRetries(after: 0, limit: 10).map(\.file) == [nil])
    }

    @Test func `a fold of everything says the same of acts as the recording did`() throws {
        _ = try record("a", .pause(Made.community), .retry(attempt: 7))
        #expect(try LedgerReader(path: state.path).verify(under: Made.rules) == [])
    }
}
