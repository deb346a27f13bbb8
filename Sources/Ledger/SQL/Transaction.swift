internal import GRDBSQLite

extension Session {
    /// Runs `body` in a transaction of its own: all of it or nothing, and no savepoints.
    ///
    /// On any error the whole is rolled back. SQLite ends some transactions by itself (FULL, for
    /// one), after which a next INSERT would run, and stay, on its own: so the first error ends the
    /// body, and before COMMIT and after ROLLBACK it is asked whether a transaction is open.
    func inTransaction<Result>(
        _ body: (Session) throws(SQLFailure) -> Result
    ) throws(SQLFailure) -> Result {
        try run("BEGIN IMMEDIATE")
        let result: Result
        do throws(SQLFailure) {
            result = try body(self)
            guard isInTransaction else {
                throw SQLFailure(code: SQLITE_ABORT, message: "the transaction ended by itself")
            }
        } catch {
            try endTransaction()
            throw error
        }
        do throws(SQLFailure) {
            try run("COMMIT")
        } catch {
            try endTransaction()
            throw SQLFailure(code: error.code, message: error.message, atCommit: true)
        }
        return result
    }

    /// Rolls back what is still open. A transaction that cannot be ended leaves no way to go on.
    private func endTransaction() throws(SQLFailure) {
        guard isInTransaction else { return }
        do throws(SQLFailure) {
            try run("ROLLBACK")
        } catch {
            throw SQLFailure(code: error.code, message: error.message, atCommit: true)
        }
        guard !isInTransaction else {
            throw SQLFailure(
                code: SQLITE_MISUSE, message: "the transaction did not end", atCommit: true)
        }
    }
}
