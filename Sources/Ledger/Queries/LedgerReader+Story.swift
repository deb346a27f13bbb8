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
            return JobStory(deliveries: deliveries, facts: facts)
        }
    }
}

extension Session {
    fileprivate func delivery(_ attempt: Int64) throws(SQLFailure) -> JobStory.Delivery? {
        guard let report = try report(of: attempt) else { return nil }
        return try first("SELECT recorded_at, sha256 FROM attempt WHERE id = ?", attempt) {
            (row) throws(SQLFailure) in
            JobStory.Delivery(
                report: report, recordedAt: row.instant(0), sha256: row.bytes(1))
        }
    }
}
