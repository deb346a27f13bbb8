internal import Programme

/// The verdict that each fact has now, and its history.
extension Session {
    func insert(_ judgement: Judgement, of fact: Int64) throws(SQLFailure) {
        guard judgement.waitsFor != nil || !judgement.remarks.isEmpty else {
            return try run(
                "INSERT INTO verdict (fact, verdict) VALUES (?, ?)", fact, judgement.verdict)
        }
        let columns = JudgementColumns(judgement)
        try run(
            """
            INSERT INTO verdict
              (verdict, remarks, waits_for, stage, organisation, local_id, item_id, event, fact)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            columns.verdict, columns.remarks, columns.waitsFor, columns.stage,
            try optionalNumber(of: columns.organisation), columns.localID, columns.itemID,
            columns.event, fact)
    }

    func update(_ judgement: Judgement, of fact: Int64) throws(SQLFailure) {
        let columns = JudgementColumns(judgement)
        try run(
            """
            UPDATE verdict SET verdict = ?, remarks = ?, waits_for = ?, stage = ?,
              organisation = ?, local_id = ?, item_id = ?, event = ?
            WHERE fact = ?
            """,
            columns.verdict, columns.remarks, columns.waitsFor, columns.stage,
            try optionalNumber(of: columns.organisation), columns.localID, columns.itemID,
            columns.event, fact)
    }

    /// - Returns: the change's number in the history.
    func insertChange(
        of fact: Int64, from old: Judgement, to new: Judgement, because attempt: Int64
    ) throws(SQLFailure) -> Int64 {
        try run(
            """
            INSERT INTO verdict_change (fact, was, became, was_waiting_for, waits_for, because_of)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            fact, old.verdict, new.verdict, old.waitsFor?.description, new.waitsFor?.description,
            attempt)
        return lastInsertedRow
    }

    /// The number of an organisation, where there is one.
    func optionalNumber(of code: SourceCode?) throws(SQLFailure) -> Int64? {
        guard let code else { return nil }
        return try number(of: code)
    }
}
