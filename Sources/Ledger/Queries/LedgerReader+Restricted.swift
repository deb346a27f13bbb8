package import Programme

/// People who asked that no use be made of their data (UU PDP 27/2022, articles 11 and 41): it stays
/// and counts, and is shown to nobody.
extension LedgerReader {
    /// Who is restricted, and since when: of each the latest act on it by `submitted_at`.
    package func restricted() throws(LedgerError) -> [NIK: Instant] {
        try read { (session) throws(SQLFailure) in try session.restricted() }
    }

    /// A job without the items about people who are restricted: that they are is all that is told.
    package func hidingRestricted(_ job: RecordedJob) throws(LedgerError) -> RecordedJob {
        try read { (session) throws(SQLFailure) in
            try session.hidingRestricted(job)
        }
    }

    /// The story of a job without theirs.
    package func hidingRestricted(_ story: JobStory) throws(LedgerError) -> JobStory {
        try read { (session) throws(SQLFailure) in
            var deliveries: [JobStory.Delivery] = []
            for delivery in story.deliveries {
                deliveries.append(
                    JobStory.Delivery(
                        report: try session.hidingRestricted(delivery.report),
                        recordedAt: delivery.recordedAt, sha256: delivery.sha256))
            }
            let people = try session.restricted()
            return JobStory(
                deliveries: deliveries,
                facts: story.facts.filter { _, history in
                    history.line.fact.nik.map { people[$0] == nil } ?? true
                }, removals: story.removals)
        }
    }

    /// Whether a delivery's id or file name has the number of somebody who is restricted.
    package func namesRestricted(_ attempt: Int64) throws(LedgerError) -> Bool {
        try read { (session) throws(SQLFailure) in
            let people = try session.restricted()
            guard !people.isEmpty else { return false }
            let name = try session.first(
                "SELECT file_name, job_id FROM attempt WHERE id = ?", attempt
            ) { (row) throws(SQLFailure) in
                row.bytes(0) + Array("\n\(row.optionalText(1) ?? "")".utf8)
            }
            return NIKSearch.finds(people, in: name ?? [])
        }
    }
}

extension NIKSearch {
    fileprivate static func finds(_ people: [NIK: Instant], in bytes: [UInt8]) -> Bool {
        var found = false
        each(in: bytes) { number, _ in
            if people[NIK(unchecked: number)] != nil { found = true }
        }
        return found
    }
}

extension Session {
    private func mentions(
        _ people: [NIK: Instant], inDocumentOf attempt: Int64
    ) throws(SQLFailure) -> Bool {
        let bytes = try first(
            """
            SELECT bytes FROM document WHERE id = (SELECT document FROM attempt WHERE id = ?)
            """, attempt
        ) { (row) throws(SQLFailure) in row.bytes(0) }
        return NIKSearch.finds(people, in: bytes ?? [])
    }

    fileprivate func restricted() throws(SQLFailure) -> [NIK: Instant] {
        var people: [NIK: Instant] = [:]
        try each(
            """
            SELECT person_act.nik, what, submitted_at
            FROM person_act JOIN attempt ON attempt.id = person_act.fact / 8192
            WHERE what IN ('restrict', 'lift') ORDER BY submitted_at, person_act.fact
            """
        ) { (row) throws(SQLFailure) in
            people[row.nik(0)] = row.text(1) == "lift" ? nil : row.instant(2)
        }
        return people
    }

    fileprivate func hidingRestricted(_ job: RecordedJob) throws(SQLFailure) -> RecordedJob {
        let people = try restricted()
        guard !people.isEmpty else { return job }
        let facts = FactNumber.all(of: job.outcome == .duplicate ? job.sameAs ?? 0 : job.attempt)
        var recorded: Set<Int> = []
        var hidden: Set<Int> = []
        try each(
            "SELECT position, nik FROM fact WHERE id BETWEEN ? AND ?", facts.lowerBound,
            facts.upperBound
        ) { (row) throws(SQLFailure) in
            let position = Int(row.integer(0))
            recorded.insert(position)
            if row.optionalInteger(1) != nil, people[row.nik(1)] != nil { hidden.insert(position) }
        }
        // Whom an item is about that was not recorded is known from the bytes alone.
        if try mentions(people, inDocumentOf: job.attempt) {
            hidden.formUnion(job.items.map(\.position).filter { !recorded.contains($0) })
        }
        for item in job.items
        where NIKSearch.finds(people, in: Array((item.itemID?.text ?? "").utf8)) {
            hidden.insert(item.position)
        }
        return job.hiding(hidden)
    }
}

extension RecordedJob {
    /// The same with nothing of the items at these positions but that they are restricted.
    fileprivate func hiding(_ positions: Set<Int>) -> RecordedJob {
        guard !positions.isEmpty else { return self }
        return RecordedJob(
            attempt: attempt, box: box, fileName: fileName, jobID: jobID, schema: schema,
            receivedAt: receivedAt, outcome: outcome, complaints: complaints, header: header,
            items: items.map { item in
                guard positions.contains(item.position) else { return item }
                return Item(
                    position: item.position,
                    itemID: ItemID(unchecked: "restricted-\(item.position)"),
                    outcome: item.outcome, judgement: nil, complaints: [])
            }, counts: counts, deferredUntil: deferredUntil, sameAs: sameAs, resumes: resumes,
            isLeftover: isLeftover)
    }
}
