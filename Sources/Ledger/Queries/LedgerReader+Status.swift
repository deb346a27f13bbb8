package import Programme

/// What the ledger has to say to who asks how things stand.
package struct LedgerStatus: Hashable, Sendable {
    /// Deliveries by outcome.
    package let outcomes: [SourceCode: [JobOutcome: Int]]
    /// Facts that wait: `held` and `contradicted`.
    package let waiting: [SourceCode: [Verdict: Int]]
    /// Of the held facts those that an operator holds back.
    package let heldByOperators: [SourceCode: Int]
    package let notices: NoticeCount
    /// Attempts recorded from a moment on.
    package let recent: Int64
    /// What the retention has removed since the ledger was made, by kind; none that it has not.
    package let removals: [RemovalTotal]
}

/// How much of one kind the retention has removed, and how far it is.
package struct RemovalTotal: Hashable, Sendable {
    package let what: Removal
    package let rows: Int64
    /// Of documents.
    package let bytes: Int64
    /// When the last was recorded that it is done with.
    package let before: Instant
    /// The last day on which it went on, in Jakarta.
    package let on: Day
}

/// How far the notices are.
package struct NoticeCount: Hashable, Sendable {
    /// The number of the last one; 0 before the first.
    package let last: Int64
    /// The journal has been sent all up to this number, as far as that is written down.
    package let sent: Int64

    package var unsent: Int64 { max(0, last - sent) }
}

extension LedgerReader {
    /// How things stand, from one snapshot.
    ///
    /// - Parameter moment: from when on an attempt counts as recent.
    package func status(recentSince moment: Instant) throws(LedgerError) -> LedgerStatus {
        try read { (session) throws(SQLFailure) in
            var outcomes: [SourceCode: [JobOutcome: Int]] = [:]
            _ = try session.rows("SELECT source, outcome, count(*) FROM attempt GROUP BY 1, 2") {
                (row) throws(SQLFailure) in
                outcomes[try session.code(row.integer(0)), default: [:]][try row.word(1)] =
                    Int(row.integer(2))
            }
            var waiting: [SourceCode: [Verdict: Int]] = [:]
            var heldByOperators: [SourceCode: Int] = [:]
            try session.each(
                """
                SELECT attempt.source, verdict.verdict, count(*),
                  sum(verdict.verdict = 'held' AND verdict.waits_for = 'decision')
                FROM verdict JOIN fact ON fact.id = verdict.fact
                  JOIN attempt ON attempt.id = fact.job
                WHERE verdict.waits_for IS NOT NULL GROUP BY 1, 2
                """
            ) { (row) throws(SQLFailure) in
                let source = try session.code(row.integer(0))
                waiting[source, default: [:]][try row.word(1)] = Int(row.integer(2))
                if row.integer(3) > 0 { heldByOperators[source] = Int(row.integer(3)) }
            }
            return LedgerStatus(
                outcomes: outcomes, waiting: waiting, heldByOperators: heldByOperators,
                notices: try session.noticeCount(),
                recent: try session.attempts(since: moment),
                removals: try session.removalTotals())
        }
    }

    /// How far the notices are.
    package func noticeCount() throws(LedgerError) -> NoticeCount {
        try read { (session) throws(SQLFailure) in try session.noticeCount() }
    }
}

extension Session {
    func removalTotals() throws(SQLFailure) -> [RemovalTotal] {
        try rows(
            """
            SELECT what, sum(removed), sum(bytes), max(before), max(day) FROM removal
            GROUP BY what ORDER BY what
            """
        ) { (row) throws(SQLFailure) in
            RemovalTotal(
                what: try row.word(0), rows: row.integer(1), bytes: row.integer(2),
                before: row.instant(3), on: row.day(4))
        }
    }

    /// How many attempts were recorded from a moment on. Numbers have no gaps and grow with the
    /// clock, so that halving finds the first without reading them all.
    func attempts(since moment: Instant) throws(SQLFailure) -> Int64 {
        let last = try lastAttempt()
        var (before, after) = (Int64(0), last + 1)
        while after - before > 1 {
            let middle = before + (after - before) / 2
            let recordedAt = try first("SELECT recorded_at FROM attempt WHERE id = ?", middle) {
                (row) throws(SQLFailure) in row.instant(0)
            }
            if let recordedAt, recordedAt < moment { before = middle } else { after = middle }
        }
        return last - before
    }

    func noticeCount() throws(SQLFailure) -> NoticeCount {
        try first(
            """
            SELECT (SELECT next_notice - 1 FROM counter),
              coalesce((SELECT up_to FROM sent ORDER BY id DESC LIMIT 1), 0)
            """
        ) { (row) throws(SQLFailure) in NoticeCount(last: row.integer(0), sent: row.integer(1)) }
            ?? NoticeCount(last: 0, sent: 0)
    }
}
