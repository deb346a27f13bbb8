package import Programme

extension Ledger {
    /// Puts a tombstone in the place of a person, in all facts about them and all that is folded of
    /// these; in one transaction, so that at no moment a figure counts them twice or not at all.
    ///
    /// What counts stays: days, steps, places, penggerak, classes, attendances, products, amounts,
    /// people at work. All facts keep one tombstone, and where two of their names or businesses were
    /// the same they are the same still: so folding comes to the same verdicts. Facts of a later
    /// time (see ``PendingErasure/erasedAt``) are the person's, begun anew, and stay.
    ///
    /// - Parameters:
    ///   - erasure: of whom.
    ///   - traces: what the facts tell of who it is.
    ///   - tombstone: one that stands for nobody yet.
    ///   - mac: by which the person is known again.
    ///   - rules: what verdicts follow from.
    ///   - tools: what takes the person out of texts.
    ///   - random: letters and digits for a loan's new id, anything that was not given out before.
    /// - Returns: how many facts were erased.
    /// - Throws: see ``LedgerError/nextStep``; nothing is changed then.
    package func eraseFacts(
        _ erasure: PendingErasure, known traces: Traces, as tombstone: NIK, mac: [UInt8],
        under rules: Rules, with tools: ErasingTools, random: @escaping @Sendable () -> String
    ) throws(LedgerError) -> Int {
        try transaction { (session) throws(SQLFailure) in
            try session.erasingPerson { () throws(SQLFailure) in
                try session.run(
                    """
                    INSERT INTO erasure (act, tombstone, mac, erased_at, step, reached)
                    VALUES (?, ?, ?, ?, 'attempts', 0)
                    """, erasure.act, tombstone, mac, erasure.erasedAt)
                var erasing = FactErasing(
                    session, erasure, traces, as: tombstone, with: tools, random: random)
                return try erasing.run(under: rules)
            }
        }.get(orTell: path)
    }
}

/// One person's facts on their way to being a tombstone's.
private struct FactErasing {
    private let session: Session
    private let erasure: PendingErasure
    private let traces: Traces
    private let tombstone: NIK
    private let tools: ErasingTools
    private let random: @Sendable () -> String
    /// Names and businesses, and what stands for each.
    private var names: [String: String] = [:]
    private var loans: [ApplicationKey: LocalID] = [:]

    init(
        _ session: Session, _ erasure: PendingErasure, _ traces: Traces, as tombstone: NIK,
        with tools: ErasingTools, random: @escaping @Sendable () -> String
    ) {
        self.session = session
        self.erasure = erasure
        self.traces = traces
        self.tombstone = tombstone
        self.tools = tools
        self.random = random
    }

    mutating func run(under rules: Rules) throws(SQLFailure) -> Int {
        let all = try stored(about: erasure.nik)
        let day = erasure.erasedAt.jakartaDay
        let old = all.filter {
            $0.fact.submittedAt <= erasure.erasedAt || $0.fact.occurredOn < day
        }
        try nameLoans(of: old)
        for stored in old { try erase(stored) }
        try renameLoans()
        try eraseActs()
        try forgetFolded()
        // Folded anew as if just recorded; also what the person has begun since.
        let touched =
            try stored(about: tombstone) + stored(about: erasure.nik)
        guard !touched.isEmpty else { return old.count }
        let facts = StoredFacts(session)
        let state = try Fold.rejudge(after: touched.map(\.fact), in: facts, under: rules)
        _ = try FoldWriting(session, facts).write(state) { () throws(SQLFailure) in
            Causes(of: [], in: facts, last: FactNumber.attempt(of: erasure.act))
        }
        return old.count
    }

    private func stored(about nik: NIK) throws(SQLFailure) -> [StoredFact] {
        try session.rows("SELECT * FROM recorded_fact WHERE nik = ? ORDER BY id", nik) {
            (row) throws(SQLFailure) in try session.fact(row)
        }
    }

    // MARK: Loans

    /// A loan that is the person's gets another id; one of somebody else's, which a fact of the
    /// person's names by mistake, keeps its own.
    private mutating func nameLoans(of facts: [StoredFact]) throws(SQLFailure) {
        for key in Set(facts.compactMap(\.fact.applicationKey)).sorted() {
            let owner = try session.storedApplication(key)?.nik
            if owner == nil || owner == erasure.nik {
                loans[key] = LocalID(unchecked: "erased-\(random())")
            }
        }
    }

    private func renameLoans() throws(SQLFailure) {
        for (key, new) in loans {
            let lender = try session.number(of: key.lender)
            let facts = try session.rows(
                "SELECT id, nik FROM fact WHERE lender = ? AND application_id = ?",
                lender, key.applicationID
            ) { (row) throws(SQLFailure) in (id: row.integer(0), nik: row.nik(1)) }
            // What the person has begun since stays under the id that the lender gave it.
            for fact in facts where fact.nik != erasure.nik {
                try session.run("UPDATE fact SET application_id = ? WHERE id = ?", new, fact.id)
                try session.run(
                    """
                    UPDATE verdict SET local_id = ?
                    WHERE fact = ? AND waits_for IN ('event', 'disbursal')
                    """, new, fact.id)
                try rewriteChanges(of: fact.id) {
                    $0.replacing(key.applicationID.text, with: new.text)
                }
            }
            try session.run(
                "DELETE FROM application_disbursal WHERE lender = ? AND application_id = ?",
                lender, key.applicationID)
            try session.run(
                "DELETE FROM application WHERE lender = ? AND application_id = ?",
                lender, key.applicationID)
        }
    }

    // MARK: Facts

    private mutating func erase(_ stored: StoredFact) throws(SQLFailure) {
        let attempt = FactNumber.attempt(of: stored.id)
        try eraseCommands(on: stored.fact)
        var itemID = stored.fact.itemID.map { tools.masked($0.text) }
        if let key = stored.fact.applicationKey, let new = loans[key] {
            itemID = itemID?.replacing(key.applicationID.text, with: new.text)
        }
        if let itemID, itemID != stored.fact.itemID?.text {
            try retarget(stored.fact, to: String(itemID.prefix(64)))
        }
        let words = try session.first(
            "SELECT name, business_name, business_sector FROM fact WHERE id = ?", stored.id
        ) { (row) throws(SQLFailure) in (0...2).map { row.optionalText(Int32($0)) } }
        let (name, business, sector) = (words?[0], words?[1], words?[2])
        try session.run(
            """
            UPDATE fact SET nik = ?, item_id = ?, name = ?, business_name = ?, business_sector = ?,
              sex = NULL, birth_date = NULL,
              consent_notice = iif(consent_notice IS NULL, NULL, '-'),
              mentor = iif(mentor IS NULL, NULL, '-'),
              licence_number = iif(licence_number IS NULL, NULL, '-'),
              issued_on = iif(issued_on IS NULL, NULL, occurred_on),
              channel_name = iif(channel_name IS NULL, NULL, '-'),
              revenue = iif(revenue IS NULL, NULL, 0), expenses = iif(expenses IS NULL, NULL, 0),
              reason = iif(reason IS NULL, NULL, '-')
            WHERE id = ?
            """,
            tombstone, itemID.map { String($0.prefix(64)) },
            name.map { word(for: PersonName($0).folded) }, business.map { word(for: $0) },
            sector.map { word(for: $0) }, stored.id)
        try eraseTarget(of: stored)
        try session.renameJob(attempt, with: tools)
        try session.redactHash(attempt, because: erasure.act, with: tools)
        try rewriteChanges(of: stored.id) { tools.masked($0) }
    }

    /// The same for the same, another for another: agreeing names agree, and others do not.
    private mutating func word(for text: String) -> String {
        if let word = names[text] { return word }
        let word = names.isEmpty ? "-" : "-\(names.count + 1)"
        names[text] = word
        return word
    }

    /// Whoever names an item by its id goes on naming it.
    private func retarget(_ fact: Fact, to itemID: String) throws(SQLFailure) {
        guard let old = fact.itemID else { return }
        try session.run(
            """
            UPDATE fact SET target_item = ?
            WHERE target_source = ? AND target_job IN (?, ?) AND target_item = ?
            """,
            itemID, try session.number(of: fact.key.source), fact.key.jobID,
            tools.masked(fact.key.jobID.text), old)
    }

    /// What a revoke of the person's names, known or not.
    private func eraseTarget(of stored: StoredFact) throws(SQLFailure) {
        guard let target = stored.fact.target else { return }
        let (job, item) = (tools.masked(target.jobID.text), tools.masked(target.itemID.text))
        guard job != target.jobID.text || item != target.itemID.text else { return }
        try session.run(
            "UPDATE fact SET target_job = ?, target_item = ? WHERE id = ?", job, item, stored.id)
        try session.run(
            "UPDATE verdict SET local_id = ?, item_id = ? WHERE fact = ? AND waits_for = 'fact'",
            job, item, stored.id)
    }

    /// Why an operator ruled on it may say who it is.
    private func eraseCommands(on fact: Fact) throws(SQLFailure) {
        guard let itemID = fact.itemID else { return }
        try session.run(
            """
            UPDATE fact SET reason = '-'
            WHERE target_source = ? AND target_job = ? AND target_item = ?
              AND reason IS NOT NULL AND nik IS NULL
            """, try session.number(of: fact.key.source), fact.key.jobID, itemID)
        let job = tools.masked(fact.key.jobID.text)
        guard job != fact.key.jobID.text else { return }
        try session.run(
            """
            UPDATE fact SET reason = '-'
            WHERE target_source = ? AND target_job = ? AND target_item = ?
              AND reason IS NOT NULL AND nik IS NULL
            """, try session.number(of: fact.key.source), job, itemID)
    }

    private func rewriteChanges(
        of fact: Int64, _ rewrite: (String) -> String
    ) throws(SQLFailure) {
        let changes = try session.rows(
            "SELECT id, was_waiting_for, waits_for FROM verdict_change WHERE fact = ?", fact
        ) { (row) throws(SQLFailure) in
            (id: row.integer(0), was: row.optionalText(1), now: row.optionalText(2))
        }
        for change in changes {
            let (was, now) = (change.was.map(rewrite), change.now.map(rewrite))
            guard was != change.was || now != change.now else { continue }
            try session.run(
                "UPDATE verdict_change SET was_waiting_for = ?, waits_for = ? WHERE id = ?",
                was, now, change.id)
        }
    }

    // MARK: What else is about the person

    /// Operators' acts about the person, this one among them: that they were, by whom and why, may be
    /// known, as long as the reason does not say who it is.
    private func eraseActs() throws(SQLFailure) {
        let acts = try session.rows(
            """
            SELECT person_act.fact, fact.reason FROM person_act JOIN fact ON fact.id = person_act.fact
            WHERE person_act.nik = ? AND person_act.fact <= ?
            """, erasure.nik, erasure.act
        ) { (row) throws(SQLFailure) in (fact: row.integer(0), reason: row.optionalText(1)) }
        for act in acts {
            try session.run("UPDATE person_act SET nik = ? WHERE fact = ?", tombstone, act.fact)
            if let reason = act.reason, traces.show(in: reason) {
                try session.run("UPDATE fact SET reason = '-' WHERE id = ?", act.fact)
            }
            let attempt = FactNumber.attempt(of: act.fact)
            try session.renameJob(attempt, with: tools)
            try session.redactHash(attempt, because: erasure.act, with: tools)
        }
    }

    private func forgetFolded() throws(SQLFailure) {
        try session.write(member: erasure.nik, nil, over: session.storedMember(erasure.nik))
        try session.write(attendancesOf: erasure.nik, [])
    }
}

extension Session {
    /// Gives a job whose id holds the person's number another id, here and wherever it is named.
    func renameJob(_ attempt: Int64, with tools: ErasingTools) throws(SQLFailure) {
        let job = try first("SELECT source, job_id, recorded FROM attempt WHERE id = ?", attempt) {
            (row) throws(SQLFailure) in
            (source: row.integer(0), id: row.optionalText(1), isRecorded: row.integer(2) == 1)
        }
        guard let job, let old = job.id else { return }
        let new = tools.masked(old)
        guard new != old else { return }
        try run("UPDATE attempt SET job_id = ? WHERE id = ?", new, attempt)
        guard job.isRecorded else { return }
        try run(
            """
            UPDATE verdict SET local_id = ? WHERE waits_for = 'fact' AND local_id = ? AND fact IN
              (SELECT id FROM fact WHERE target_source = ? AND target_job = ?)
            """, new, old, job.source, old)
        try run(
            "UPDATE fact SET target_job = ? WHERE target_source = ? AND target_job = ?",
            new, job.source, old)
    }

    /// Puts a keyed digest in the place of a delivery's SHA-256, once, and writes down why: for each
    /// erasure, as one file may be about several people.
    func redactHash(
        _ attempt: Int64, because act: Int64?, with tools: ErasingTools
    ) throws(SQLFailure) {
        let isDone = try first("SELECT 1 FROM redacted WHERE attempt = ?", attempt) {
            (_) throws(SQLFailure) in true
        }
        if isDone != true { try putKey(on: attempt, with: tools) }
        if isDone != true || act != nil {
            try run("INSERT OR IGNORE INTO redacted VALUES (?, ?)", attempt, act)
        }
    }

    private func putKey(on attempt: Int64, with tools: ErasingTools) throws(SQLFailure) {
        let hash = try first("SELECT sha256 FROM attempt WHERE id = ?", attempt) {
            (row) throws(SQLFailure) in row.isNull(0) ? nil : row.bytes(0)
        }
        if let hash = hash ?? nil {
            try run("UPDATE attempt SET sha256 = ? WHERE id = ?", tools.keyed(hash), attempt)
        }
    }
}
