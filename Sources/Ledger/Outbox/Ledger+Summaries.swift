internal import Programme

/// What is counted and not told by itself is told in a summary, one a source and period. The
/// counts are written in the transaction of what they count, so that a crash loses none; a summary
/// whose period is over is told with the next batch, or by ``Ledger/announceSummaries(under:all:)``
/// when none comes.
extension Ledger {
    /// Announces, in one transaction, the summaries whose period is over.
    ///
    /// - Parameters:
    ///   - rules: how long a period is.
    ///   - all: also those whose period is not over: before a stop.
    /// - Returns: how many were announced.
    /// - Throws: see ``LedgerError/nextStep``.
    @discardableResult
    package func announceSummaries(
        under rules: NoticeRules, all: Bool = false
    ) throws(LedgerError) -> Int {
        let now = options.clock()
        return try transaction { (session) throws(SQLFailure) in
            let due =
                try all ? session.openSummaries() : session.summariesDue(at: now, under: rules)
            guard !due.isEmpty else { return 0 }
            var numbers = try NoticeNumbers(session, at: now)
            for summary in due { try session.tell(summary, &numbers) }
            try numbers.finish()
            return due.count
        }.get(orThrow: path)
    }

    /// In how many seconds the next summary is to be announced: 0 if one is due, nil if nothing
    /// is counted.
    ///
    /// - Throws: see ``LedgerError/nextStep``.
    package func secondsToNextSummary(under rules: NoticeRules) throws(LedgerError) -> Int64? {
        let now = options.clock()
        return try write { (session) throws(SQLFailure) in
            guard let oldest = try session.openSummaries().map(\.since).min() else { return nil }
            guard oldest <= now else { return 0 }
            let age = (now.nanoseconds - oldest.nanoseconds) / 1_000_000_000
            return max(0, rules.summaryPeriod - age)
        }
    }
}

/// A summary that is not told yet.
struct OpenSummary {
    let id: Int64
    let since: Instant
    let lastAttempt: Int64
}

extension Session {
    /// Those that still count, at most one a source.
    func openSummaries() throws(SQLFailure) -> [OpenSummary] {
        try rows("SELECT id, since, last_attempt FROM summary WHERE notice IS NULL ORDER BY id") {
            (row) throws(SQLFailure) in
            OpenSummary(
                id: row.integer(0), since: row.instant(1), lastAttempt: row.integer(2))
        }
    }

    /// Those whose period is over; or was to begin later, for then the clock was set back.
    func summariesDue(
        at now: Instant, under rules: NoticeRules
    ) throws(SQLFailure) -> [OpenSummary] {
        let start = now.adding(seconds: -rules.summaryPeriod)
        return try openSummaries().filter { $0.since <= start || now < $0.since }
    }

    /// Puts a summary's notice in the outbox, and closes it.
    func tell(_ summary: OpenSummary, _ numbers: inout NoticeNumbers) throws(SQLFailure) {
        let notice = try numbers.announce(summaryUpTo: summary.lastAttempt)
        try run("UPDATE summary SET notice = ? WHERE id = ?", notice, summary.id)
    }
}
