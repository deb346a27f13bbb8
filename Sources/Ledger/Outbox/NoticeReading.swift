internal import Programme

extension Session {
    /// The notices after a number, in their order.
    func notices(after seq: Int64, limit: Int) throws(SQLFailure) -> [Notice] {
        let rows = try rows(
            """
            SELECT seq, kind, attempt, change FROM notice WHERE seq > ? ORDER BY seq LIMIT ?
            """, seq, limit
        ) { (row) throws(SQLFailure) in
            (
                seq: row.integer(0), kind: row.text(1), attempt: row.integer(2),
                change: row.optionalInteger(3)
            )
        }
        var notices: [Notice] = []
        for row in rows {
            let job = try jobNotice(row.attempt)
            var recordedAt = job.recordedAt
            let event: Notice.Event
            switch (row.kind, row.change) {
            case (_, let change?): event = .verdictChanged(try verdictNotice(change))
            case ("set_aside", nil): event = .setAside(job.notice)
            case ("overdue", nil):
                let overdue = try overdue(toldBy: row.seq)
                recordedAt = overdue.announcedAt
                event = .overdue(job.notice, facts: overdue.facts)
            default: event = .job(job.notice)
            }
            notices.append(Notice(seq: row.seq, recordedAt: recordedAt, event: event))
        }
        return notices
    }

    private func jobNotice(
        _ attempt: Int64
    ) throws(SQLFailure) -> (recordedAt: Instant, notice: Notice.JobNotice) {
        let found = try first(
            """
            SELECT recorded_at, source, job_id, schema, outcome, complaints, items,
              items_recorded, file_name
            FROM attempt WHERE id = ?
            """, attempt
        ) { (row) throws(SQLFailure) in
            let notice = Notice.JobNotice(
                attempt: attempt, source: try self.code(row.integer(1)), jobID: row.optionalID(2),
                schema: try row.optionalWord(3), outcome: try row.word(4),
                codes: row.integer(5) == 0 ? [] : try self.codes(of: attempt),
                counts: RecordedJob.Counts(
                    sent: Int(row.integer(6)), recorded: Int(row.integer(7))),
                fileName: row.bytes(8))
            return (recordedAt: row.instant(0), notice: notice)
        }
        guard let found else { throw .unexpected("a notice of no attempt") }
        return found
    }

    private func codes(of attempt: Int64) throws(SQLFailure) -> [ComplaintCode] {
        try rows(
            "SELECT code FROM complaint WHERE attempt = ? GROUP BY code ORDER BY min(number)",
            attempt
        ) { (row) throws(SQLFailure) in try row.word(0) }
    }

    private func verdictNotice(_ change: Int64) throws(SQLFailure) -> Notice.VerdictNotice {
        let found = try first(
            """
            SELECT attempt.source, attempt.job_id, fact.position, fact.item_id, was, became,
              waits_for, because_of
            FROM verdict_change JOIN fact ON fact.id = verdict_change.fact
              JOIN attempt ON attempt.id = fact.job
            WHERE verdict_change.id = ?
            """, change
        ) { (row) throws(SQLFailure) in
            Notice.VerdictNotice(
                fact: FactKey(
                    source: try self.code(row.integer(0)), jobID: row.id(1),
                    position: Int(row.integer(2))),
                itemID: row.optionalID(3), was: try row.word(4), became: try row.word(5),
                waitsFor: row.optionalText(6), becauseOf: row.integer(7))
        }
        guard let found else { throw .unexpected("a notice of no change") }
        return found
    }
}
