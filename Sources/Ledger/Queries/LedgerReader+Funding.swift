package import Programme

extension LedgerReader {
    /// Visits every application that had begun by a day, as it stood then: from the folded tables,
    /// in one pass over applications and, where something was paid back, their repayments.
    ///
    /// An application of which all is known by the day is in the phase that folding has brought it to,
    /// implied or gone back to. On an earlier day it is in the last one whose day had come: undone
    /// approvals are no longer known by their days, so that one that was undone later does not count.
    package func forEachApplication(
        asOf day: Day, _ visit: (FundingLine) -> Void
    ) throws(LedgerError) {
        try read { (session) throws(SQLFailure) in
            let places = try session.correctedPlaces(asOf: day)
            let disbursals = try session.disbursals()
            let repaid = try session.repayments(asOf: day)
            let events = try session.daysOfEvents()
            try session.each(
                """
                SELECT lender, application_id, application.nik, product, requested, approved,
                  submitted_on, assessed_on, approved_on, repaid_on, written_off_on, rejected_on,
                  withdrawn_on, member.place, has_more, phase
                FROM application LEFT JOIN member ON member.nik = application.nik
                """
            ) { (row) throws(SQLFailure) in
                let key = ApplicationKey(
                    lender: try session.code(row.integer(0)), applicationID: row.id(1))
                var place = row.optionalInteger(13)
                if row.optionalInteger(14) == 1 { place = places[row.integer(2)] ?? place }
                let line = try FundingLine(
                    key, row, asOf: day, place: place.flatMap { Place(RegionCode(unchecked: $0)) },
                    disbursals: disbursals[key] ?? [], events: events[key], repaid: repaid[key] ?? 0
                )
                if let line { visit(line) }
            }
        }
    }
}

/// A time of being disbursed.
private struct DisbursalSpan {
    let on: Day
    let amount: Rupiah
    let undoneOn: Day?

    func stands(on day: Day) -> Bool { on <= day && undoneOn.map { $0 > day } ?? true }
}

extension FundingLine {
    /// The application in a row of ``LedgerReader/forEachApplication(asOf:_:)``; nil if nothing of it
    /// had occurred by then.
    fileprivate init?(
        _ key: ApplicationKey, _ row: borrowing ResultRow, asOf day: Day, place: Place?,
        disbursals: [DisbursalSpan], events: ClosedRange<Day>?, repaid: Int64
    ) throws(SQLFailure) {
        typealias Phase = ApplicationState.Phase
        var days: [(phase: Phase, on: Day)] = []
        let columns: [(Phase, Int32)] = [
            (.submitted, 6), (.assessed, 7), (.approved, 8), (.repaid, 9), (.writtenOff, 10),
            (.rejected, 11), (.withdrawn, 12),
        ]
        for (phase, column) in columns {
            if let on = row.optionalDay(column), on <= day { days.append((phase, on)) }
        }
        let disbursal = disbursals.last { $0.stands(on: day) }
        if let disbursal { days.append((.disbursed, disbursal.on)) }
        let stands = Phase.allCases.last { phase in days.contains { $0.phase == phase } }
        guard let events, events.lowerBound <= day else { return nil }
        let phase = events.upperBound <= day ? try row.word(15) : stands ?? .submitted
        let has = { (phase: Phase) in days.contains { $0.phase == phase } }
        let submitted = days.first { $0.phase == .submitted }?.on
        self.init(
            key: key, product: row.id(3), place: place, phase: phase,
            began: days.map(\.on).min() ?? events.lowerBound,
            requested: submitted == nil ? nil : row.optionalRupiah(4),
            approved: has(.approved) ? row.optionalRupiah(5) : nil,
            isApproved: [.approved, .disbursed, .repaid, .writtenOff].contains {
                has($0) || phase == $0
            },
            disbursed: disbursal?.amount,
            daysToDisbursal: disbursal.flatMap { disbursal in
                submitted.map { Int(disbursal.on.number - $0.number) }
            }, repaid: Rupiah(repaid))
    }
}

extension Session {
    fileprivate func disbursals() throws(SQLFailure) -> [ApplicationKey: [DisbursalSpan]] {
        var found: [ApplicationKey: [DisbursalSpan]] = [:]
        try each(
            """
            SELECT lender, application_id, on_day, amount, undone_on FROM application_disbursal
            ORDER BY lender, application_id, number
            """
        ) { (row) throws(SQLFailure) in
            let key = ApplicationKey(lender: try code(row.integer(0)), applicationID: row.id(1))
            found[key, default: []].append(
                DisbursalSpan(
                    on: row.day(2), amount: row.rupiah(3), undoneOn: row.optionalDay(4)))
        }
        return found
    }

    /// The days of each application's first and last event that counts, undone or not.
    fileprivate func daysOfEvents() throws(SQLFailure) -> [ApplicationKey: ClosedRange<Day>] {
        var found: [ApplicationKey: ClosedRange<Day>] = [:]
        try each(
            """
            SELECT fact.lender, fact.application_id, min(fact.occurred_on), max(fact.occurred_on)
            FROM fact INDEXED BY fact_by_application
              JOIN verdict ON verdict.fact = fact.id
            WHERE fact.application_id IS NOT NULL
              AND verdict.verdict IN ('applied', 'confirmed', 'superseded')
            GROUP BY fact.lender, fact.application_id
            """
        ) { (row) throws(SQLFailure) in
            let key = ApplicationKey(lender: try code(row.integer(0)), applicationID: row.id(1))
            found[key] = row.day(2)...row.day(3)
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
