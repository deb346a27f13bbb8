/// A delivery by the file that it was.
package struct SettledFile: Hashable, Sendable {
    /// Its number in the ledger.
    package let attempt: Int64
    package let identity: FileIdentity
}

extension LedgerReader {
    /// Which files were recorded after an attempt, in the order of recording; without deferred jobs
    /// that have come due.
    ///
    /// - Parameters:
    ///   - number: an attempt's number; 0 for all from the first.
    ///   - limit: how many at most.
    package func files(
        after number: Int64, limit: Int
    ) throws(LedgerError) -> [SettledFile] {
        try read { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT id, device, inode, size, mtime_ns, ctime_ns FROM attempt
                WHERE id > ? AND inode IS NOT NULL ORDER BY id LIMIT ?
                """, number, limit
            ) { (row) throws(SQLFailure) in
                SettledFile(
                    attempt: row.integer(0),
                    identity: FileIdentity(
                        device: UInt64(bitPattern: row.integer(1)),
                        inode: UInt64(bitPattern: row.integer(2)), size: row.integer(3),
                        mtimeNs: row.integer(4), ctimeNs: row.integer(5)))
            }
        }
    }

    /// The number of the last attempt, 0 before the first.
    package func lastAttempt() throws(LedgerError) -> Int64 {
        try read { (session) throws(SQLFailure) in
            try session.first("SELECT coalesce(max(id), 0) FROM attempt") {
                (row) throws(SQLFailure) in row.integer(0)
            } ?? 0
        }
    }

    /// The SHA-256 of an attempt's file, 32 bytes; empty of a file that was never opened.
    package func sha256(ofAttempt number: Int64) throws(LedgerError) -> [UInt8] {
        try read { (session) throws(SQLFailure) in
            try session.first("SELECT sha256 FROM attempt WHERE id = ?", number) {
                (row) throws(SQLFailure) in row.bytes(0)
            } ?? []
        }
    }
}
