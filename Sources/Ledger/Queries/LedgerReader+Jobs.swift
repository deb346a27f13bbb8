package import Programme

extension LedgerReader {
    /// All attempts under an id, oldest first. (A duplicate repeats its job's report.)
    package func attempts(
        of source: SourceCode, _ jobID: JobID
    ) throws(LedgerError) -> [RecordedJob] {
        try read { (session) throws(SQLFailure) in
            var reports: [RecordedJob] = []
            for attempt in try session.attempts(of: source, jobID) {
                if let report = try session.report(of: attempt) { reports.append(report) }
            }
            return reports
        }
    }

    /// What became of a job: the attempt that recorded, else the latest; nil if there is none.
    package func job(
        _ source: SourceCode, _ jobID: JobID
    ) throws(LedgerError) -> RecordedJob? {
        try read { (session) throws(SQLFailure) in
            if let recorded = try session.attempt(recording: source, jobID) {
                return try session.report(of: recorded)
            }
            guard let latest = try session.attempts(of: source, jobID).last else { return nil }
            return try session.report(of: latest)
        }
    }

    /// The report of an attempt; nil if there is none with that number.
    package func report(ofAttempt attempt: Int64) throws(LedgerError) -> RecordedJob? {
        try read { (session) throws(SQLFailure) in try session.report(of: attempt) }
    }

    /// The exact bytes of a job as they were received; nil if they were not kept, or no longer are.
    package func document(ofAttempt attempt: Int64) throws(LedgerError) -> [UInt8]? {
        try read { (session) throws(SQLFailure) in
            try session.first(
                """
                SELECT bytes FROM document
                WHERE id = (SELECT document FROM attempt WHERE id = ?) AND bytes IS NOT NULL
                """, attempt
            ) { (row) throws(SQLFailure) in row.bytes(0) }
        }
    }
}

extension Session {
    /// The numbers of all attempts under an id, oldest first.
    func attempts(
        of source: SourceCode, _ jobID: JobID
    ) throws(SQLFailure) -> [Int64] {
        guard let number = try knownNumber(of: source) else { return [] }
        return try rows(
            """
            SELECT id FROM attempt WHERE source = ?1 AND job_id = ?2 AND recorded = 1
            UNION ALL SELECT id FROM attempt WHERE source = ?1 AND job_id = ?2 AND recorded = 0
            ORDER BY id
            """, number, jobID
        ) { (row) throws(SQLFailure) in row.integer(0) }
    }
}
