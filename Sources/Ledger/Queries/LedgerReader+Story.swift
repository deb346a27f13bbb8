package import Programme

/// All that happened under a job's id: every delivery, and every recorded item's story.
package struct JobStory: Hashable, Sendable {
    /// A file that came under the id, or a deferred job come due.
    package struct Delivery: Hashable, Sendable {
        /// What the intake check said; of a duplicate the report of the job that it repeats.
        package let report: RecordedJob
        package let recordedAt: Instant
        /// 32 bytes; empty of a file that was never opened.
        package let sha256: [UInt8]

        package init(report: RecordedJob, recordedAt: Instant, sha256: [UInt8]) {
            self.report = report
            self.recordedAt = recordedAt
            self.sha256 = sha256
        }
    }

    /// Oldest first; at least one.
    package let deliveries: [Delivery]
    /// The facts of the delivery that was recorded, by their position; `FactKey.header` is the
    /// class header's. Empty if none was.
    package let facts: [Int: FactHistory]
    /// What the retention has removed of it.
    package let removals: [JobRemoval]
}

/// What the retention has removed of a job, and when.
package struct JobRemoval: Hashable, Sendable {
    package let what: Removal
    /// The delivery; nil of changes of verdicts, which may be of any.
    package let attempt: Int64?
    /// On which day in Jakarta; the last one of changes.
    package let on: Day
    /// Of changes: those before this moment.
    package let before: Instant?
}

extension LedgerReader {
    /// The story of a job from one moment's state; nil if nothing came under that id.
    package func story(
        of source: SourceCode, _ jobID: JobID
    ) throws(LedgerError) -> JobStory? {
        try read { (session) throws(SQLFailure) in
            var deliveries: [JobStory.Delivery] = []
            for attempt in try session.attempts(of: source, jobID) {
                if let delivery = try session.delivery(attempt) { deliveries.append(delivery) }
            }
            guard !deliveries.isEmpty else { return nil }
            var facts: [Int: FactHistory] = [:]
            if let recorded = try session.attempt(recording: source, jobID) {
                for history in try session.histories(of: FactNumber.all(of: recorded)) {
                    facts[history.line.fact.key.position] = history
                }
            }
            return JobStory(
                deliveries: deliveries, facts: facts, removals: try session.removals(of: deliveries)
            )
        }
    }
}

extension Session {
    fileprivate func removals(
        of deliveries: [JobStory.Delivery]
    ) throws(SQLFailure) -> [JobRemoval] {
        var removals: [JobRemoval] = []
        for delivery in deliveries {
            let number = delivery.report.attempt
            let hadBytes = try first(
                """
                SELECT 1 FROM attempt JOIN document ON document.id = attempt.document
                WHERE attempt.id = ? AND bytes IS NULL
                """, number
            ) { (_) throws(SQLFailure) in true }
            if hadBytes == true, let day = try day(of: .documents, number) {
                removals.append(
                    JobRemoval(what: .documents, attempt: number, on: day, before: nil))
            }
            let isJob = delivery.report.outcome.usesUpID
            if !isJob, delivery.report.outcome != .duplicate,
                let day = try day(of: .deliveries, number)
            {
                removals.append(
                    JobRemoval(what: .deliveries, attempt: number, on: day, before: nil))
            }
            if isJob, let (day, before) = try lastRemoval(.verdicts),
                delivery.recordedAt < before
            {
                removals.append(
                    JobRemoval(what: .verdicts, attempt: nil, on: day, before: before))
            }
        }
        return removals
    }

    /// The day on which the retention was done with a number; nil if it was not yet.
    private func day(of what: Removal, _ number: Int64) throws(SQLFailure) -> Day? {
        try first(
            "SELECT day FROM removal WHERE what = ? AND up_to >= ? ORDER BY up_to LIMIT 1", what,
            number
        ) { (row) throws(SQLFailure) in row.day(0) }
    }

    private func lastRemoval(_ what: Removal) throws(SQLFailure) -> (Day, Instant)? {
        try first(
            """
            SELECT day, (SELECT max(before) FROM removal WHERE what = ?1)
            FROM removal WHERE what = ?1 ORDER BY up_to DESC LIMIT 1
            """, what
        ) { (row) throws(SQLFailure) in (row.day(0), row.instant(1)) }
    }

    fileprivate func delivery(_ attempt: Int64) throws(SQLFailure) -> JobStory.Delivery? {
        guard let report = try report(of: attempt) else { return nil }
        return try first("SELECT recorded_at, sha256 FROM attempt WHERE id = ?", attempt) {
            (row) throws(SQLFailure) in
            JobStory.Delivery(
                report: report, recordedAt: row.instant(0), sha256: row.bytes(1))
        }
    }
}
