package import Programme

/// The whole story of a fact: received, recorded, judged, judged again and because of what.
package struct FactHistory: Hashable, Sendable {
    package let line: FactLine
    package let receivedAt: Instant
    /// In the order in which they happened. The first verdict is none of them: it is the first
    /// change's `was`, or without changes the present one.
    package let changes: [Change]
    /// When it was announced that it is held for too long; nil if it never was.
    package let overdue: Overdue?

    package struct Overdue: Hashable, Sendable {
        package let at: Instant
        /// The notice's number.
        package let notice: Int64
    }

    package struct Change: Hashable, Sendable {
        package let was: Verdict
        package let became: Verdict
        /// In words without personal data.
        package let wasWaitingFor: String?
        package let waitsFor: String?
        package let at: Instant
        /// The job because of which it changed: one of the batch that touched the same person,
        /// class or application.
        package let becauseOf: Int64
        package let source: SourceCode
        package let jobID: JobID?
    }
}

/// Work from or by who is not part of the programme, and which file told of it.
package struct UnaffiliatedRecord: Hashable, Sendable {
    package let activity: UnaffiliatedActivity
    package let attempt: Int64
    package let source: SourceCode
    package let jobID: JobID?
    package let receivedAt: Instant
    /// The delivery whose bytes this one's are, if the same file came before.
    package let firstAttempt: Int64
}

extension LedgerReader {
    /// The story of a fact; nil if there is none with that name.
    package func history(of key: FactKey) throws(LedgerError) -> FactHistory? {
        try read { (session) throws(SQLFailure) in
            guard let attempt = try session.attempt(recording: key.source, key.jobID) else {
                return nil
            }
            let number = FactNumber.of(position: key.position, in: attempt)
            return try session.histories(of: number...number).first
        }
    }

    /// What is known of work outside the programme, in the order in which it was reported.
    package func unaffiliated() throws(LedgerError) -> [UnaffiliatedRecord] {
        let moment = known?.at
        return try read { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT role, code, place, day, people, attempt.id, source, job_id, received_at,
                  coalesce(document, attempt.id)
                FROM unaffiliated JOIN attempt ON attempt.id = unaffiliated.attempt
                WHERE ?1 IS NULL OR recorded_at <= ?1 ORDER BY unaffiliated.id
                """, moment
            ) { (row) throws(SQLFailure) in
                UnaffiliatedRecord(
                    activity: UnaffiliatedActivity(
                        role: try row.word(0), code: row.id(1),
                        place: row.optionalInteger(2).map { RegionCode(unchecked: $0) },
                        day: row.optionalDay(3), people: Int(row.integer(4))),
                    attempt: row.integer(5), source: try session.code(row.integer(6)),
                    jobID: row.optionalID(7), receivedAt: row.instant(8),
                    firstAttempt: row.integer(9))
            }
        }
    }
}

extension Session {
    /// The stories of the facts with these numbers, in their order.
    func histories(of numbers: ClosedRange<Int64>) throws(SQLFailure) -> [FactHistory] {
        try rows(
            """
            SELECT recorded_fact.*, attempt.recorded_at, attempt.received_at, announced_at, notice
            FROM recorded_fact JOIN attempt ON attempt.id = recorded_fact.job
              LEFT JOIN overdue ON overdue.fact = recorded_fact.id
            WHERE recorded_fact.id BETWEEN ? AND ? ORDER BY recorded_fact.id
            """, numbers.lowerBound, numbers.upperBound
        ) { (row) throws(SQLFailure) in
            let line = try self.factLine(row)
            let number = FactNumber.of(position: line.fact.key.position, in: line.attempt)
            return FactHistory(
                line: line, receivedAt: row.instant(FactColumn.firstAfter + 1),
                changes: try self.changes(of: number),
                overdue: row.optionalInteger(FactColumn.firstAfter + 3).map { notice in
                    FactHistory.Overdue(
                        at: row.instant(FactColumn.firstAfter + 2), notice: notice)
                })
        }
    }

    private func changes(of fact: Int64) throws(SQLFailure) -> [FactHistory.Change] {
        try rows(
            """
            SELECT was, became, was_waiting_for, waits_for, recorded_at, because_of, source, job_id
            FROM verdict_change JOIN attempt ON attempt.id = because_of
            WHERE fact = ? ORDER BY verdict_change.id
            """, fact
        ) { (row) throws(SQLFailure) in
            FactHistory.Change(
                was: try row.word(0), became: try row.word(1), wasWaitingFor: row.optionalText(2),
                waitsFor: row.optionalText(3), at: row.instant(4), becauseOf: row.integer(5),
                source: try self.code(row.integer(6)), jobID: row.optionalID(7))
        }
    }
}
