package import Programme

extension Ledger {
    /// Deferred jobs whose time has come, the longest due first: to be prepared anew from their
    /// bytes and recorded as attempts that ``ReceivedJob/resumes`` these.
    ///
    /// They stay due until recorded. Their ids are not used up before; of two deferred jobs with
    /// one id the one that is due first is the job, the other then a duplicate or a conflict.
    ///
    /// - Throws: see ``LedgerError/nextStep``.
    package func dueDeferred(at now: Instant, limit: Int) throws(LedgerError) -> [DeferredJob] {
        try write { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT deferred.attempt, source, file_name, device, inode, size, mtime_ns, ctime_ns,
                  sha256, bytes, until
                FROM deferred JOIN attempt ON attempt.id = deferred.attempt
                  JOIN document ON document.id = attempt.document
                WHERE until <= ? ORDER BY until, deferred.attempt LIMIT ?
                """, now, limit
            ) { (row) throws(SQLFailure) in
                DeferredJob(
                    attempt: row.integer(0), box: try session.code(row.integer(1)),
                    fileName: row.bytes(2),
                    identity: FileIdentity(
                        device: UInt64(bitPattern: row.integer(3)),
                        inode: UInt64(bitPattern: row.integer(4)), size: row.integer(5),
                        mtimeNs: row.integer(6), ctimeNs: row.integer(7)),
                    sha256: row.bytes(8), bytes: row.bytes(9), until: row.instant(10))
            }
        }
    }

    /// When the next deferred job is due, nil if none is waiting.
    ///
    /// - Throws: see ``LedgerError/nextStep``.
    package func nextDeferred() throws(LedgerError) -> Instant? {
        try write { (session) throws(SQLFailure) in
            try session.first("SELECT until FROM deferred ORDER BY until") {
                (row) throws(SQLFailure) in row.instant(0)
            }
        }
    }
}
