internal import Programme

/// A fact as it lies in the ledger, with the verdict that it has now.
struct StoredFact {
    let id: Int64
    let fact: Fact
    /// Nil in the batch that records it, until it is judged.
    var judgement: Judgement?
}

/// Reading rows of `recorded_fact`, whose columns begin with those that every fact has.
extension Session {
    /// Makes a fact of a row of `SELECT * FROM recorded_fact`.
    func fact(_ row: borrowing ResultRow) throws(SQLFailure) -> StoredFact {
        let id = row.integer(0)
        let fact = Fact(
            key: FactKey(
                source: try code(row.integer(1)), jobID: row.id(2), position: Int(row.integer(4))),
            itemID: row.optionalID(5), submittedAt: row.instant(3), occurredOn: row.day(8),
            content: try content(row, id: id))
        return StoredFact(id: id, fact: fact, judgement: try judgement(row, from: 9))
    }

    private func content(
        _ row: borrowing ResultRow, id: Int64
    ) throws(SQLFailure) -> Fact.Content {
        let nik = row.nik(7)
        return switch try row.word(6, as: FactKind.self) {
        case .registration: .registration(nik, try registration(row))
        case .mentoring:
            .evidence(nik, .mentoring(mentor: row.text(FactColumn.mentor.index)))
        case .licence: .evidence(nik, .licence(try licence(row)))
        case .marketing:
            .evidence(
                nik,
                .marketing(
                    try row.word(FactColumn.channel.index),
                    name: row.text(FactColumn.channelName.index)))
        case .accounts: .evidence(nik, .accounts(accounts(row)))
        case .trainingClaim: .trainingClaim(nik, try classKey(row))
        case .correction: .correction(nik, try correction(row))
        case .revocation:
            .revocation(nik, of: try target(row), reason: row.text(FactColumn.reason.index))
        case .header: .header(try header(row, id: id))
        case .attendance:
            .attendance(nik, try classKey(row), try row.word(FactColumn.attendance.index))
        case .funding: try funding(row, nik)
        case .decide:
            .command(.decide(try target(row), try row.word(FactColumn.ruling.index)), note(row))
        case .override:
            .command(.override(try target(row), try row.word(FactColumn.ruling.index)), note(row))
        case .hold:
            .command(.hold(try target(row), try row.word(FactColumn.ruling.index)), note(row))
        case .act: .command(.act(try act(id)), note(row))
        }
    }

    private func registration(_ row: borrowing ResultRow) throws(SQLFailure) -> Registration {
        Registration(
            name: PersonName(row.text(FactColumn.name.index)),
            place: try row.place(FactColumn.place.index),
            penggerak: try code(row.integer(FactColumn.penggerak.index)),
            consent: Consent(
                givenOn: row.day(FactColumn.consentOn.index),
                notice: row.text(FactColumn.consentNotice.index)),
            sex: try row.optionalWord(FactColumn.sex.index),
            birthDate: row.optionalDay(FactColumn.birthDate.index), business: business(row))
    }

    private func business(_ row: borrowing ResultRow) -> Business? {
        guard let name = row.optionalText(FactColumn.businessName.index) else { return nil }
        return Business(name: name, sector: row.text(FactColumn.businessSector.index))
    }

    private func licence(_ row: borrowing ResultRow) throws(SQLFailure) -> Evidence.Licence {
        Evidence.Licence(
            kind: try row.word(FactColumn.licence.index),
            number: row.text(FactColumn.licenceNumber.index),
            issuedOn: row.day(FactColumn.issuedOn.index))
    }

    private func accounts(_ row: borrowing ResultRow) -> Evidence.Accounts {
        Evidence.Accounts(
            period: row.day(FactColumn.period.index),
            revenue: row.rupiah(FactColumn.revenue.index),
            expenses: row.rupiah(FactColumn.expenses.index),
            workers: row.optionalInteger(FactColumn.workers.index))
    }

    private func correction(_ row: borrowing ResultRow) throws(SQLFailure) -> Correction {
        Correction(
            place: try row.optionalPlace(FactColumn.place.index),
            penggerak: try optionalCode(row.optionalInteger(FactColumn.penggerak.index)),
            name: row.optionalText(FactColumn.name.index).map { PersonName($0) },
            business: business(row), reason: row.text(FactColumn.reason.index))
    }

    private func target(_ row: borrowing ResultRow) throws(SQLFailure) -> FactReference {
        FactReference(
            source: try code(row.integer(FactColumn.targetSource.index)),
            jobID: row.id(FactColumn.targetJob.index),
            itemID: row.id(FactColumn.targetItem.index))
    }

    private func note(_ row: borrowing ResultRow) -> Envelope.OperatorNote {
        Envelope.OperatorNote(
            name: row.text(FactColumn.operatorName.index),
            reason: row.text(FactColumn.reason.index))
    }

    private func classKey(_ row: borrowing ResultRow) throws(SQLFailure) -> ClassKey {
        ClassKey(
            organiser: try code(row.integer(FactColumn.organiser.index)),
            classID: row.id(FactColumn.classID.index))
    }

    private func header(
        _ row: borrowing ResultRow, id: Int64
    ) throws(SQLFailure) -> TrainingClass {
        let sessions = try rows(
            "SELECT date, hours FROM header_session WHERE fact = ? ORDER BY number", id
        ) { (row) throws(SQLFailure) in
            TrainingClass.Session(date: row.day(0), hours: row.integer(1))
        }
        guard !sessions.isEmpty else { throw .unexpected("a class without sessions") }
        let speakers = try rows(
            "SELECT speaker_id, name FROM header_speaker WHERE fact = ? ORDER BY number", id
        ) { (row) throws(SQLFailure) in
            TrainingClass.Speaker(speakerID: row.id(0), name: PersonName(row.text(1)))
        }
        return TrainingClass(
            key: try classKey(row), track: try row.word(FactColumn.track.index),
            skill: try row.word(FactColumn.skill.index),
            place: try row.place(FactColumn.place.index),
            status: try row.word(FactColumn.status.index), sessions: sessions, speakers: speakers,
            capacity: row.integer(FactColumn.capacity.index),
            cost: row.optionalRupiah(FactColumn.cost.index))
    }

    private func funding(
        _ row: borrowing ResultRow, _ nik: NIK
    ) throws(SQLFailure) -> Fact.Content {
        let amount = row.rupiah(FactColumn.amount.index)
        let reason = row.text(FactColumn.reason.index)
        let event: FundingEvent =
            switch try row.word(FactColumn.event.index, as: FundingEvent.Kind.self) {
            case .submitted: .submitted(amount)
            case .assessed: .assessed
            case .approved:
                .approved(
                    amount, tenorMonths: row.integer(FactColumn.tenorMonths.index),
                    rateBasisPoints: row.integer(FactColumn.rateBasisPoints.index))
            case .disbursed: .disbursed(amount)
            case .repayment: .repayment(amount)
            case .approvalUndone: .approvalUndone(reason: reason)
            case .disbursalUndone: .disbursalUndone(reason: reason)
            case .rejected: .rejected(reason: reason)
            case .withdrawn: .withdrawn
            case .repaid: .repaid
            case .writtenOff: .writtenOff
            }
        let key = ApplicationKey(
            lender: try code(row.integer(FactColumn.lender.index)),
            applicationID: row.id(FactColumn.applicationID.index))
        return .funding(nik, key, product: row.id(FactColumn.product.index), event)
    }
}

extension Session {
    /// The organisation that a number stands for, where there is one.
    func optionalCode(_ number: Int64?) throws(SQLFailure) -> SourceCode? {
        guard let number else { return nil }
        return try code(number)
    }
}
