internal import Programme

extension Session {
    /// The notices after a number, in their order.
    ///
    /// Nearly all are about a delivery, which is read in the same row: a statement for each would
    /// cost more than all the rest.
    func notices(after seq: Int64, limit: Int) throws(SQLFailure) -> [Notice] {
        let rows = try rows(
            """
            SELECT seq, kind, change, position, more, notice.recorded_at,
              attempt.id, source, job_id, schema, outcome, complaints, items, items_recorded,
              file_name
            FROM notice LEFT JOIN attempt ON attempt.id = notice.attempt
            WHERE seq > ? ORDER BY seq LIMIT ?
            """, seq, limit
        ) { (row) throws(SQLFailure) in
            NoticeRow(
                seq: row.integer(0), kind: row.text(1), change: row.optionalInteger(2),
                position: row.optionalInteger(3), more: row.optionalInteger(4),
                recordedAt: row.instant(5),
                job: row.isNull(6) ? nil : try self.jobNotice(row, from: 6))
        }
        var notices: [Notice] = []
        for row in rows {
            notices.append(
                Notice(seq: row.seq, recordedAt: row.recordedAt, event: try event(row)))
        }
        return notices
    }

    private func event(_ row: NoticeRow) throws(SQLFailure) -> Notice.Event {
        if row.kind == "summary" { return .summary(try summary(toldBy: row.seq)) }
        if let change = row.change { return .verdictChanged(try verdictNotice(change)) }
        guard let job = row.job else { throw .unexpected("a notice of no attempt") }
        if let position = row.position {
            return .itemRefused(job, try itemNotice(Int(position), of: job.attempt))
        }
        if let more = row.more { return .moreItemsRefused(job, count: Int(more)) }
        return switch row.kind {
        case "set_aside": .setAside(job)
        case "overdue": .overdue(job, facts: try overdueFacts(toldBy: row.seq))
        default: .job(job)
        }
    }

    /// A delivery, in a row's columns from this one on.
    private func jobNotice(
        _ row: borrowing ResultRow, from first: Int32
    ) throws(SQLFailure) -> Notice.JobNotice {
        let attempt = row.integer(first)
        let schema: JobSchema? = try row.optionalWord(first + 3)
        return Notice.JobNotice(
            attempt: attempt, source: try code(row.integer(first + 1)),
            jobID: row.optionalID(first + 2), schema: schema, outcome: try row.word(first + 4),
            codes: row.integer(first + 5) == 0 ? [] : try codes(of: attempt),
            counts: RecordedJob.Counts(
                sent: Int(row.integer(first + 6)), recorded: Int(row.integer(first + 7))),
            fileName: row.bytes(first + 8),
            revealed: schema == .operatorCommand ? try revealed(by: attempt) : nil)
    }

    private func codes(of attempt: Int64) throws(SQLFailure) -> [ComplaintCode] {
        try rows(
            "SELECT code FROM complaint WHERE attempt = ? GROUP BY code ORDER BY min(number)",
            attempt
        ) { (row) throws(SQLFailure) in try row.word(0) }
    }

    private func itemNotice(
        _ position: Int, of attempt: Int64
    ) throws(SQLFailure) -> Notice.ItemNotice {
        let itemID = try first(
            "SELECT item_id FROM item WHERE attempt = ? AND position = ?", attempt, position
        ) { (row) throws(SQLFailure) -> ItemID? in row.optionalID(0) }
        let codes = try rows(
            """
            SELECT code FROM complaint WHERE attempt = ? AND position = ?
            GROUP BY code ORDER BY min(number)
            """, attempt, position
        ) { (row) throws(SQLFailure) -> ComplaintCode in try row.word(0) }
        return Notice.ItemNotice(position: position, itemID: itemID ?? nil, codes: codes)
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

/// A row of the outbox.
private struct NoticeRow {
    let seq: Int64
    let kind: String
    let change: Int64?
    let position: Int64?
    let more: Int64?
    let recordedAt: Instant
    /// Of a notice about a delivery.
    let job: Notice.JobNotice?
}
