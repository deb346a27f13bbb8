package import Programme

extension LedgerReader {
    /// Visits every fact that occurred by a day and waits, in the order of recording: from the index
    /// of those that do.
    ///
    /// - Parameter day: where people are is told for it.
    package func forEachWaiting(
        asOf day: Day, _ visit: (WaitingLine) -> Void
    ) throws(LedgerError) {
        let moment = known?.at
        try read { (session) throws(SQLFailure) in
            let places = try session.correctedPlaces(asOf: day)
            try session.each(
                """
                SELECT verdict.fact, verdict.verdict, verdict.remarks, verdict.waits_for,
                  verdict.stage, verdict.organisation, verdict.local_id, verdict.item_id,
                  verdict.event, fact.item_id, fact.occurred_on, fact.nik, attempt.source,
                  attempt.job_id, member.place, has_more,
                  coalesce(
                    (SELECT cause.recorded_at
                     FROM verdict_change JOIN attempt AS cause
                       ON cause.id = verdict_change.because_of
                     WHERE verdict_change.fact = verdict.fact
                       AND verdict_change.became = verdict.verdict
                       AND (verdict_change.was <> verdict_change.became
                         OR 'decision' IN (verdict_change.was_waiting_for, verdict_change.waits_for))
                       AND (?2 IS NULL OR cause.recorded_at <= ?2)
                     ORDER BY verdict_change.id DESC LIMIT 1),
                    attempt.recorded_at)
                FROM verdict JOIN fact ON fact.id = verdict.fact
                  JOIN attempt ON attempt.id = fact.job
                  LEFT JOIN member ON member.nik = fact.nik
                WHERE verdict.waits_for IS NOT NULL AND fact.occurred_on <= ?1
                ORDER BY verdict.fact
                """, day, moment
            ) { (row) throws(SQLFailure) in
                guard let judgement = try session.judgement(row, from: 1),
                    let waitsFor = judgement.waitsFor
                else { throw .unexpected("a fact that waits for nothing") }
                let nik = row.isNull(11) ? nil : row.nik(11)
                var place = row.optionalInteger(14)
                if row.optionalInteger(15) == 1 { place = places[row.integer(11)] ?? place }
                visit(
                    WaitingLine(
                        key: FactKey(
                            source: try session.code(row.integer(12)), jobID: row.id(13),
                            position: FactNumber.position(of: row.integer(0))),
                        itemID: row.optionalID(9), occurredOn: row.day(10),
                        verdict: judgement.verdict, waitsFor: waitsFor, nik: nik,
                        place: place.flatMap { Place(RegionCode(unchecked: $0)) },
                        since: row.instant(16)))
            }
        }
    }
}
