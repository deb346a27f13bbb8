package import Programme

/// Something that a person has asked for by law, and how it stands.
package struct PersonRequest: Hashable, Sendable {
    /// Of who was erased, the tombstone's.
    package let nik: NIK
    package let wish: PersonAct.Wish
    package let askedAt: Instant
    /// The operator who wrote it down.
    package let operatorName: String
    /// When it was answered: by an act that does it, or that says that it was done. Of an erasure
    /// when the last trace was gone. Nil while the person waits.
    package let answeredAt: Instant?
    /// The erasure is recorded, and not done.
    package let isBeingErased: Bool

    /// Until when the person must have their answer.
    package var due: Instant { askedAt.adding(seconds: PersonAct.hoursToAnswer * 3600) }
}

extension LedgerReader {
    /// What people have asked for, the longest ago first.
    ///
    /// An act answers the requests for the same that were written down before it, whatever the order
    /// in which they came: by `submitted_at`, ties by their number.
    package func personRequests() throws(LedgerError) -> [PersonRequest] {
        let moment = known?.at
        return try read { (session) throws(SQLFailure) in
            let acts = try session.rows(
                """
                SELECT person_act.fact, attempt.submitted_at, fact.operator_name, attempt.recorded_at,
                  erasure.finished_at
                FROM person_act JOIN fact ON fact.id = person_act.fact
                  JOIN attempt ON attempt.id = fact.job
                  LEFT JOIN erasure ON erasure.act = person_act.fact
                WHERE person_act.what <> 'reveal' AND (?1 IS NULL OR attempt.recorded_at <= ?1)
                ORDER BY attempt.submitted_at, person_act.fact
                """, moment
            ) { (row) throws(SQLFailure) in
                RecordedAct(
                    fact: row.integer(0), submittedAt: row.instant(1), operatorName: row.text(2),
                    recordedAt: row.instant(3),
                    erasedAt: row.isNull(4) ? nil : row.instant(4),
                    act: try session.personAct(row.integer(0)))
            }
            return acts.enumerated().compactMap { index, act in
                act.request(answeredAmong: acts[(index + 1)...])
                    ?? act.unasked(after: acts[..<index])
            }
            .sorted { ($0.askedAt, $0.nik) < ($1.askedAt, $1.nik) }
        }
    }

    /// Whether all erasures of a command are done.
    ///
    /// - Parameter command: the attempt that recorded it.
    package func erasuresFinished(of command: Int64) throws(LedgerError) -> Bool {
        let facts = FactNumber.all(of: command)
        return try read { (session) throws(SQLFailure) in
            let unfinished = try session.first(
                """
                SELECT 1 FROM person_act LEFT JOIN erasure ON erasure.act = person_act.fact
                WHERE person_act.fact BETWEEN ? AND ? AND what = 'erase' AND finished_at IS NULL
                """, facts.lowerBound, facts.upperBound
            ) { (_) throws(SQLFailure) in true }
            return unfinished == nil
        }
    }
}

private struct RecordedAct {
    let fact: Int64
    let submittedAt: Instant
    let operatorName: String
    let recordedAt: Instant
    let erasedAt: Instant?
    let act: PersonAct?

    /// An erasure that is not done, of a person whose asking nobody wrote down: they wait from the
    /// command on.
    ///
    /// - Parameter earlier: the acts before it.
    func unasked(after earlier: ArraySlice<RecordedAct>) -> PersonRequest? {
        guard case .erase(let nik) = act, erasedAt == nil else { return nil }
        let answersOne = earlier.contains { earlier in
            if case .request(nik, .erase, _) = earlier.act { true } else { false }
        }
        guard !answersOne else { return nil }
        return PersonRequest(
            nik: nik, wish: .erase, askedAt: max(submittedAt, recordedAt),
            operatorName: operatorName, answeredAt: nil, isBeingErased: true)
    }

    /// - Parameter later: the acts after it.
    func request(answeredAmong later: ArraySlice<RecordedAct>) -> PersonRequest? {
        guard case .request(let nik, let wish, let askedAt) = act else { return nil }
        let answer = later.first { later in
            later.act.map { $0.nik == nik && $0.answers(wish) } ?? false
        }
        var answeredAt = answer?.recordedAt
        if case .erase = answer?.act { answeredAt = answer?.erasedAt }
        return PersonRequest(
            nik: nik, wish: wish, askedAt: askedAt, operatorName: operatorName,
            answeredAt: answeredAt, isBeingErased: answer != nil && answeredAt == nil)
    }
}
