import Glibc
import Programme
import Testing

@testable import Ledger

/// What must hold when a ledger is opened.
struct StartTests {
    let state: StateDirectory

    init() throws {
        state = try StateDirectory()
    }

    private func pragma(_ ledger: Ledger, _ question: StaticString) throws -> String? {
        try ledger.write { (session) throws(SQLFailure) in
            try session.first(question) { (row) throws(SQLFailure) in row.text(0) }
        }
    }

    @Test func `the writer commits with synchronous FULL, WAL and foreign keys`() throws {
        let ledger = try Ledger(path: state.path)
        #expect(try pragma(ledger, "PRAGMA synchronous") == "2")
        #expect(try pragma(ledger, "PRAGMA journal_mode") == "wal")
        #expect(try pragma(ledger, "PRAGMA foreign_keys") == "1")
    }

    @Test func `the file is for its owner and group only`() throws {
        _ = try Ledger(path: state.path)
        var status = stat()
        #expect(stat("\(state.path)/ledger.sqlite", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test func `the WAL stays when the ledger is closed, so that readers can open it`() throws {
        do {
            let ledger = try Ledger(path: state.path)
            _ = try ledger.record(
                [Deliveries().refused(Made.portal, "j1")], under: Made.rules)
        }
        #expect(access("\(state.path)/ledger.sqlite-wal", F_OK) == 0)
        #expect(access("\(state.path)/ledger.sqlite-shm", F_OK) == 0)
        #expect(try LedgerReader(path: state.path).jobs(limit: 10).count == 1)
    }

    @Test func `a ledger opened again holds what it held`() throws {
        let make = Deliveries()
        let job = make.refused(Made.portal, "j1")
        do {
            _ = try Ledger(path: state.path).record([job], under: Made.rules)
        }
        let ledger = try Ledger(path: state.path)
        try ledger.makeDurable()
        #expect(try ledger.record([job], under: Made.rules).map(\.isLeftover) == [true])
    }

    @Test func `a checkpoint that a reader holds up does not count as durable`() throws {
        var options = Ledger.Options()
        options.busyTimeoutMs = 50
        let ledger = try Ledger(path: state.path, options: options)
        let make = Deliveries()
        _ = try ledger.record([make.refused(Made.portal, "j1")], under: Made.rules)
        let reader = try LedgerReader(path: state.path)
        try reader.read { (session) throws(SQLFailure) in
            // The reader's snapshot begins with its first query.
            _ = try session.first("SELECT count(*) FROM attempt") { (row) throws(SQLFailure) in
                row.integer(0)
            }
            do throws(LedgerError) {
                _ = try ledger.record([make.refused(Made.portal, "j2")], under: Made.rules)
                try ledger.makeDurable()
                Issue.record("the checkpoint cannot have covered every frame")
            } catch {
                #expect(error.nextStep == .retry)
            }
        }
        try ledger.makeDurable()
    }

    @Test func `a damaged file is refused and left as it is`() throws {
        let path = "\(state.path)/ledger.sqlite"
        do {
            let ledger = try Ledger(path: state.path)
            let make = Deliveries()
            let jobs = (0..<200).map { make.refused(Made.portal, "j\($0)", text: "text \($0)") }
            _ = try ledger.record(jobs, under: Made.rules)
            try ledger.makeDurable()
        }
        let file = open(path, O_RDWR)
        try #require(file >= 0)
        let junk = [UInt8](repeating: 0xA5, count: 4096)
        #expect(pwrite(file, junk, junk.count, 4096 * 3) == junk.count)
        let size = lseek(file, 0, SEEK_END)
        close(file)
        #expect {
            _ = try Ledger(path: state.path)
        } throws: {
            if case LedgerError.corrupt = $0 { true } else { false }
        }
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_size == size)
    }

    @Test func `a file that is no database, and another program's, are refused`() throws {
        let path = "\(state.path)/ledger.sqlite"
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        let text = Array("this is not a database, it only has its name\n".utf8)
        #expect(write(file, text, text.count) == text.count)
        close(file)
        #expect(throws: LedgerError.self) { _ = try Ledger(path: state.path) }
    }

    @Test func `a ledger of a later version is refused`() throws {
        do {
            let ledger = try Ledger(path: state.path)
            try ledger.write { (session) throws(SQLFailure) in
                try session.run("INSERT INTO grdb_migrations VALUES ('99 from the future')")
            }
        }
        #expect(throws: LedgerError.newerSchema(path: "\(state.path)/ledger.sqlite")) {
            _ = try Ledger(path: state.path)
        }
        #expect(throws: LedgerError.newerSchema(path: "\(state.path)/ledger.sqlite")) {
            _ = try LedgerReader(path: state.path)
        }
    }

    @Test func `a second lock on a state directory fails until the first is gone`() throws {
        do {
            let lock = try StateLock(path: state.path)
            #expect(throws: LedgerError.locked(path: state.path)) {
                _ = try StateLock(path: state.path)
            }
            withExtendedLifetime(lock) {}
        }
        _ = try StateLock(path: state.path)
    }
}
