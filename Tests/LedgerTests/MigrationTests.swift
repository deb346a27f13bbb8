import Dispatch
import Foundation
import GRDBSQLite
import Programme
import Testing

@testable import Ledger

/// Ledgers that earlier versions have written open, and say what they said.
struct MigrationTests {
    let state: StateDirectory

    /// A ledger made by a daemon of the first schema.
    init() throws {
        state = try StateDirectory()
        let dump = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Ledgers/schema-1.sql")
        let sql = try String(contentsOf: dump, encoding: .utf8)
        var connection: OpaquePointer?
        try #require(sqlite3_open("\(state.path)/ledger.sqlite", &connection) == SQLITE_OK)
        defer { sqlite3_close(connection) }
        try #require(sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK)
    }

    @Test func `a ledger of the first schema opens, and its notices are what they were`() throws {
        let ledger = try Ledger(path: state.path)
        let notices = try ledger.notices(after: 0, limit: 10)
        #expect(notices.map(\.seq) == [1, 2, 3, 4, 5])
        let kinds = notices.map { notice in
            switch notice.event {
            case .job(let job): "\(job.attempt) \(job.outcome)"
            case .overdue(let job, let facts): "\(job.attempt) overdue \(facts)"
            case .verdictChanged(let change): "\(change.becauseOf) \(change.became)"
            default: "another"
            }
        }
        #expect(
            kinds == [
                "1 refused", "2 partiallyAccepted", "2 overdue 1", "3 accepted", "3 applied",
            ])
        // An attempt's notice has its time, one that came later has its own.
        #expect(notices[1].recordedAt.nanoseconds == 1_794_104_300_728_894_304)
        #expect(notices[2].recordedAt.nanoseconds == 1_795_400_301_190_436_436)
    }

    @Test func `it goes on counting where it was, and keeps what is told`() throws {
        let ledger = try Ledger(path: state.path)
        let make = Deliveries()
        _ = try ledger.record([make.refused(Made.portal, "new")], under: Made.rules)
        #expect(try ledger.notices(after: 5, limit: 10).map(\.seq) == [6])
        let reader = try LedgerReader(path: state.path)
        #expect(try reader.noticeSpan().numbers == 1...6)
        // As in a new ledger, nothing that was told can be edited, nor a notice go that is named.
        #expect(throws: LedgerError.self) {
            try ledger.write { (session) throws(SQLFailure) in
                try session.run("UPDATE notice SET attempt = 1")
            }
        }
        #expect(throws: LedgerError.self) {
            try ledger.write { (session) throws(SQLFailure) in
                try session.run("DELETE FROM notice WHERE seq = 3")
            }
        }
    }

    /// A start that takes long is given more time only if it is seen to work.
    @Test func `while it is brought up to date it is seen to be worked at`() throws {
        var other: OpaquePointer?
        try #require(sqlite3_open("\(state.path)/ledger.sqlite", &other) == SQLITE_OK)
        defer { sqlite3_close(other) }
        try #require(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
        var options = Ledger.Options()
        options.busyTimeoutMs = 60_000
        let (path, pulse) = (state.path, options.pulse)
        let opened = DispatchQueue(label: "opening")
        opened.async { [options] in _ = try? Ledger(path: path, options: options) }
        // It cannot come to its end before the lock is gone.
        let end = ContinuousClock.now + .seconds(30)
        while !pulse.progress.isBusy, ContinuousClock.now < end { usleep(1000) }
        #expect(pulse.progress.isBusy)
        try #require(sqlite3_exec(other, "COMMIT", nil, nil, nil) == SQLITE_OK)
        opened.sync {}
        #expect(!pulse.progress.isBusy)
    }

    @Test func `it comes out with the tables of a new one`() throws {
        _ = try Ledger(path: state.path)
        let fresh = try StateDirectory()
        _ = try Ledger(path: fresh.path)
        let schema = try [state, fresh].map { state in
            try Ledger(path: state.path).write { (session) throws(SQLFailure) in
                try session.rows(
                    """
                    SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema
                    ORDER BY type, name
                    """
                ) { (row) throws(SQLFailure) in row.text(0) }
            }
        }
        #expect(schema[0] == schema[1])
    }

    @Test func `nobody reads it before a daemon has brought it up to date`() throws {
        #expect(throws: LedgerError.olderSchema(path: "\(state.path)/ledger.sqlite")) {
            try LedgerReader(path: state.path)
        }
    }
}
