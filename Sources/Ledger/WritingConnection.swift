internal import CLedger
internal import GRDB
internal import GRDBSQLite
internal import Glibc
internal import Synchronization

/// The ledger's file and its one writing connection, opened with all that the promises rest on.
enum WritingConnection {
    /// Opens or makes the ledger of a state directory.
    ///
    /// - Throws: what ``Ledger/init(path:options:)`` throws.
    static func open(
        _ path: String, _ options: Ledger.Options
    ) throws(LedgerError) -> (queue: DatabaseQueue, walIndex: WALIndex) {
        do {
            _ = withoutStatistics
            try makeIfMissing(path, options)
            let walIndex = try WALIndex(of: path)
            try inspect(path, options)
            let queue = try connect(path, options)
            try queue.writeWithoutTransaction { try check($0, path) }
            return (queue, walIndex)
        } catch let error as LedgerError {
            throw error
        } catch {
            let failure = SQLFailure(error)
            throw failure.environmentError(path: path)
                ?? .mustStop(path: path, reason: failure.reason)
        }
    }

    /// Said to SQLite once, before the first connection of the process.
    private static let withoutStatistics = okoce_sqlite_without_statistics()

    /// Opens the file for writing, with the present schema.
    private static func connect(_ path: String, _ options: Ledger.Options) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(Double(options.busyTimeoutMs) / 1000)
        configuration.label = "ledger"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { try setUp($0, options) }
        try Schema.migrator.migrate(queue)
        return queue
    }

    /// Makes a ledger under another name, whole and durable, and then gives it its name: a start
    /// that is killed in its first steps leaves nothing that the next one would have to understand.
    private static func makeIfMissing(_ path: String, _ options: Ledger.Options) throws {
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw LedgerError.cannotOpen(path: path, errno: ELOOP)
            }
            // An empty file holds nothing that could be lost.
            guard status.st_size == 0 else { return }
        } else if errno != ENOENT {
            // Not known to be missing: the new one would take the place of all that is recorded.
            throw LedgerError.cannotOpen(path: path, errno: errno)
        }
        // A log without its ledger would be taken for the new one's.
        if lstat("\(path)-wal", &status) == 0 {
            guard status.st_size == 0 else {
                throw LedgerError.corrupt(
                    path: path,
                    reason: "gone, but its -wal is there: put it back, or move both away")
            }
        } else if errno != ENOENT {
            throw LedgerError.cannotOpen(path: "\(path)-wal", errno: errno)
        }
        removeDraft(path, companions)
        let draft = "\(path).new"
        removeDraft(draft, [""] + companions)
        try makeFile(draft)
        let walIndex = try WALIndex(of: draft)
        let queue = try connect(draft, options)
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try retire(queue)
        withExtendedLifetime(walIndex) {}
        removeDraft(draft, companions)
        guard rename(draft, path) == 0 else {
            throw LedgerError.cannotOpen(path: path, errno: errno)
        }
    }

    /// What SQLite lays beside a database.
    private static let companions = ["-wal", "-shm", "-journal"]

    private static func removeDraft(_ draft: String, _ suffixes: [String]) {
        for suffix in suffixes { unlink(draft + suffix) }
    }

    /// Makes the file with its mode before SQLite does: the -wal and -shm files get the same one.
    private static func makeFile(_ path: String) throws(LedgerError) {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else { throw .cannotOpen(path: path, errno: errno) }
        defer { close(file) }
        guard fchmod(file, 0o640) == 0 else { throw .cannotOpen(path: path, errno: errno) }
    }

    /// Looks at a ledger that is there before anything is written: refuses a file that is another
    /// program's, of a later version of this one, or (where looking is quick) damaged.
    static func inspect(_ path: String, _ options: Ledger.Options) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Double(options.busyTimeoutMs) / 1000)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { database in
            let found = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            guard found == Schema.applicationID else {
                throw LedgerError.corrupt(path: path, reason: "another program's database")
            }
            guard try !Schema.migrator.hasBeenSuperseded(database) else {
                throw LedgerError.newerSchema(path: path)
            }
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            guard pages <= options.quickCheckPages else { return }
            let answer = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer"
            guard answer == "ok" else { throw damage(answer, path) }
        }
        try retire(queue)
    }

    /// Connections that are closed, of which the few that a start makes are kept for good.
    ///
    /// GRDB's queues carry data of their own, which libdispatch frees on a global queue; and as soon
    /// as it has run anything there it wakes every second, for ever, to count its running threads.
    private static let retired = Mutex<[DatabaseQueue]>([])

    private static func retire(_ queue: DatabaseQueue) throws {
        try queue.close()
        retired.withLock { $0.append(queue) }
    }

    /// What an answer of the check means. A disk that cannot be read is told as if the page were bad:
    /// `Page 18: unable to get the page. error code=266`.
    private static func damage(_ answer: String, _ path: String) -> LedgerError {
        let code = answer.split(separator: "error code=").dropFirst().first.flatMap { Int32($0) }
        return code.map { $0 & 0xff } == SQLITE_IOERR
            ? .mustStop(path: path, reason: answer) : .corrupt(path: path, reason: answer)
    }

    private static func setUp(_ database: Database, _ options: Ledger.Options) throws {
        // GRDB sets NORMAL when it turns WAL on, which loses acknowledged commits in a power cut.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // A statement's rollback journal in a file would be one more thing that can fail.
        try database.execute(sql: "PRAGMA temp_store = MEMORY")
        // What is deleted or written over is gone, from free pages too.
        try database.execute(sql: "PRAGMA secure_delete = ON")
        try database.execute(sql: "PRAGMA trusted_schema = OFF")
        // Else a REPLACE would pass by the triggers that keep rows from being deleted.
        try database.execute(sql: "PRAGMA recursive_triggers = ON")
        try database.execute(sql: "PRAGMA cell_size_check = ON")
        try database.execute(sql: "PRAGMA cache_size = -\(options.cacheKiB)")
        // ``LogWatch`` makes checkpoints, at the end of a turn.
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        try database.execute(sql: "PRAGMA journal_size_limit = \(options.walBytesKept)")
        // Readers of another account can open a ledger that nobody has open only while its -wal and
        // -shm files are there: keep them when the last connection closes.
        var persist: Int32 = 1
        let code = sqlite3_file_control(
            database.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &persist)
        guard code == SQLITE_OK else { throw SQLFailure(code: code, message: "persistent WAL") }
    }

    /// Asserts what the promises rest on.
    private static func check(_ database: Database, _ path: String) throws {
        let guarantees: [(String, String, String)] = [
            ("PRAGMA synchronous", "2", "synchronous = FULL"),
            ("PRAGMA foreign_keys", "1", "foreign keys"),
            ("PRAGMA journal_mode", "wal", "the write-ahead log"),
        ]
        for (question, wanted, name) in guarantees
        where try String.fetchOne(database, sql: question) != wanted {
            throw LedgerError.guaranteeMissing(path: path, guarantee: name)
        }
    }
}
