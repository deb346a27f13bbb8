internal import GRDB
internal import Glibc

/// Reads the ledger, read-only, beside a running daemon, after a clean stop and after a SIGKILL.
///
/// Never writes and never checkpoints; every question is answered from one moment's state, and
/// several from the same one with ``atOneMoment(_:)``.
package struct LedgerReader: Sendable {
    /// Path of the ledger's file.
    package let path: String
    let queue: DatabaseQueue
    /// Nil shows all that is known.
    let known: KnownThen?
    /// Whether a transaction is open that all questions share.
    private var isInMoment = false

    /// Opens the ledger of a state directory.
    ///
    /// - Parameters:
    ///   - path: the state directory.
    ///   - known: answers what the folded tables would have said at that moment; each question then
    ///     costs a fold of what was recorded since.
    ///   - busyTimeoutMs: how long to wait for a lock, in milliseconds.
    /// - Throws: ``LedgerError/cannotOpen(path:errno:)`` if there is none yet,
    ///   ``LedgerError/newerSchema(path:)``, ``LedgerError/olderSchema(path:)``,
    ///   ``LedgerError/corrupt(path:reason:)``, ``LedgerError/busy(path:reason:)``.
    package init(
        path: String, known: KnownThen? = nil, busyTimeoutMs: Int = 5_000
    ) throws(LedgerError) {
        let path = "\(path)/\(Ledger.fileName)"
        self.path = path
        self.known = known
        guard access(path, R_OK) == 0 else { throw .cannotOpen(path: path, errno: errno) }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(Double(busyTimeoutMs) / 1000)
            configuration.label = "ledger.reader"
            // It writes nothing but tables of its own, whose references lead out of their schema.
            configuration.foreignKeysEnabled = false
            // People's data goes into no temporary file.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { database in
                try LedgerReader.checkIdentity(of: database, path)
                guard try !Schema.migrator.hasBeenSuperseded(database) else {
                    throw LedgerError.newerSchema(path: path)
                }
                guard try Schema.migrator.hasCompletedMigrations(database) else {
                    throw LedgerError.olderSchema(path: path)
                }
            }
        } catch let error as LedgerError {
            throw error
        } catch {
            throw SQLFailure(error).readingError(path: path)
        }
    }

    /// Another program's database is no earlier version of ours; nor is one without a page, which
    /// the daemon never leaves under this name.
    private static func checkIdentity(of database: Database, _ path: String) throws {
        let found = try Int64.fetchOne(database, sql: "PRAGMA application_id")
        guard found != Schema.applicationID else { return }
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        throw LedgerError.corrupt(
            path: path, reason: pages == 0 ? "it is empty" : "another program's database")
    }

    /// Asks something of one moment's state.
    func read<Result>(
        _ body: (Session) throws(SQLFailure) -> Result
    ) throws(LedgerError) -> Result {
        guard isInMoment else { return try transaction(body) }
        do {
            return try queue.unsafeReentrantRead { try body(Session($0)) }
        } catch {
            throw SQLFailure(error).readingError(path: path)
        }
    }

    /// Asks several questions of one moment's state; what was known earlier is folded once for all.
    ///
    /// - Parameter body: gets the reader to ask, which is of no use after it. The ledger's log cannot
    ///   be emptied while it runs.
    package func atOneMoment<Result>(
        _ body: (LedgerReader) throws(LedgerError) -> Result
    ) throws(LedgerError) -> Result {
        var inner = self
        inner.isInMoment = true
        return try transaction { _ in try body(inner) }
    }

    private func transaction<Result>(
        _ body: (Session) throws -> Result
    ) throws(LedgerError) -> Result {
        do {
            // As GRDB's `read`, which costs three statements more, parsed each time.
            return try queue.unsafeRead { database in
                let session = try Session(database)
                try session.run("BEGIN")
                // It has written nothing but what it needed for itself.
                defer { try? session.run("ROLLBACK") }
                guard let known else { return try body(session) }
                defer { session.forgetThen() }
                try session.recall(known)
                return try body(session)
            }
        } catch let error as LedgerError {
            throw error
        } catch {
            throw SQLFailure(error).readingError(path: path)
        }
    }

    /// Gives the connection's page cache back. Waits for its turn.
    package func releaseMemory() { queue.releaseMemory() }
}
