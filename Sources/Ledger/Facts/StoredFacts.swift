internal import Programme

/// Answers the folds from the ledger, inside the transaction that records the batch; and remembers
/// the numbers and verdicts of all facts that it gave out, for what is to be written afterwards.
final class StoredFacts: FactStore {
    let session: Session
    /// All facts that were read or recorded in this batch.
    private(set) var known: [FactKey: StoredFact] = [:]
    /// The number of the first that was recorded in this batch; what has a smaller one was there
    /// before.
    private var firstAdded = Int64.max
    /// People about whom there were facts before this batch.
    private var peopleBefore: Set<NIK> = []

    init(_ session: Session) {
        self.session = session
    }

    /// Takes a fact that was just inserted.
    func add(_ fact: StoredFact) {
        known[fact.fact.key] = fact
        firstAdded = min(firstAdded, fact.id)
    }

    /// Whether there were facts about a person before this batch, and so a row in `member`.
    func wasKnown(_ nik: NIK) -> Bool { peopleBefore.contains(nik) }

    /// The number of a fact.
    func number(of key: FactKey) throws(SQLFailure) -> Int64 {
        if let fact = known[key] { return fact.id }
        let attempt = try session.attempt(recording: key.source, key.jobID)
        guard let attempt else { throw .unexpected("a judged fact is in no job") }
        return FactNumber.of(position: key.position, in: attempt)
    }

    func facts(about people: Set<NIK>) throws(SQLFailure) -> [Fact] {
        var facts: [Fact] = []
        for nik in people {
            // Of most people there is nothing yet: what was just inserted need not be read again,
            // which costs several times the look into the index.
            let isKnown = try session.first(
                "SELECT 1 FROM fact WHERE nik = ? AND id < ? LIMIT 1", nik, firstAdded
            ) { (_) throws(SQLFailure) in true }
            guard isKnown == true else { continue }
            peopleBefore.insert(nik)
            let stored = try session.rows(
                "SELECT * FROM recorded_fact WHERE nik = ? AND id < ?", nik, firstAdded
            ) { (row) throws(SQLFailure) in try self.session.fact(row) }
            for one in stored {
                known[one.fact.key] = one
                facts.append(one.fact)
            }
        }
        return facts
    }

    func headers(of classes: Set<ClassKey>) throws(SQLFailure) -> [Fact] {
        try read(classes) { (key) throws(SQLFailure) in
            guard let organiser = try self.session.knownNumber(of: key.organiser) else { return [] }
            let standing = try self.session.rows(
                """
                SELECT * FROM recorded_fact
                WHERE id = (SELECT header FROM class WHERE organiser = ? AND class_id = ?)
                """, organiser, key.classID
            ) { (row) throws(SQLFailure) in try self.session.fact(row) }
            return standing.isEmpty ? try self.headers(of: key, by: organiser) : standing
        }
    }

    func allHeaders(of classes: Set<ClassKey>) throws(SQLFailure) -> [Fact] {
        try read(classes) { (key) throws(SQLFailure) in
            guard let organiser = try self.session.knownNumber(of: key.organiser) else { return [] }
            return try self.headers(of: key, by: organiser)
        }
    }

    private func headers(
        of key: ClassKey, by organiser: Int64
    ) throws(SQLFailure) -> [StoredFact] {
        try session.rows(
            """
            SELECT * FROM recorded_fact
            WHERE organiser = ? AND class_id = ? AND kind = 'header'
            """, organiser, key.classID
        ) { (row) throws(SQLFailure) in try self.session.fact(row) }
    }

    func people(in classes: Set<ClassKey>) throws(SQLFailure) -> Set<NIK> {
        var people: Set<NIK> = []
        for key in classes {
            guard let organiser = try session.knownNumber(of: key.organiser) else { continue }
            people.formUnion(
                try session.rows(
                    """
                    SELECT DISTINCT nik FROM fact
                    WHERE organiser = ? AND class_id = ?
                      AND kind IN ('attendance', 'training_claim')
                    """, organiser, key.classID
                ) { (row) throws(SQLFailure) in row.nik(0) })
        }
        return people
    }

    func events(of applications: Set<ApplicationKey>) throws(SQLFailure) -> [Fact] {
        try read(applications) { (key) throws(SQLFailure) in
            guard let lender = try self.session.knownNumber(of: key.lender) else { return [] }
            return try self.session.rows(
                "SELECT * FROM recorded_fact WHERE lender = ? AND application_id = ?",
                lender, key.applicationID
            ) { (row) throws(SQLFailure) in try self.session.fact(row) }
        }
    }

    func facts(named references: Set<FactReference>) throws(SQLFailure) -> [Fact] {
        try read(references) { (reference) throws(SQLFailure) in
            try self.session.facts(named: reference)
        }
    }

    func jobs(aimedAtAmong jobs: Set<JobKey>) throws(SQLFailure) -> Set<JobKey> {
        var aimedAt: Set<JobKey> = []
        for job in jobs {
            guard let source = try session.knownNumber(of: job.source) else { continue }
            let isAimedAt = try session.first(
                "SELECT 1 FROM fact WHERE target_source = ? AND target_job = ? LIMIT 1",
                source, job.jobID
            ) { (_) throws(SQLFailure) in true }
            if isAimedAt == true { aimedAt.insert(job) }
        }
        return aimedAt
    }

    func facts(aimedAt references: Set<FactReference>) throws(SQLFailure) -> [Fact] {
        try read(references) { (reference) throws(SQLFailure) in
            guard let source = try self.session.knownNumber(of: reference.source) else { return [] }
            return try self.session.rows(
                """
                SELECT * FROM recorded_fact
                WHERE target_source = ? AND target_job = ? AND target_item = ?
                """, source, reference.jobID, reference.itemID
            ) { (row) throws(SQLFailure) in try self.session.fact(row) }
        }
    }

    private func read<Key>(
        _ keys: Set<Key>, _ query: (Key) throws(SQLFailure) -> [StoredFact]
    ) throws(SQLFailure) -> [Fact] {
        var facts: [Fact] = []
        for key in keys {
            for stored in try query(key) {
                known[stored.fact.key] = stored
                facts.append(stored.fact)
            }
        }
        return facts
    }
}

extension Session {
    /// The attempt that used up an id, nil if none did.
    func attempt(recording source: SourceCode, _ jobID: JobID) throws(SQLFailure) -> Int64? {
        guard let number = try knownNumber(of: source) else { return nil }
        return try first(
            "SELECT id FROM attempt WHERE source = ? AND job_id = ? AND recorded = 1", number, jobID
        ) { (row) throws(SQLFailure) in row.integer(0) }
    }

    /// The fact with a name; for ``FactReference/header`` also the class header of that job.
    fileprivate func facts(
        named reference: FactReference
    ) throws(SQLFailure) -> [StoredFact] {
        guard let attempt = try attempt(recording: reference.source, reference.jobID) else {
            return []
        }
        var facts = try rows(
            "SELECT * FROM recorded_fact WHERE job = ? AND item_id = ?", attempt, reference.itemID
        ) { (row) throws(SQLFailure) in try self.fact(row) }
        if reference.itemID == FactReference.header {
            let header = FactNumber.of(position: FactKey.header, in: attempt)
            facts += try rows(
                "SELECT * FROM recorded_fact WHERE id = ? AND kind = 'header'", header
            ) { (row) throws(SQLFailure) in try self.fact(row) }
        }
        return facts
    }
}
