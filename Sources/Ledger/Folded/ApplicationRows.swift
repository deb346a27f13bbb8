internal import Programme

/// An application as the folded tables hold it.
struct ApplicationRow: Hashable {
    let nik: NIK
    let product: LocalID
    let phase: ApplicationState.Phase
    let requested: Rupiah?
    let approved: Rupiah?
    let tenorMonths: Int64?
    let rateBasisPoints: Int64?
    let repaid: Rupiah
    let reachedOn: [ApplicationState.Phase: Day]
    let disbursals: [Disbursal]

    struct Disbursal: Hashable {
        let fact: Int64
        let on: Day
        let amount: Rupiah
        let undoneOn: Day?
    }

    /// - Parameter number: a fact's number in the ledger.
    init(
        _ state: ApplicationState, number: (FactKey) throws(SQLFailure) -> Int64
    ) throws(SQLFailure) {
        nik = state.nik
        product = state.product
        phase = state.phase
        requested = state.requested
        approved = state.approved
        tenorMonths = state.tenorMonths
        rateBasisPoints = state.rateBasisPoints
        repaid = state.repaid
        reachedOn = state.reachedOn
        var disbursals: [Disbursal] = []
        for disbursal in state.disbursals {
            disbursals.append(
                Disbursal(
                    fact: try number(disbursal.fact), on: disbursal.on, amount: disbursal.amount,
                    undoneOn: disbursal.undoneOn))
        }
        self.disbursals = disbursals
    }

    /// A row of `SELECT` with the columns of ``Session/storedApplication(_:)``.
    fileprivate init(_ row: borrowing ResultRow, disbursals: [Disbursal]) throws(SQLFailure) {
        nik = row.nik(0)
        product = row.id(1)
        phase = try row.word(2)
        requested = row.optionalRupiah(3)
        approved = row.optionalRupiah(4)
        tenorMonths = row.optionalInteger(5)
        rateBasisPoints = row.optionalInteger(6)
        repaid = row.rupiah(7)
        var days: [ApplicationState.Phase: Day] = [:]
        for (index, phase) in ApplicationState.Phase.allCases.enumerated() {
            days[phase] = row.optionalDay(8 + Int32(index))
        }
        reachedOn = days
        self.disbursals = disbursals
    }
}

extension Session {
    /// The stored row of an application, nil if there is none.
    func storedApplication(_ key: ApplicationKey) throws(SQLFailure) -> ApplicationRow? {
        guard let lender = try knownNumber(of: key.lender) else { return nil }
        let disbursals = try rows(
            """
            SELECT fact, on_day, amount, undone_on FROM application_disbursal
            WHERE lender = ? AND application_id = ? ORDER BY number
            """, lender, key.applicationID
        ) { (row) throws(SQLFailure) in
            ApplicationRow.Disbursal(
                fact: row.integer(0), on: row.day(1), amount: row.rupiah(2),
                undoneOn: row.optionalDay(3))
        }
        return try first(
            """
            SELECT nik, product, phase, requested, approved, tenor_months, rate_bp, repaid,
              submitted_on, assessed_on, approved_on, disbursed_on, repaid_on, written_off_on,
              rejected_on, withdrawn_on
            FROM application WHERE lender = ? AND application_id = ?
            """, lender, key.applicationID
        ) { (row) throws(SQLFailure) in try ApplicationRow(row, disbursals: disbursals) }
    }

    /// Writes an application's row if it has changed; nil removes it.
    func write(application key: ApplicationKey, _ new: ApplicationRow?) throws(SQLFailure) {
        let old = try storedApplication(key)
        guard old != new else { return }
        let lender = try number(of: key.lender)
        if old != nil {
            try run(
                "DELETE FROM application_disbursal WHERE lender = ? AND application_id = ?",
                lender, key.applicationID)
            try run(
                "DELETE FROM application WHERE lender = ? AND application_id = ?",
                lender, key.applicationID)
        }
        guard let new else { return }
        let days = new.reachedOn
        try run(
            """
            INSERT INTO application (lender, application_id, nik, product, phase, requested,
              approved, tenor_months, rate_bp, repaid, submitted_on, assessed_on, approved_on,
              disbursed_on, repaid_on, written_off_on, rejected_on, withdrawn_on)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            lender, key.applicationID, new.nik, new.product, new.phase, new.requested,
            new.approved, new.tenorMonths, new.rateBasisPoints, new.repaid, days[.submitted],
            days[.assessed], days[.approved], days[.disbursed], days[.repaid], days[.writtenOff],
            days[.rejected], days[.withdrawn])
        for (index, disbursal) in new.disbursals.enumerated() {
            try run(
                "INSERT INTO application_disbursal VALUES (?, ?, ?, ?, ?, ?, ?)",
                lender, key.applicationID, index, disbursal.fact, disbursal.on, disbursal.amount,
                disbursal.undoneOn)
        }
    }
}
