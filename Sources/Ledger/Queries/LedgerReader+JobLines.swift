package import Programme

extension LedgerReader {
    /// Which attempts to list: those for which all that is said holds.
    package struct JobFilter: Sendable {
        package var source: SourceCode?
        /// One of these; empty for any.
        package var schemas: [JobSchema]
        /// One of these; empty for any.
        package var outcomes: [JobOutcome]
        /// Received at this moment or later.
        package var since: Instant?
        /// Received before this moment.
        package var until: Instant?
        /// Complained of or remarked with this code.
        package var complaint: ComplaintCode?
        /// The job's id begins so.
        package var jobPrefix: String?
        /// With a fact that now has this verdict.
        package var verdict: Verdict?
        /// Attempts with smaller numbers: the next page of a listing.
        package var before: Int64?

        package init(
            source: SourceCode? = nil, schemas: [JobSchema] = [], outcomes: [JobOutcome] = [],
            since: Instant? = nil, until: Instant? = nil, complaint: ComplaintCode? = nil,
            jobPrefix: String? = nil, verdict: Verdict? = nil, before: Int64? = nil
        ) {
            self.source = source
            self.schemas = schemas
            self.outcomes = outcomes
            self.since = since
            self.until = until
            self.complaint = complaint
            self.jobPrefix = jobPrefix
            self.verdict = verdict
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
        /// Of a duplicate those of the job that it repeats.
        package let counts: RecordedJob.Counts
        /// The codes of its complaints, each once, in their order.
        package let complaints: [String]
        /// Raw bytes, which need not be UTF-8.
        package let fileName: [UInt8]
        /// Its file's; nil of a deferred job that came due.
        package let inode: Int64?
    }

    /// Attempts, newest first.
    package func jobs(
        _ filter: JobFilter = JobFilter(), limit: Int
    ) throws(LedgerError) -> [JobLine] {
        try read { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT attempt.id, attempt.source, attempt.job_id, attempt.schema, attempt.outcome,
                  attempt.received_at, attempt.recorded_at, told.items, told.items_recorded,
                  (SELECT group_concat(code, ' ') FROM
                    (SELECT DISTINCT code FROM complaint WHERE attempt = told.id ORDER BY code)),
                  attempt.file_name, attempt.inode
                FROM attempt JOIN attempt AS told ON told.id
                  = CASE attempt.outcome WHEN 'duplicate' THEN attempt.same_as ELSE attempt.id END
                WHERE (?1 IS NULL OR attempt.source = (SELECT id FROM source WHERE code = ?1))
                  AND (?2 IS NULL OR instr(?2, ' ' || attempt.schema || ' '))
                  AND (?3 IS NULL OR instr(?3, ' ' || attempt.outcome || ' '))
                  AND (?4 IS NULL OR attempt.received_at >= ?4)
                  AND (?5 IS NULL OR attempt.received_at < ?5)
                  AND (?6 IS NULL OR substr(attempt.job_id, 1, length(?6)) = ?6)
                  AND (?7 IS NULL
                    OR EXISTS (SELECT 1 FROM complaint WHERE attempt = attempt.id AND code = ?7)
                    -- A fact's number holds its job's.
                    OR EXISTS (SELECT 1 FROM verdict
                      WHERE fact BETWEEN attempt.id * 8192 AND attempt.id * 8192 + 8191
                        AND instr(remarks, ?7)))
                  AND (?8 IS NULL OR attempt.id IN
                    (SELECT fact / 8192 FROM verdict WHERE verdict = ?8))
                  AND (?9 IS NULL OR attempt.id < ?9)
                ORDER BY attempt.id DESC LIMIT ?10
                """, filter.source?.text, words(filter.schemas.map(\.rawValue)),
                words(filter.outcomes.map(\.rawValue)), filter.since, filter.until,
                filter.jobPrefix, filter.complaint, filter.verdict, filter.before, limit
            ) { (row) throws(SQLFailure) in
                JobLine(
                    attempt: row.integer(0), source: try session.code(row.integer(1)),
                    jobID: row.optionalID(2), schema: try row.optionalWord(3),
                    outcome: try row.word(4), receivedAt: row.instant(5),
                    recordedAt: row.instant(6),
                    counts: RecordedJob.Counts(
                        sent: Int(row.integer(7)), recorded: Int(row.integer(8))),
                    complaints: (row.optionalText(9) ?? "").split(separator: " ").map(String.init),
                    fileName: row.bytes(10), inode: row.optionalInteger(11))
            }
        }
    }

    /// Words to be found in, each between spaces; nil for none.
    private func words(_ words: [String]) -> String? {
        words.isEmpty ? nil : " \(words.joined(separator: " ")) "
    }
}
