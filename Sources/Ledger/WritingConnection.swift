internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// The ledger's file and its one writing connection, opened with all that the promises rest on.
enum WritingConnection {
    /// Opens or makes the ledger of a state directory.
    ///
    /// - Throws: what ``Ledger/init(path:options:)`` throws.
    static func open(_ path: String, _ options: Ledger.Options) throws(LedgerError) -> DatabaseQueue
    {
        let isNew = try prepareFile(path)
        do {
            if !isNew { try inspect(path, options) }
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(Double(options.busyTimeoutMs) / 1000)
            configuration.label = "ledger"
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try setUp($0, options) }
            try Schema.migrator.migrate(queue)
            try queue.writeWithoutTransaction { try check($0, path) }
            return queue
        } catch let error as LedgerError {
            throw error
        } catch {
            let failure = SQLFailure(error)
            throw failure.environmentError(path: path)
                ?? .mustStop(path: path, reason: failure.reason)
        }
    }

    /// Makes the file with its mode before SQLite does: the -wal and -shm files get the same one.
    ///
    /// - Returns: whether the file is new, or was never written.
    private static func prepareFile(_ path: String) throws(LedgerError) -> Bool {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else { throw .cannotOpen(path: path, errno: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .cannotOpen(path: path, errno: errno) }
        // A file of ours that is there keeps the mode that its owner gave it.
        if status.st_size == 0, fchmod(file, 0o640) != 0 {
            throw .cannotOpen(path: path, errno: errno)
        }
        return status.st_size == 0
    }

    /// Looks at a ledger that is there before anything is written: refuses a file that is another
    /// program's, of a later version of this one, or (where looking is quick) damaged.
    private static func inspect(_ path: String, _ options: Ledger.Options) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Double(options.busyTimeoutMs) / 1000)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { database in
            let found = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            // A start that was killed in its first migration leaves a file without tables.
            guard found == Schema.applicationID || (found == 0 && tables == 0) else {
                throw LedgerError.corrupt(path: path, reason: "another program's database")
            }
            guard try tables == 0 || !Schema.migrator.hasBeenSuperseded(database) else {
                throw LedgerError.newerSchema(path: path)
            }
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            guard pages <= options.quickCheckPages else { return }
            let answer = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer"
            guard answer == "ok" else { throw LedgerError.corrupt(path: path, reason: answer) }
        }
    }

    private static func setUp(_ database: Database, _ options: Ledger.Options) throws {
        // GRDB sets NORMAL when it turns WAL on, which loses acknowledged commits in a power cut.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // A statement's rollback journal in a file would be one more thing that can fail.
        try database.execute(sql: "PRAGMA temp_store = MEMORY")
        try database.execute(sql: "PRAGMA trusted_schema = OFF")
        // Else a REPLACE would pass by the triggers that keep rows from being deleted.
        try database.execute(sql: "PRAGMA recursive_triggers = ON")
        try database.execute(sql: "PRAGMA cell_size_check = ON")
        try database.execute(sql: "PRAGMA cache_size = -\(options.cacheKiB)")
        try database.execute(sql: "PRAGMA wal_autocheckpoint = \(options.checkpointPages)")
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
