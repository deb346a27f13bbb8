package import Programme

extension LedgerReader {
    /// Visits every application that had begun by a day, as it stood then: from the folded tables,
    /// in one pass over applications and, where something was paid back, their repayments.
    ///
    /// Undone approvals and disbursals are no longer known by their days, but for the spans of
    /// disbursals; an approval that was undone later than the day does not count on it.
    package func forEachApplication(
        asOf day: Day, _ visit: (FundingLine) -> Void
    ) throws(LedgerError) {
        try read { (session) throws(SQLFailure) in
            let places = try session.correctedPlaces(asOf: day)
            let disbursals = try session.disbursals(asOf: day)
            let repaid = try session.repayments(asOf: day)
            try session.each(
                """
                SELECT lender, application_id, application.nik, product, requested, approved,
                  submitted_on, assessed_on, approved_on, repaid_on, written_off_on, rejected_on,
                  withdrawn_on, member.place, has_more
                FROM application LEFT JOIN member ON member.nik = application.nik
                """
            ) { (row) throws(SQLFailure) in
                let key = ApplicationKey(
                    lender: try session.code(row.integer(0)), applicationID: row.id(1))
                var place = row.optionalInteger(13)
                if row.optionalInteger(14) == 1 { place = places[row.integer(2)] ?? place }
                let line = FundingLine(
                    key, row, asOf: day, place: place.flatMap { Place(RegionCode(unchecked: $0)) },
                    disbursal: disbursals[key], repaid: repaid[key] ?? 0)
                if let line { visit(line) }
            }
        }
    }
}

/// A disbursal that stood on the day asked for.
private struct StandingDisbursal {
    let on: Day
    let amount: Rupiah
}

extension FundingLine {
    /// The application in a row of ``LedgerReader/forEachApplication(asOf:_:)``; nil if nothing of it
    /// had occurred by then.
    fileprivate init?(
        _ key: ApplicationKey, _ row: borrowing ResultRow, asOf day: Day, place: Place?,
        disbursal: StandingDisbursal?, repaid: Int64
    ) {
        typealias Phase = ApplicationState.Phase
        var days: [(phase: Phase, on: Day)] = []
        let columns: [(Phase, Int32)] = [
            (.submitted, 6), (.assessed, 7), (.approved, 8), (.repaid, 9), (.writtenOff, 10),
            (.rejected, 11), (.withdrawn, 12),
        ]
        for (phase, column) in columns {
            if let on = row.optionalDay(column), on <= day { days.append((phase, on)) }
        }
        if let disbursal { days.append((.disbursed, disbursal.on)) }
        guard let began = days.map(\.on).min(),
            let phase = Phase.allCases.last(where: { phase in days.contains { $0.phase == phase } })
        else { return nil }
        let has = { (phase: Phase) in days.contains { $0.phase == phase } }
        let submitted = days.first { $0.phase == .submitted }?.on
        self.init(
            key: key, product: row.id(3), place: place, phase: phase, began: began,
            requested: submitted == nil ? nil : row.optionalRupiah(4),
            approved: has(.approved) ? row.optionalRupiah(5) : nil,
            isApproved: [.approved, .disbursed, .repaid, .writtenOff].contains(where: has),
            disbursed: disbursal?.amount,
            daysToDisbursal: disbursal.flatMap { disbursal in
                submitted.map { Int(disbursal.on.number - $0.number) }
            }, repaid: Rupiah(repaid))
    }
}

extension Session {
    /// The disbursals that stood at the end of a day.
    fileprivate func disbursals(
        asOf day: Day
    ) throws(SQLFailure) -> [ApplicationKey: StandingDisbursal] {
        var found: [ApplicationKey: StandingDisbursal] = [:]
        try each(
            """
            SELECT lender, application_id, on_day, amount FROM application_disbursal
            WHERE on_day <= ?1 AND (undone_on IS NULL OR undone_on > ?1)
            """, day
        ) { (row) throws(SQLFailure) in
            let key = ApplicationKey(lender: try code(row.integer(0)), applicationID: row.id(1))
            found[key] = StandingDisbursal(on: row.day(2), amount: row.rupiah(3))
        }
        return found
    }

    /// What was paid back by the end of a day, by the repayments that count.
    fileprivate func repayments(asOf day: Day) throws(SQLFailure) -> [ApplicationKey: Int64] {
        var sums: [ApplicationKey: Int64] = [:]
        try each(
            """
            SELECT application.lender, application.application_id, fact.amount
            FROM application
              JOIN fact ON fact.lender = application.lender
                AND fact.application_id = application.application_id
              JOIN verdict ON verdict.fact = fact.id
            WHERE application.repaid > 0 AND fact.event = 'repayment' AND fact.occurred_on <= ?
              AND verdict.verdict = 'applied'
            """, day
        ) { (row) throws(SQLFailure) in
            let key = ApplicationKey(lender: try code(row.integer(0)), applicationID: row.id(1))
            sums[key, default: 0] += row.integer(2)
        }
        return sums
    }
}
