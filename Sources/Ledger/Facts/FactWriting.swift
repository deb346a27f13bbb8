internal import Programme

/// Inserting facts: one row each, and of a class header one for each session and speaker.
extension Session {
    /// Inserts a fact of an attempt.
    ///
    /// - Returns: its number.
    func insert(_ fact: Fact, of attempt: Int64) throws(SQLFailure) -> Int64 {
        let row = FactRow(
            id: FactNumber.of(position: fact.key.position, in: attempt), attempt: attempt,
            fact: fact)
        switch fact.content {
        case .registration(_, let registration): try insert(row, registration)
        case .evidence(_, let evidence): try insert(row, evidence)
        case .trainingClaim(_, let key): try insert(row, claimOn: key)
        case .correction(_, let correction): try insert(row, correction)
        case .revocation(_, let target, let reason): try insert(row, revoking: target, reason)
        case .header(let header): try insert(row, header)
        case .attendance(_, let key, let attendance): try insert(row, attendance, in: key)
        case .funding(_, let key, let product, let event):
            try insert(row, event, of: key, product)
        case .command(let item, let note): try insert(row, item, note)
        }
        return row.id
    }

    private func insert(
        _ row: FactRow, _ registration: Registration
    ) throws(SQLFailure) {
        try run(
            """
            INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, name, place,
              penggerak, consent_on, consent_notice, sex, birth_date, business_name,
              business_sector)
            VALUES (?, ?, ?, ?, 'registration', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
            registration.name, registration.place, try number(of: registration.penggerak),
            registration.consent.givenOn, registration.consent.notice, registration.sex,
            registration.birthDate, registration.business?.name, registration.business?.sector)
    }

    private func insert(_ row: FactRow, _ evidence: Evidence) throws(SQLFailure) {
        switch evidence {
        case .mentoring(let mentor):
            try run(
                """
                INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, mentor)
                VALUES (?, ?, ?, ?, 'mentoring', ?, ?, ?)
                """,
                row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn, mentor)
        case .licence(let licence):
            try run(
                """
                INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, licence,
                  licence_number, issued_on)
                VALUES (?, ?, ?, ?, 'licence', ?, ?, ?, ?, ?)
                """,
                row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
                licence.kind, licence.number, licence.issuedOn)
        case .marketing(let channel, let name):
            try run(
                """
                INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, channel,
                  channel_name)
                VALUES (?, ?, ?, ?, 'marketing', ?, ?, ?, ?)
                """,
                row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn, channel,
                name)
        case .accounts(let accounts):
            try run(
                """
                INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, period,
                  revenue, expenses, workers)
                VALUES (?, ?, ?, ?, 'accounts', ?, ?, ?, ?, ?, ?)
                """,
                row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
                accounts.period, accounts.revenue, accounts.expenses, accounts.workers)
        }
    }

    private func insert(_ row: FactRow, claimOn key: ClassKey) throws(SQLFailure) {
        try run(
            """
            INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, organiser,
              class_id)
            VALUES (?, ?, ?, ?, 'training_claim', ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
            try number(of: key.organiser), key.classID)
    }

    private func insert(_ row: FactRow, _ correction: Correction) throws(SQLFailure) {
        var penggerak: Int64?
        if let code = correction.penggerak { penggerak = try number(of: code) }
        try run(
            """
            INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, name, place,
              penggerak, business_name, business_sector, reason)
            VALUES (?, ?, ?, ?, 'correction', ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
            correction.name, correction.place, penggerak, correction.business?.name,
            correction.business?.sector, correction.reason)
    }

    private func insert(
        _ row: FactRow, revoking target: FactReference, _ reason: String
    ) throws(SQLFailure) {
        try run(
            """
            INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, target_source,
              target_job, target_item, reason)
            VALUES (?, ?, ?, ?, 'revocation', ?, ?, ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
            try number(of: target.source), target.jobID, target.itemID, reason)
    }

    private func insert(_ row: FactRow, _ header: TrainingClass) throws(SQLFailure) {
        try run(
            """
            INSERT INTO fact (id, job, position, kind, occurred_on, organiser, class_id, track,
              skill, place, status, capacity, cost)
            VALUES (?, ?, ?, 'header', ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.occurredOn,
            try number(of: header.key.organiser), header.key.classID, header.track, header.skill,
            header.place, header.status, header.capacity, header.cost)
        for (index, session) in header.sessions.enumerated() {
            try run(
                "INSERT INTO header_session VALUES (?, ?, ?, ?)",
                row.id, index, session.date, session.hours)
        }
        for (index, speaker) in header.speakers.enumerated() {
            try run(
                "INSERT INTO header_speaker VALUES (?, ?, ?, ?)",
                row.id, index, speaker.speakerID, speaker.name)
        }
    }

    private func insert(
        _ row: FactRow, _ attendance: Attendance, in key: ClassKey
    ) throws(SQLFailure) {
        try run(
            """
            INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, organiser,
              class_id, attendance)
            VALUES (?, ?, ?, ?, 'attendance', ?, ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
            try number(of: key.organiser), key.classID, attendance)
    }

    private func insert(
        _ row: FactRow, _ event: FundingEvent, of key: ApplicationKey, _ product: LocalID
    ) throws(SQLFailure) {
        let terms = event.terms
        try run(
            """
            INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, lender,
              application_id, product, event, amount, tenor_months, rate_bp, reason)
            VALUES (?, ?, ?, ?, 'funding', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.itemID, row.nik, row.occurredOn,
            try number(of: key.lender), key.applicationID, product, event.kind, event.amount,
            terms.tenorMonths, terms.rateBasisPoints, event.reason)
    }

    private func insert(
        _ row: FactRow, _ item: OperatorItem, _ note: Envelope.OperatorNote
    ) throws(SQLFailure) {
        switch item {
        case .decide(let fact, let ruling):
            try insert(row, .decide, fact, ruling.rawValue, note)
        case .override(let fact, let ruling):
            try insert(row, .override, fact, ruling.rawValue, note)
        case .hold(let fact, let ruling): try insert(row, .hold, fact, ruling.rawValue, note)
        case .act(let act):
            try run(
                """
                INSERT INTO fact (id, job, position, item_id, kind, occurred_on, operator_name,
                  reason)
                VALUES (?, ?, ?, ?, 'act', ?, ?, ?)
                """,
                row.id, row.attempt, row.position, row.itemID, row.occurredOn, note.name,
                note.reason)
            try insert(act, as: row.id)
        }
    }

    private func insert(
        _ row: FactRow, _ kind: FactKind, _ target: FactReference, _ ruling: String,
        _ note: Envelope.OperatorNote
    ) throws(SQLFailure) {
        try run(
            """
            INSERT INTO fact (id, job, position, item_id, kind, occurred_on, target_source,
              target_job, target_item, ruling, operator_name, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id, row.attempt, row.position, row.itemID, kind, row.occurredOn,
            try number(of: target.source), target.jobID, target.itemID, ruling, note.name,
            note.reason)
    }
}

/// What every kind of fact has.
private struct FactRow {
    let id: Int64
    let attempt: Int64
    let fact: Fact

    var position: Int { fact.key.position }
    var itemID: ItemID? { fact.itemID }
    var nik: NIK? { fact.nik }
    var occurredOn: Day { fact.occurredOn }
}

extension FundingEvent {
    /// Tenor and rate of an approval.
    fileprivate var terms: (tenorMonths: Int64?, rateBasisPoints: Int64?) {
        guard case .approved(_, let tenorMonths, let rateBasisPoints) = self else {
            return (nil, nil)
        }
        return (tenorMonths, rateBasisPoints)
    }

    fileprivate var reason: String? {
        switch self {
        case .approvalUndone(let reason), .disbursalUndone(let reason), .rejected(let reason):
            reason
        default: nil
        }
    }
}
