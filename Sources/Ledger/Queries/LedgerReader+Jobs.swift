package import Programme

extension LedgerReader {
    /// Which attempts to list.
    package struct JobFilter: Sendable {
        package var source: SourceCode?
        package var schema: JobSchema?
        package var outcome: JobOutcome?
        /// Received at this moment or later.
        package var since: Instant?
        /// Attempts with smaller numbers: the next page of a listing.
        package var before: Int64?

        package init(
            source: SourceCode? = nil, schema: JobSchema? = nil, outcome: JobOutcome? = nil,
            since: Instant? = nil, before: Int64? = nil
        ) {
            self.source = source
            self.schema = schema
            self.outcome = outcome
            self.since = since
            self.before = before
        }
    }

    /// One line of a listing.
    package struct JobLine: Hashable, Sendable {
        package let attempt: Int64
        package let source: SourceCode
        package let jobID: JobID?
        package let schema: JobSchema?
        package let outcome: JobOutcome
        package let receivedAt: Instant
        package let recordedAt: Instant
        package let counts: RecordedJob.Counts
        /// How many complaints there are, all severities.
        package let complaints: Int
        /// Raw bytes, which need not be UTF-8.
        package let fileName: [UInt8]
    }

    /// Attempts, newest first.
    package func jobs(
        _ filter: JobFilter = JobFilter(), limit: Int
    ) throws(LedgerError) -> [JobLine] {
        try read { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT id, source, job_id, schema, outcome, received_at, recorded_at, items,
                  items_recorded, complaints, file_name
                FROM attempt
                WHERE (?1 IS NULL OR source = (SELECT id FROM source WHERE code = ?1))
                  AND (?2 IS NULL OR schema = ?2) AND (?3 IS NULL OR outcome = ?3)
                  AND (?4 IS NULL OR received_at >= ?4) AND (?5 IS NULL OR id < ?5)
                ORDER BY id DESC LIMIT ?6
                """, filter.source?.text, filter.schema, filter.outcome, filter.since,
                filter.before, limit
            ) { (row) throws(SQLFailure) in
                JobLine(
                    attempt: row.integer(0), source: try session.code(row.integer(1)),
                    jobID: row.optionalID(2), schema: try row.optionalWord(3),
                    outcome: try row.word(4), receivedAt: row.instant(5),
                    recordedAt: row.instant(6),
                    counts: RecordedJob.Counts(
                        sent: Int(row.integer(7)), recorded: Int(row.integer(8))),
                    complaints: Int(row.integer(9)), fileName: row.bytes(10))
            }
        }
    }

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
