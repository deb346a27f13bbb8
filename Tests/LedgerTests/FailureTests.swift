import GRDBSQLite
import Programme
import Testing

@testable import Ledger

/// When a batch fails.
struct FailureTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
    }

    private func registering(_ id: String, _ serial: Int64 = 1) -> ReceivedJob {
        make.job(Made.portal, id, [.registration(Made.nik(serial), Made.registration())])
    }

    /// A job that the schema refuses: no intake check lets a negative amount through.
    private func impossible(_ id: String) -> ReceivedJob {
        let key = ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "L1"))
        return make.job(
            Made.bank, id, schema: .fundingApplication,
            [
                .funding(
                    Made.nik(1), key, product: LocalID(unchecked: "P"), .submitted(Rupiah(-1)))
            ])
    }

    private func count(_ sql: StaticString) throws -> Int {
        try ledger.write { (session) throws(SQLFailure) in try session.count(sql) }
    }

    @Test func `a job that fails alone is set aside, and the others of its batch are recorded`()
        throws
    {
        let reports = try ledger.record(
            [registering("a", 1), impossible("b"), registering("c", 2)], under: Made.rules)
        #expect(reports.map(\.outcome) == [.accepted, .unreadable, .accepted])
        #expect(reports[1].complaints.count == 1)
        #expect(reports[1].items.isEmpty)
        let events = try ledger.notices(after: 0, limit: 10).map(\.event)
        #expect(events.count == 3)
        guard case .setAside(let notice) = events[1] else {
            Issue.record("no notice of a job set aside")
            return
        }
        #expect(notice.jobID == JobID(unchecked: "b"))
        #expect(try count("SELECT count(*) FROM fact") == 2)
    }

    @Test func `an id whose job was set aside is still free`() throws {
        _ = try ledger.record([impossible("b")], under: Made.rules)
        let mended = make.job(
            Made.bank, "b", schema: .fundingApplication, text: "mended",
            [
                .funding(
                    Made.nik(1),
                    ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "L1")),
                    product: LocalID(unchecked: "P"), .submitted(Rupiah(1)))
            ])
        #expect(try ledger.record([mended], under: Made.rules).map(\.outcome) == [.accepted])
    }

    @Test func `on a full disk nothing of the batch is recorded, and the same batch goes in later`()
        throws
    {
        _ = try ledger.record([registering("a")], under: Made.rules)
        let batch = (0..<40).map { number in
            make.job(
                Made.portal, "big\(number)", text: String(repeating: "x\(number)", count: 4_000),
                [.registration(Made.nik(Int64(number + 10)), Made.registration())])
        }
        try ledger.write { (session) throws(SQLFailure) in
            _ = try session.first("PRAGMA max_page_count = 1") { (row) throws(SQLFailure) in
                row.integer(0)
            }
        }
        do throws(LedgerError) {
            _ = try ledger.record(batch, under: Made.rules)
            Issue.record("a full ledger has taken a batch")
        } catch {
            #expect(error == .full(path: ledger.path))
            #expect(error.nextStep == .retry)
        }
        #expect(try count("SELECT count(*) FROM attempt") == 1)
        #expect(try count("SELECT next_notice FROM counter") == 2)
        try ledger.write { (session) throws(SQLFailure) in
            _ = try session.first("PRAGMA max_page_count = 1000000") { (row) throws(SQLFailure) in
                row.integer(0)
            }
        }
        let reports = try ledger.record(batch, under: Made.rules)
        #expect(reports.allSatisfy { $0.outcome == .accepted && !$0.isLeftover })
        #expect(try ledger.notices(after: 0, limit: 100).map(\.seq) == Array(1...41))
    }

    @Test func `a ledger locked by another process is waited for, bounded, and then left alone`()
        throws
    {
        let own = try StateDirectory()
        var options = Ledger.Options()
        options.busyTimeoutMs = 50
        let ledger = try Ledger(path: own.path, options: options)
        var other: OpaquePointer?
        #expect(sqlite3_open("\(own.path)/ledger.sqlite", &other) == SQLITE_OK)
        defer { sqlite3_close(other) }
        #expect(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
        do throws(LedgerError) {
            _ = try ledger.record([registering("a")], under: Made.rules)
            Issue.record("two writers at once")
        } catch {
            #expect(error.nextStep == .retry)
        }
        #expect(sqlite3_exec(other, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
        #expect(try ledger.record([registering("a")], under: Made.rules).count == 1)
    }

    @Test(arguments: [
        (SQLITE_FULL, false, LedgerError.NextStep.retry), (SQLITE_FULL, true, .retry),
        (SQLITE_BUSY, false, .retry), (SQLITE_BUSY, true, .retry), (SQLITE_NOMEM, false, .retry),
        (SQLITE_NOMEM, true, .stop), (SQLITE_IOERR, false, .stop), (SQLITE_IOERR, true, .stop),
        (SQLITE_IOERR | (4 << 8), true, .stop), (SQLITE_IOERR | (12 << 8), false, .retry),
        (SQLITE_CORRUPT, false, .stop), (SQLITE_READONLY, false, .retry),
        (SQLITE_CANTOPEN, false, .retry), (SQLITE_CONSTRAINT, true, .stop),
    ])
    func `the environment's errors are waited out or stop the daemon`(
        code: Int32, atCommit: Bool, next: LedgerError.NextStep
    ) {
        let failure = SQLFailure(code: code, message: "", atCommit: atCommit)
        #expect(failure.environmentError(path: "x")?.nextStep == next)
    }

    @Test(arguments: [SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_ERROR])
    func `errors that a job can be to blame for have its batch taken one by one`(code: Int32) {
        #expect(SQLFailure(code: code, message: "").environmentError(path: "x") == nil)
    }
}
