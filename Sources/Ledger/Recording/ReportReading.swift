internal import Programme

/// Reading an attempt's report back, as a receipt or a listing needs it.
extension Session {
    /// The stored report of an attempt; of a duplicate with the items of the job that it repeats.
    ///
    /// - Parameter leftover: whether it is asked for by a leftover of its file.
    func report(
        of number: Int64, leftover: Bool = false
    ) throws(SQLFailure) -> RecordedJob? {
        guard let row = try attemptRow(number) else { return nil }
        // A duplicate has no items of its own.
        let origin = row.outcome == .duplicate ? row.sameAs ?? number : number
        let told = origin == number ? row : try attemptRow(origin) ?? row
        let complaints = told.complaints == 0 ? [:] : try self.complaints(of: origin)
        return RecordedJob(
            attempt: number, box: row.box, fileName: row.fileName, jobID: row.jobID,
            schema: row.schema, receivedAt: row.receivedAt, outcome: row.outcome,
            complaints: complaints[nil] ?? [], header: try header(of: origin, told.classOutcome),
            items: try items(of: origin, told, complaints), counts: told.counts,
            deferredUntil: row.deferredUntil, sameAs: row.sameAs, resumes: row.resumes,
            isLeftover: leftover)
    }

    private func attemptRow(_ number: Int64) throws(SQLFailure) -> AttemptRow? {
        try first(
            """
            SELECT source, file_name, job_id, schema, received_at, outcome, class_outcome, items,
              items_recorded, complaints, deferred_until, same_as, resumes
            FROM attempt WHERE id = ?
            """, number
        ) { (row) throws(SQLFailure) in
            AttemptRow(
                box: try self.code(row.integer(0)), fileName: row.bytes(1),
                jobID: row.optionalID(2), schema: try row.optionalWord(3),
                receivedAt: row.instant(4), outcome: try row.word(5),
                classOutcome: try row.optionalWord(6),
                counts: RecordedJob.Counts(
                    sent: Int(row.integer(7)), recorded: Int(row.integer(8))),
                complaints: row.integer(9),
                deferredUntil: row.isNull(10) ? nil : row.instant(10),
                sameAs: row.optionalInteger(11), resumes: row.optionalInteger(12))
        }
    }

    /// Complaints by the position of their item; under nil those of envelope and class header.
    private func complaints(of attempt: Int64) throws(SQLFailure) -> [Int?: [Complaint]] {
        let rows = try rows(
            """
            SELECT position, item_id, code, pointer, message, line, "column" FROM complaint
            WHERE attempt = ? ORDER BY number
            """, attempt
        ) { (row) throws(SQLFailure) in
            let location = row.optionalInteger(5).map {
                Complaint.Location(line: Int($0), column: Int(row.integer(6)))
            }
            return (
                row.optionalInteger(0).map { Int($0) },
                Complaint(
                    try row.word(2), at: row.text(3), itemID: row.optionalID(1),
                    message: row.text(4), location: location)
            )
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    private func header(
        of attempt: Int64, _ outcome: ItemOutcome?
    ) throws(SQLFailure) -> RecordedJob.Header? {
        guard let outcome else { return nil }
        guard outcome == .recorded else {
            return RecordedJob.Header(outcome: outcome, judgement: nil)
        }
        let number = FactNumber.of(position: FactKey.header, in: attempt)
        return RecordedJob.Header(outcome: outcome, judgement: try judgement(of: number))
    }

    /// The verdict that a fact has now.
    func judgement(of fact: Int64) throws(SQLFailure) -> Judgement? {
        try first(
            """
            SELECT verdict, remarks, waits_for, stage, organisation, local_id, item_id, event
            FROM verdict WHERE fact = ?
            """, fact
        ) { (row) throws(SQLFailure) in try self.judgement(row, from: 0) } ?? nil
    }

    private func items(
        of attempt: Int64, _ told: AttemptRow, _ complaints: [Int?: [Complaint]]
    ) throws(SQLFailure) -> [RecordedJob.Item] {
        let recorded =
            told.counts.recorded == 0 ? [] : try recordedItems(of: attempt, complaints)
        guard told.counts.recorded < told.counts.sent else { return recorded }
        let others = try rows(
            "SELECT position, item_id, outcome FROM item WHERE attempt = ? ORDER BY position",
            attempt
        ) { (row) throws(SQLFailure) in
            let position = Int(row.integer(0))
            return RecordedJob.Item(
                position: position, itemID: row.optionalID(1), outcome: try row.word(2),
                judgement: nil, complaints: complaints[position] ?? [])
        }
        return (recorded + others).sorted { $0.position < $1.position }
    }

    private func recordedItems(
        of attempt: Int64, _ complaints: [Int?: [Complaint]]
    ) throws(SQLFailure) -> [RecordedJob.Item] {
        let numbers = FactNumber.all(of: attempt)
        return try rows(
            """
            SELECT fact.position, fact.item_id, verdict.verdict, verdict.remarks,
              verdict.waits_for, verdict.stage, verdict.organisation, verdict.local_id,
              verdict.item_id, verdict.event
            FROM fact LEFT JOIN verdict ON verdict.fact = fact.id
            WHERE fact.id BETWEEN ? AND ? AND fact.position >= 0
            """, numbers.lowerBound, numbers.upperBound
        ) { (row) throws(SQLFailure) in
            let position = Int(row.integer(0))
            return RecordedJob.Item(
                position: position, itemID: row.optionalID(1), outcome: .recorded,
                judgement: try self.judgement(row, from: 2), complaints: complaints[position] ?? [])
        }
    }
}

/// What a report needs of the attempt's own row.
private struct AttemptRow {
    let box: SourceCode
    let fileName: [UInt8]
    let jobID: JobID?
    let schema: JobSchema?
    let receivedAt: Instant
    let outcome: JobOutcome
    let classOutcome: ItemOutcome?
    let counts: RecordedJob.Counts
    let complaints: Int64
    let deferredUntil: Instant?
    let sameAs: Int64?
    let resumes: Int64?
}
