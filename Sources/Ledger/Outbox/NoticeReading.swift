internal import Programme

extension Session {
    /// The notices after a number, in their order.
    func notices(after seq: Int64, limit: Int) throws(SQLFailure) -> [Notice] {
        let rows = try rows(
            """
            SELECT seq, kind, attempt, change, position, more, recorded_at
            FROM notice WHERE seq > ? ORDER BY seq LIMIT ?
            """, seq, limit
        ) { (row) throws(SQLFailure) in
            NoticeRow(
                seq: row.integer(0), kind: row.text(1), attempt: row.integer(2),
                change: row.optionalInteger(3), position: row.optionalInteger(4),
                more: row.optionalInteger(5), recordedAt: row.instant(6))
        }
        var notices: [Notice] = []
        for row in rows {
            notices.append(
                Notice(seq: row.seq, recordedAt: row.recordedAt, event: try event(row)))
        }
        return notices
    }

    private func event(_ row: NoticeRow) throws(SQLFailure) -> Notice.Event {
        switch (row.kind, row.change, row.position, row.more) {
        case ("summary", _, _, _): .summary(try summary(toldBy: row.seq))
        case (_, let change?, _, _): .verdictChanged(try verdictNotice(change))
        case (_, _, let position?, _):
            .itemRefused(
                try jobNotice(row.attempt), try itemNotice(Int(position), of: row.attempt))
        case (_, _, _, let more?):
            .moreItemsRefused(try jobNotice(row.attempt), count: Int(more))
        case ("set_aside", _, _, _): .setAside(try jobNotice(row.attempt))
        case ("overdue", _, _, _):
            .overdue(try jobNotice(row.attempt), facts: try overdueFacts(toldBy: row.seq))
        default: .job(try jobNotice(row.attempt))
        }
    }

    private func jobNotice(
        _ attempt: Int64
    ) throws(SQLFailure) -> Notice.JobNotice {
        let found = try first(
            """
            SELECT source, job_id, schema, outcome, complaints, items,
              items_recorded, file_name
            FROM attempt WHERE id = ?
            """, attempt
        ) { (row) throws(SQLFailure) in
            Notice.JobNotice(
                attempt: attempt, source: try self.code(row.integer(0)), jobID: row.optionalID(1),
                schema: try row.optionalWord(2), outcome: try row.word(3),
                codes: row.integer(4) == 0 ? [] : try self.codes(of: attempt),
                counts: RecordedJob.Counts(
                    sent: Int(row.integer(5)), recorded: Int(row.integer(6))),
                fileName: row.bytes(7))
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
    let attempt: Int64
    let change: Int64?
    let position: Int64?
    let more: Int64?
    let recordedAt: Instant
}
