package import Programme

extension Ledger {
    /// Removes a little of what is older than it may be: one small transaction, so that batches
    /// need not wait. Call it again until it says that nothing was to be done.
    ///
    /// Goes through attempts, notices and changes in the order of their numbers and notes in the
    /// same transaction how far it is: nothing is looked at twice, whatever ends the daemon. Stops
    /// at the first that is too young.
    ///
    /// - Parameters:
    ///   - limits: what was recorded before goes.
    ///   - day: under which it is noted; today in Jakarta.
    /// - Throws: see ``LedgerError/nextStep``.
    package func removeSome(
        before limits: RetentionLimits, on day: Day
    ) throws(LedgerError) -> Removed {
        for what in Removal.allCases {
            guard let limit = limits[what] else { continue }
            // Nothing is written while nothing is old enough.
            let isDue = try write { (session) throws(SQLFailure) in
                try session.isDue(what, before: limit, self.options)
            }
            guard isDue else { continue }
            let step = try transaction { (session) throws(SQLFailure) in
                try session.run("INSERT INTO erasing VALUES (1, 'retention')")
                let step = try session.remove(what, before: limit, self.options)
                try session.run("DELETE FROM erasing")
                try session.note(step, on: day)
                return step
            }.get(orThrow: path)
            return step.removed
        }
        return Removed(nil)
    }
}

/// One step, and how far it came.
struct RemovalStep {
    var removed: Removed
    /// The last number that is done with.
    var upTo: Int64
    /// When the last was recorded that this step is done with.
    var before = Instant(nanoseconds: 0)
    var told: Int64 = 0

    /// - Parameter done: how far the steps before have come.
    init(_ what: Removal, after done: Int64) {
        removed = Removed(what)
        upTo = done
    }

    /// A number is done with.
    mutating func passed(_ number: Int64, _ recordedAt: Instant) {
        upTo = number
        before = recordedAt
    }
}

extension Session {
    /// Attempts, notices or changes in one step.
    static var removalBatch: Int { 100 }
    /// Rows of items and complaints in one step.
    static var removalRows: Int { 500 }
    /// Bytes of documents in one step, or one document that is larger.
    static var removalBytes: Int64 { 1 << 20 }
    /// The last number that is done with; 0 before the first step.
    func removed(_ what: Removal) throws(SQLFailure) -> Int64 {
        try first("SELECT coalesce(max(up_to), 0) FROM removal WHERE what = ?", what) {
            (row) throws(SQLFailure) in row.integer(0)
        } ?? 0
    }

    /// Whether the next one may go: exactly then a step comes further, and the steps to an end.
    func isDue(
        _ what: Removal, before limit: Instant, _ options: Ledger.Options
    ) throws(SQLFailure) -> Bool {
        let done = try removed(what)
        let next: Instant? =
            switch what {
            case .documents, .deliveries:
                try first("SELECT recorded_at FROM attempt WHERE id > ? ORDER BY id LIMIT 1", done)
                {
                    (row) throws(SQLFailure) in row.instant(0)
                }
            case .notices:
                try first(
                    """
                    SELECT recorded_at FROM notice WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 1
                    """, done, try lastSurelySent(but: options.noticesKept)
                ) { (row) throws(SQLFailure) in row.instant(0) }
            case .verdicts:
                try first(
                    """
                    SELECT recorded_at, EXISTS (SELECT 1 FROM notice WHERE change = old.id)
                    FROM verdict_change AS old JOIN attempt ON attempt.id = because_of
                    WHERE old.id > ? ORDER BY old.id LIMIT 1
                    """, done
                ) { (row) throws(SQLFailure) in row.integer(1) == 1 ? nil : row.instant(0) } ?? nil
            }
        return next.map { $0 < limit } ?? false
    }

    func remove(
        _ what: Removal, before limit: Instant, _ options: Ledger.Options
    ) throws(SQLFailure) -> RemovalStep {
        switch what {
        case .documents: try removeDocuments(before: limit)
        case .deliveries: try removeDetails(before: limit)
        case .notices: try removeNotices(before: limit, options)
        case .verdicts: try removeVerdicts(before: limit)
        }
    }

    func note(_ step: RemovalStep, on day: Day) throws(SQLFailure) {
        guard let what = step.removed.what else { return }
        try run(
            """
            INSERT INTO removal VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
              up_to = excluded.up_to, before = max(before, excluded.before),
              removed = removed + excluded.removed, bytes = bytes + excluded.bytes,
              told = told + excluded.told
            """,
            what, day, step.upTo, step.before, step.removed.rows, step.removed.bytes, step.told)
    }

    /// The last notice that the journal has for sure, but for so many more that stay.
    private func lastSurelySent(but kept: Int64) throws(SQLFailure) -> Int64 {
        // The first mark: where it was ten minutes ago.
        let sent = try first("SELECT coalesce(min(up_to), 0) FROM sent") {
            (row) throws(SQLFailure) in row.integer(0)
        }
        return (sent ?? 0) - kept
    }

    /// The next attempts, as far as they are old enough, until `visit` has done enough.
    fileprivate func eachAttempt(
        before limit: Instant, _ step: inout RemovalStep,
        visit: (AgedAttempt, inout RemovalStep) throws(SQLFailure) -> Bool
    ) throws(SQLFailure) {
        let attempts = try rows(
            """
            SELECT id, recorded_at, recorded, document, resumes,
              EXISTS (SELECT 1 FROM deferred WHERE deferred.attempt = attempt.id)
            FROM attempt WHERE id > ? ORDER BY id LIMIT ?
            """, step.upTo, Session.removalBatch
        ) { (row) throws(SQLFailure) in
            AgedAttempt(
                number: row.integer(0), recordedAt: row.instant(1), isJob: row.integer(2) == 1,
                document: row.optionalInteger(3), resumes: row.optionalInteger(4),
                isPending: row.integer(5) == 1)
        }
        for attempt in attempts {
            guard attempt.recordedAt < limit, try visit(attempt, &step) else { return }
            step.passed(attempt.number, attempt.recordedAt)
        }
    }
}

/// A delivery that may be old enough.
private struct AgedAttempt {
    let number: Int64
    let recordedAt: Instant
    /// Whether it recorded something.
    let isJob: Bool
    let document: Int64?
    let resumes: Int64?
    /// A deferred job whose time has not come; its bytes are still needed, and its successor's turn
    /// takes them along.
    let isPending: Bool
}

// MARK: - Documents

extension Session {
    /// Forgets the bytes of old deliveries, once the last delivery that they are of is old enough.
    fileprivate func removeDocuments(before limit: Instant) throws(SQLFailure) -> RemovalStep {
        var step = RemovalStep(.documents, after: try removed(.documents))
        try eachAttempt(before: limit, &step) {
            (attempt, step) throws(SQLFailure) in
            guard step.removed.bytes < Session.removalBytes else { return false }
            guard !attempt.isPending else { return true }
            var documents = attempt.document.map { [$0] } ?? []
            if let deferred = attempt.resumes {
                documents += try rows(
                    "SELECT document FROM attempt WHERE id = ? AND document IS NOT NULL", deferred
                ) { (row) throws(SQLFailure) in row.integer(0) }
            }
            for document in Set(documents) {
                try forget(document, lastOf: attempt.number, &step)
            }
            return true
        }
        return step
    }

    private func forget(
        _ document: Int64, lastOf attempt: Int64, _ step: inout RemovalStep
    ) throws(SQLFailure) {
        let isOfLater = try first(
            "SELECT 1 FROM attempt WHERE document = ? AND document <> id AND id > ?",
            document, attempt
        ) { (_) throws(SQLFailure) in true }
        guard isOfLater == nil else { return }
        let size = try first(
            "SELECT length(bytes) FROM document WHERE id = ? AND bytes IS NOT NULL", document
        ) { (row) throws(SQLFailure) in row.integer(0) }
        guard let size else { return }
        try run("UPDATE document SET bytes = NULL WHERE id = ?", document)
        step.removed.rows += 1
        step.removed.bytes += size
    }
}

// MARK: - Deliveries

extension Session {
    /// Removes items and complaints of deliveries that recorded nothing. Their rows stay: numbers
    /// have no gaps, files are recognised by them, and they are counted.
    fileprivate func removeDetails(before limit: Instant) throws(SQLFailure) -> RemovalStep {
        var step = RemovalStep(.deliveries, after: try removed(.deliveries))
        try eachAttempt(before: limit, &step) {
            (attempt, step) throws(SQLFailure) in
            if !attempt.isJob, !attempt.isPending {
                guard try removeDetails(of: attempt.number, &step) else { return false }
            }
            guard let deferred = attempt.resumes else { return true }
            return try removeDetails(of: deferred, &step)
        }
        return step
    }

    /// - Returns: whether all are gone.
    private func removeDetails(
        of attempt: Int64, _ step: inout RemovalStep
    ) throws(SQLFailure) -> Bool {
        var room = Session.removalRows - step.removed.rows
        guard room > 0 else { return false }
        try run(
            """
            DELETE FROM complaint WHERE attempt = ?1 AND number IN
              (SELECT number FROM complaint WHERE attempt = ?1 ORDER BY number LIMIT ?2)
            """, attempt, room)
        step.removed.rows += changedRows
        room -= changedRows
        try run(
            """
            DELETE FROM item WHERE attempt = ?1 AND position IN
              (SELECT position FROM item WHERE attempt = ?1 ORDER BY position LIMIT ?2)
            """, attempt, room)
        step.removed.rows += changedRows
        return changedRows < room
    }
}

// MARK: - Notices

extension Session {
    /// Removes what the journal has, and what summaries counted that it has. Those that tell what
    /// is overdue stay: each fact is announced once, ever.
    fileprivate func removeNotices(
        before limit: Instant, _ options: Ledger.Options
    ) throws(SQLFailure) -> RemovalStep {
        var step = RemovalStep(.notices, after: try removed(.notices))
        let notices = try rows(
            """
            SELECT seq, kind, recorded_at FROM notice WHERE seq > ? AND seq <= ?
            ORDER BY seq LIMIT ?
            """, step.upTo, try lastSurelySent(but: options.noticesKept), Session.removalBatch
        ) { (row) throws(SQLFailure) in
            (seq: row.integer(0), kind: row.text(1), recordedAt: row.instant(2))
        }
        for notice in notices {
            guard notice.recordedAt < limit else { break }
            switch notice.kind {
            case "overdue": break
            case "summary":
                step.told += try removeSummary(toldBy: notice.seq)
                try remove(notice.seq, &step)
            case "job", "set_aside":
                step.told += 1
                try remove(notice.seq, &step)
            default: try remove(notice.seq, &step)
            }
            step.passed(notice.seq, notice.recordedAt)
        }
        return step
    }

    private func remove(_ notice: Int64, _ step: inout RemovalStep) throws(SQLFailure) {
        try run("DELETE FROM notice WHERE seq = ?", notice)
        step.removed.rows += 1
    }

    /// - Returns: how many deliveries it counted.
    private func removeSummary(toldBy notice: Int64) throws(SQLFailure) -> Int64 {
        let told = try first(
            """
            SELECT coalesce(sum(times), 0) FROM summary_count
            WHERE kind = 'job' AND summary = (SELECT id FROM summary WHERE notice = ?)
            """, notice
        ) { (row) throws(SQLFailure) in row.integer(0) }
        try run(
            "DELETE FROM summary_count WHERE summary = (SELECT id FROM summary WHERE notice = ?)",
            notice)
        try run("DELETE FROM summary WHERE notice = ?", notice)
        return told ?? 0
    }
}

// MARK: - Verdicts

extension Session {
    /// Removes changes of verdicts up to one that a notice still names, but for the one since which a
    /// fact waits that still waits: from then on it becomes overdue.
    fileprivate func removeVerdicts(before limit: Instant) throws(SQLFailure) -> RemovalStep {
        var step = RemovalStep(.verdicts, after: try removed(.verdicts))
        let changes = try rows(
            """
            SELECT id, recorded_at, told,
              was <> became AND EXISTS (SELECT 1 FROM verdict
                WHERE verdict.fact = old.fact AND verdict.verdict = old.became
                  AND verdict.waits_for IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM verdict_change AS later
                WHERE later.fact = old.fact AND later.id > old.id
                  AND later.became = old.became AND later.was <> later.became)
            FROM (SELECT verdict_change.id, fact, was, became, recorded_at,
                EXISTS (SELECT 1 FROM notice WHERE change = verdict_change.id) AS told
              FROM verdict_change JOIN attempt ON attempt.id = because_of
              WHERE verdict_change.id > ? ORDER BY verdict_change.id LIMIT ?) AS old
            ORDER BY id
            """, step.upTo, Session.removalBatch
        ) { (row) throws(SQLFailure) in
            (
                number: row.integer(0), recordedAt: row.instant(1), isNamed: row.integer(2) == 1,
                isSince: row.integer(3) == 1
            )
        }
        for change in changes {
            guard change.recordedAt < limit, !change.isNamed else { break }
            if !change.isSince {
                try run("DELETE FROM verdict_change WHERE id = ?", change.number)
                step.removed.rows += 1
            }
            step.passed(change.number, change.recordedAt)
        }
        return step
    }
}
