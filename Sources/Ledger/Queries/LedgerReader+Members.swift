package import Programme

/// A fact with all that the ledger knows of it.
package struct FactLine: Hashable, Sendable {
    package let fact: Fact
    package let judgement: Judgement
    /// The attempt that recorded it.
    package let attempt: Int64
    package let recordedAt: Instant
}

/// A person as the ledger knows them.
package struct MemberView: Hashable, Sendable {
    package let state: MemberState
    /// Every fact about the person, in the order in which they were recorded.
    package let facts: [FactLine]
}

extension LedgerReader {
    /// What the ledger holds of a person; nil if no fact is about them.
    package func member(_ nik: NIK) throws(LedgerError) -> MemberView? {
        try read { (session) throws(SQLFailure) in
            guard let row = try session.storedMember(nik) else { return nil }
            let facts = try session.rows(
                """
                SELECT recorded_fact.*, attempt.recorded_at
                FROM recorded_fact JOIN attempt ON attempt.id = recorded_fact.job
                WHERE nik = ? ORDER BY recorded_fact.id
                """, nik
            ) { (row) throws(SQLFailure) in try session.factLine(row) }
            return MemberView(state: try session.state(of: nik, row), facts: facts)
        }
    }

    /// The facts that are held or contradicted, the longest waiting first.
    ///
    /// - Parameters:
    ///   - verdict: `held` or `contradicted`; others wait for nothing.
    ///   - recordedBefore: only those recorded before this moment: with now less `hold_for` days,
    ///     the overdue ones.
    package func waiting(
        _ verdict: Verdict, recordedBefore: Instant? = nil, limit: Int
    ) throws(LedgerError) -> [FactLine] {
        try read { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT recorded_fact.*, attempt.recorded_at
                FROM verdict AS waiting
                  JOIN recorded_fact ON recorded_fact.id = waiting.fact
                  JOIN attempt ON attempt.id = recorded_fact.job
                WHERE waiting.verdict = ?1 AND waiting.waits_for IS NOT NULL
                  AND (?2 IS NULL OR attempt.recorded_at < ?2)
                ORDER BY waiting.fact LIMIT ?3
                """, verdict, recordedBefore, limit
            ) { (row) throws(SQLFailure) in try session.factLine(row) }
        }
    }

    /// Visits every fact in the order in which they were recorded, in flat memory.
    ///
    /// - Parameter moment: only those recorded by then: what was known at that time.
    package func forEachFact(
        knownAt moment: Instant? = nil, _ visit: (FactLine) -> Void
    ) throws(LedgerError) {
        try read { (session) throws(SQLFailure) in
            try session.each(
                """
                SELECT recorded_fact.*, attempt.recorded_at
                FROM recorded_fact JOIN attempt ON attempt.id = recorded_fact.job
                WHERE (?1 IS NULL OR attempt.recorded_at <= ?1)
                ORDER BY recorded_fact.id
                """, moment
            ) { (row) throws(SQLFailure) in visit(try session.factLine(row)) }
        }
    }
}

extension Session {
    /// A row of `recorded_fact.*, attempt.recorded_at`.
    func factLine(_ row: borrowing ResultRow) throws(SQLFailure) -> FactLine {
        let stored = try fact(row)
        guard let judgement = stored.judgement else {
            throw .unexpected("a fact without a verdict")
        }
        return FactLine(
            fact: stored.fact, judgement: judgement, attempt: FactNumber.attempt(of: stored.id),
            recordedAt: row.instant(FactColumn.firstAfter))
    }

    /// The name of the fact with a number.
    func key(of fact: Int64) throws(SQLFailure) -> FactKey {
        let job = try first(
            "SELECT source, job_id FROM attempt WHERE id = ?", FactNumber.attempt(of: fact)
        ) { (row) throws(SQLFailure) in
            (source: try self.code(row.integer(0)), jobID: row.id(1, as: JobID.self))
        }
        guard let job else { throw .unexpected("a fact of no job") }
        return FactKey(
            source: job.source, jobID: job.jobID, position: FactNumber.position(of: fact))
    }

    fileprivate func state(of nik: NIK, _ row: MemberRow) throws(SQLFailure) -> MemberState {
        var reached: [Stage: [MemberState.Span]] = [:]
        for (stage, column) in zip(MemberRow.columnStages, row.reached) {
            guard let column else { continue }
            reached[stage] = [MemberState.Span(from: column.on, by: try key(of: column.by))]
        }
        for span in row.spans {
            reached[span.stage, default: []].append(
                MemberState.Span(from: span.from, until: span.until, by: try key(of: span.by)))
        }
        var registration: FactKey?
        if let fact = row.registration { registration = try key(of: fact) }
        return MemberState(
            nik: nik, registration: registration, details: row.details, reached: reached,
            workers: row.workers)
    }
}
