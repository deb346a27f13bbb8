/// What became of a retry, and of the file that went back.
package struct RetriedFile: Hashable, Sendable {
    /// The delivery whose file it was.
    package let attempt: Int64
    /// Nil while the daemon has not done it.
    package let outcome: RetryOutcome?
    /// The delivery that it then was; nil while that is not recorded.
    package let newAttempt: Int64?
}

extension LedgerReader {
    /// The pauses in force.
    package func pauses() throws(LedgerError) -> [Pause] {
        try read { (session) throws(SQLFailure) in try session.pauses() }
    }

    /// What became of the retries of a command, in the order of its items.
    ///
    /// - Parameter command: the attempt that recorded it.
    package func retries(of command: Int64) throws(LedgerError) -> [RetriedFile] {
        let facts = FactNumber.all(of: command)
        return try read { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT act.attempt, retried.outcome,
                  (SELECT min(id) FROM attempt WHERE id > ?3 AND attempt.device = retried.device
                    AND attempt.inode = retried.inode AND attempt.size = retried.size
                    AND attempt.mtime_ns = retried.mtime_ns)
                FROM act LEFT JOIN retried ON retried.act = act.fact
                WHERE act.fact BETWEEN ?1 AND ?2 AND what = 'retry' ORDER BY act.fact
                """, facts.lowerBound, facts.upperBound, command
            ) { (row) throws(SQLFailure) in
                RetriedFile(
                    attempt: row.integer(0), outcome: try row.optionalWord(1),
                    newAttempt: row.optionalInteger(2))
            }
        }
    }
}
