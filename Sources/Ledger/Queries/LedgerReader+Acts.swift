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

    /// Deliveries whose files went back into their drop boxes: what came of them is another delivery.
    package func returnedAttempts() throws(LedgerError) -> Set<Int64> {
        try read { (session) throws(SQLFailure) in
            Set(
                try session.rows(
                    """
                    SELECT act.attempt FROM retried JOIN act ON act.fact = retried.act
                    WHERE retried.outcome = 'returned'
                    """
                ) { (row) throws(SQLFailure) in row.integer(0) })
        }
    }

    /// What became of the retries of a command, in the order of its items.
    ///
    /// - Parameter command: the attempt that recorded it.
    package func retries(of command: Int64) throws(LedgerError) -> [RetriedFile] {
        let facts = FactNumber.all(of: command)
        return try read { (session) throws(SQLFailure) in
            let came = try session.filesCome(after: command)
            return try session.rows(
                """
                SELECT act.attempt, outcome, device, inode, size, mtime_ns
                FROM act LEFT JOIN retried ON retried.act = act.fact
                WHERE act.fact BETWEEN ? AND ? AND what = 'retry' ORDER BY act.fact
                """, facts.lowerBound, facts.upperBound
            ) { (row) throws(SQLFailure) in
                RetriedFile(
                    attempt: row.integer(0), outcome: try row.optionalWord(1),
                    newAttempt: row.isNull(3) ? nil : came[(2...5).map { row.integer($0) }])
            }
        }
    }
}

extension Session {
    /// The first delivery of each file that came after another, by device, inode, size and mtime: a
    /// file keeps these when it is moved. One pass, however many are looked for.
    fileprivate func filesCome(after attempt: Int64) throws(SQLFailure) -> [[Int64]: Int64] {
        var files: [[Int64]: Int64] = [:]
        try each(
            """
            SELECT device, inode, size, mtime_ns, id FROM attempt
            WHERE id > ? AND inode IS NOT NULL ORDER BY id DESC
            """, attempt
        ) { (row) throws(SQLFailure) in
            files[[row.integer(0), row.integer(1), row.integer(2), row.integer(3)]] = row.integer(4)
        }
        return files
    }
}
