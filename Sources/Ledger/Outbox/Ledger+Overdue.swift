package import Programme

/// A job with facts that have been held for too long, and of which that was not announced yet.
package struct OverdueJob: Hashable, Sendable {
    /// What the ledger holds of the job now.
    package let report: RecordedJob
    /// 32 bytes.
    package let sha256: [UInt8]
    /// Since when each overdue fact is held, by its position; ``FactKey/header`` is the class
    /// header's.
    package let heldSince: [Int: Instant]
}

extension Ledger {
    /// Jobs with facts that were held already at a moment and of which that was not announced, in
    /// the order of recording. A fact is held since it was recorded, or since a later job took
    /// away what it stood on; what else it waits for meanwhile makes no difference. What an operator
    /// holds back is nobody's delay, and is held from when it is let go.
    ///
    /// - Parameters:
    ///   - moment: now less `hold_for`.
    ///   - attempt: only jobs recorded after this one: the next page. 0 for the first.
    ///   - limit: how many jobs at most; fewer where jobs have several such facts.
    /// - Throws: see ``LedgerError/nextStep``.
    package func overdue(
        heldBefore moment: Instant, after attempt: Int64, limit: Int
    ) throws(LedgerError) -> [OverdueJob] {
        try write { (session) throws(SQLFailure) in
            let jobs = try session.rows(
                "SELECT job FROM held_untold WHERE fact >= ? AND since < ? ORDER BY fact LIMIT ?",
                FactNumber.all(of: attempt + 1).lowerBound, moment, limit
            ) { (row) throws(SQLFailure) in row.integer(0) }
            var overdue: [OverdueJob] = []
            for job in jobs where job != overdue.last?.report.attempt {
                if let one = try session.overdue(job, heldBefore: moment) { overdue.append(one) }
            }
            return overdue
        }
    }

    /// Announces that facts are overdue, a notice a job, in one transaction with the record of it.
    /// What was announced before, or is not held any more, is passed over.
    ///
    /// - Returns: how many facts were announced.
    /// - Throws: see ``LedgerError/nextStep``.
    @discardableResult
    package func announce(overdue jobs: [OverdueJob]) throws(LedgerError) -> Int {
        let now = options.clock()
        return try transaction { (session) throws(SQLFailure) in
            var notices = try NoticeNumbers(session, at: now)
            var count = 0
            for job in jobs { count += try session.announce(job, at: now, &notices) }
            try notices.finish()
            return count
        }.get(orThrow: path)
    }

    /// Since when the fact is held that becomes overdue next; nil if there is none to announce.
    ///
    /// - Throws: see ``LedgerError/nextStep``.
    package func longestHeld() throws(LedgerError) -> Instant? {
        try write { (session) throws(SQLFailure) in
            try session.first("SELECT since FROM held_untold ORDER BY since LIMIT 1") {
                (row) throws(SQLFailure) in row.instant(0)
            }
        }
    }
}

extension Session {
    fileprivate func overdue(
        _ job: Int64, heldBefore moment: Instant
    ) throws(SQLFailure) -> OverdueJob? {
        guard let report = try report(of: job) else { return nil }
        let numbers = FactNumber.all(of: job)
        var heldSince: [Int: Instant] = [:]
        try each(
            "SELECT fact, since FROM held_untold WHERE fact BETWEEN ? AND ? AND since < ?",
            numbers.lowerBound, numbers.upperBound, moment
        ) { (row) throws(SQLFailure) in
            heldSince[FactNumber.position(of: row.integer(0))] = row.instant(1)
        }
        let sha256 = try first("SELECT sha256 FROM attempt WHERE id = ?", job) {
            (row) throws(SQLFailure) in row.bytes(0)
        }
        return OverdueJob(report: report, sha256: sha256 ?? [], heldSince: heldSince)
    }

    /// - Returns: how many of the job's facts were announced.
    fileprivate func announce(
        _ job: OverdueJob, at now: Instant, _ notices: inout NoticeNumbers
    ) throws(SQLFailure) -> Int {
        var facts: [Int64] = []
        for position in job.heldSince.keys.sorted() {
            let fact = FactNumber.of(position: position, in: job.report.attempt)
            let isUntold = try first("SELECT 1 FROM held_untold WHERE fact = ?", fact) {
                (_) throws(SQLFailure) in true
            }
            if isUntold == true { facts.append(fact) }
        }
        guard !facts.isEmpty else { return 0 }
        let notice = try notices.announce(overdueOf: job.report.attempt)
        for fact in facts {
            try run("INSERT INTO overdue VALUES (?, ?, ?)", fact, notice, now)
        }
        return facts.count
    }

    /// Of how many facts a notice told.
    func overdueFacts(toldBy notice: Int64) throws(SQLFailure) -> Int {
        try first("SELECT count(*) FROM overdue WHERE notice = ?", notice) {
            (row) throws(SQLFailure) in Int(row.integer(0))
        } ?? 0
    }
}
