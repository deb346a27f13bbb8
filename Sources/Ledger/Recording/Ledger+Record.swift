package import Programme

extension Ledger {
    /// Records a batch of jobs in one transaction: attempts, bytes, facts, folded states, verdicts,
    /// notices. Durable when it returns; the files may then be settled.
    ///
    /// For each job in turn: a file recorded before is a leftover, nothing is written; an id that
    /// is used up makes a duplicate or a conflict; else it is as the intake check says. The facts
    /// are folded once for the batch.
    ///
    /// On an error nothing of the batch is recorded, save when it had to be taken one by one; what
    /// was recorded then is recognised as a leftover when the batch comes again. A job that fails
    /// alone, through a fault of ours, is set aside: an attempt of outcome `unreadable` with a CRIT
    /// notice, its id not used up.
    ///
    /// - Parameters:
    ///   - rules: the same registry and configuration that the intake check had.
    ///   - telling: what gets a notice of its own, and what is counted in a summary.
    /// - Returns: one for each job, in the batch's order.
    /// - Throws: see ``LedgerError/nextStep``: the same batch again later, or stop.
    package func record(
        _ batch: [ReceivedJob], under rules: Rules, telling: NoticeRules = NoticeRules()
    ) throws(LedgerError) -> [RecordedJob] {
        guard !batch.isEmpty else { return [] }
        switch recordTogether(batch, under: rules, telling) {
        case .success(let reports): return reports
        case .failure(let failure):
            if let error = failure.environmentError(path: path) { throw error }
        }
        var reports: [RecordedJob] = []
        for job in batch { reports.append(try recordAlone(job, under: rules, telling)) }
        return reports
    }

    /// The whole batch or nothing.
    private func recordTogether(
        _ batch: [ReceivedJob], under rules: Rules, _ telling: NoticeRules
    ) -> Result<[RecordedJob], SQLFailure> {
        inBatchTransaction(under: rules, telling) { (recording) throws(SQLFailure) in
            for job in batch { try recording.add(job) }
        }
    }

    /// One job of a batch that failed; set aside if it fails alone.
    private func recordAlone(
        _ job: ReceivedJob, under rules: Rules, _ telling: NoticeRules
    ) throws(LedgerError) -> RecordedJob {
        let alone = recordTogether([job], under: rules, telling)
        guard case .failure(let failure) = alone, failure.environmentError(path: path) == nil else {
            return try only(alone)
        }
        // If even this fails there is nothing left to try: stop.
        return try only(
            inBatchTransaction(under: rules, telling) { (recording) throws(SQLFailure) in
                try recording.setAside(job, because: failure)
            })
    }

    private func only(
        _ result: Result<[RecordedJob], SQLFailure>
    ) throws(LedgerError) -> RecordedJob {
        guard let report = try result.get(orThrow: path).first else {
            throw .mustStop(path: path, reason: "a recorded job has no report")
        }
        return report
    }

    private func inBatchTransaction(
        under rules: Rules, _ telling: NoticeRules,
        _ fill: (inout BatchRecording) throws(SQLFailure) -> Void
    ) -> Result<[RecordedJob], SQLFailure> {
        let sent = pendingSentMark
        let result = transaction(logMayWait: true) { (session) throws(SQLFailure) in
            var recording = try BatchRecording(
                session, under: rules, telling: telling, at: self.options.clock())
            try fill(&recording)
            let reports = try recording.finish()
            if let sent { try session.write(sent) }
            return reports
        }
        if case .success = result, let sent { forget(sent) }
        return result
    }
}
