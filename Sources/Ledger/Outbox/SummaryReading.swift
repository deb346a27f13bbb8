internal import Programme

extension Session {
    /// What a summary's notice told.
    func summary(toldBy notice: Int64) throws(SQLFailure) -> Notice.SummaryNotice {
        let found = try first(
            "SELECT id, source, since, until FROM summary WHERE notice = ?", notice
        ) { (row) throws(SQLFailure) in
            let counts = try self.counts(of: row.integer(0))
            return Notice.SummaryNotice(
                source: try self.code(row.integer(1)), since: row.instant(2),
                until: row.instant(3), outcomes: counts.outcomes, verdicts: counts.verdicts)
        }
        guard let found else { throw .unexpected("a notice of no summary") }
        return found
    }

    private typealias Counts = (
        outcomes: [Notice.SummaryNotice.OutcomeCount], verdicts: [Notice.SummaryNotice.VerdictCount]
    )

    private func counts(of summary: Int64) throws(SQLFailure) -> Counts {
        var counts: Counts = ([], [])
        try each(
            """
            SELECT kind, what, times, items, recorded, refused FROM summary_count
            WHERE summary = ?
            """, summary
        ) { (row) throws(SQLFailure) in
            let times = Int(row.integer(2))
            if row.text(0) == "verdict" {
                counts.verdicts.append(.init(became: try row.word(1), times: times))
            } else {
                counts.outcomes.append(
                    .init(
                        outcome: try row.word(1), jobs: times, items: Int(row.integer(3)),
                        recorded: Int(row.integer(4)), refused: Int(row.integer(5))))
            }
        }
        let order = JobOutcome.allCases
        counts.outcomes.sort {
            order.firstIndex(of: $0.outcome) ?? 0 < order.firstIndex(of: $1.outcome) ?? 0
        }
        return counts
    }
}
