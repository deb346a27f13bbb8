import Programme

/// Items of stage updates as they stand in a file.
extension JSONWriter {
    mutating func write(_ item: StageItem) {
        member(.nik, item.nik.digits)
        switch item.action {
        case .register(let registration):
            member(.action, "reach")
            member(.stage, Stage.registration.description)
            write(registration)
        case .reach(let evidence):
            member(.action, "reach")
            member(.stage, evidence.stage.description)
            object(.evidence) { json in json.write(evidence) }
        case .claimTraining(let classID, let organiser):
            member(.action, "reach")
            member(.stage, Stage.training.description)
            object(.evidence) { json in
                json.member(.type, EvidenceType.training.rawValue)
                json.member(.classID, classID)
                if let organiser { json.member(.organiser, organiser) }
            }
        case .claimFunding:
            member(.action, "reach")
            member(.stage, Stage.funding.description)
        case .correct(let correction):
            member(.action, "correct")
            write(correction)
        case .revoke(let revocation):
            member(.action, "revoke")
            object(.corrects) { json in
                json.member(.jobID, revocation.jobID)
                json.member(.itemID, revocation.itemID)
            }
            member(.reason, revocation.reason)
        }
        if let day = item.occurredOn { member(.occurredOn, day) }
    }

    private mutating func write(_ registration: Registration) {
        member(.name, registration.name.text)
        write(registration.place)
        member(.penggerak, registration.penggerak)
        object(.consent) { json in
            json.member(.givenOn, registration.consent.givenOn)
            json.member(.notice, registration.consent.notice)
        }
        if let sex = registration.sex { member(.sex, sex.rawValue) }
        if let birthDate = registration.birthDate { member(.birthDate, birthDate) }
        if let business = registration.business { write(business) }
    }

    private mutating func write(_ correction: Correction) {
        if let place = correction.place { write(place) }
        if let penggerak = correction.penggerak { member(.penggerak, penggerak) }
        if let name = correction.name { member(.name, name.text) }
        if let business = correction.business { write(business) }
        member(.reason, correction.reason)
    }

    private mutating func write(_ place: Place) {
        if let kelurahan = place.kelurahan {
            member(.kelurahan, kelurahan.description)
        } else {
            member(.kecamatan, place.kecamatan.description)
        }
    }

    private mutating func write(_ business: Business) {
        object(.business) { json in
            json.member(.name, business.name)
            json.member(.sector, business.sector)
        }
    }

    private mutating func write(_ evidence: Evidence) {
        switch evidence {
        case .mentoring(let mentor):
            member(.type, EvidenceType.mentoring.rawValue)
            member(.mentor, mentor)
        case .licence(let licence):
            member(.type, EvidenceType.licence.rawValue)
            member(.licence, licence.kind.rawValue)
            member(.number, licence.number)
            member(.issuedOn, licence.issuedOn)
        case .marketing(let channel, let name):
            member(.type, EvidenceType.marketing.rawValue)
            member(.channel, channel.rawValue)
            member(.name, name)
        case .accounts(let accounts):
            member(.type, EvidenceType.accounts.rawValue)
            member(.period, String(accounts.period.description.prefix(7)))
            member(.revenue, accounts.revenue)
            member(.expenses, accounts.expenses)
            member(.profit, accounts.profit)
            if let workers = accounts.workers { member(.workers, workers) }
        }
    }
}

/// Class headers, and items of the other kinds.
extension JSONWriter {
    mutating func write(_ trainingClass: TrainingClass) {
        object(.class) { json in
            json.member(.classID, trainingClass.key.classID)
            json.member(.organiser, trainingClass.key.organiser)
            json.member(.track, trainingClass.track.rawValue)
            json.member(.skill, trainingClass.skill.rawValue)
            json.member(.kecamatan, trainingClass.place.kecamatan.description)
            if let kelurahan = trainingClass.place.kelurahan {
                json.member(.kelurahan, kelurahan.description)
            }
            json.member(.status, trainingClass.status.rawValue)
            json.array(.sessions, of: trainingClass.sessions) { json, session in
                json.member(.date, session.date)
                json.member(.hours, session.hours)
            }
            json.array(.speakers, of: trainingClass.speakers) { json, speaker in
                json.member(.speakerID, speaker.speakerID)
                json.member(.name, speaker.name.text)
            }
            json.member(.capacity, trainingClass.capacity)
            if let cost = trainingClass.cost { json.member(.cost, cost) }
        }
    }

    mutating func write(_ item: RosterItem) {
        member(.nik, item.nik.digits)
        member(.attendance, item.attendance.rawValue)
    }

    mutating func write(_ item: FundingItem) {
        member(.applicationID, item.applicationID)
        member(.nik, item.nik.digits)
        member(.product, item.product)
        member(.event, item.event.kind.rawValue)
        member(.occurredOn, item.occurredOn)
        if let amount = item.event.amount { member(.amount, amount) }
        switch item.event {
        case .approved(_, let tenorMonths, let rateBasisPoints):
            member(.tenorMonths, tenorMonths)
            member(.rateBasisPoints, rateBasisPoints)
        case .approvalUndone(let reason), .disbursalUndone(let reason), .rejected(let reason):
            member(.reason, reason)
        default:
            break
        }
    }

    mutating func write(_ item: OperatorItem) {
        switch item {
        case .decide(let fact, let ruling): write("decide", fact, ruling.rawValue)
        case .override(let fact, let ruling): write("override", fact, ruling.rawValue)
        case .hold(let fact, let ruling): write("hold", fact, ruling.rawValue)
        case .act(.pause(let source)):
            member(.command, "pause")
            member(.source, source)
        case .act(.resume(let source)):
            member(.command, "resume")
            member(.source, source)
        case .act(.retry(let attempt)):
            member(.command, "retry")
            member(.attempt, attempt)
        case .act(.person(let act)):
            member(.command, "person")
            member(.act, act.word)
            member(.nik, act.nik.digits)
            if let wish = act.wish { member(.wish, wish.rawValue) }
            if let moment = act.askedAt { member(.askedAt, moment) }
        case .act(.reveal(let revelation)):
            member(.command, "reveal")
            member(.view, revelation.view.rawValue)
            switch revelation.subject {
            case .person(let nik): member(.nik, nik.digits)
            case .delivery(let attempt): member(.attempt, attempt)
            }
        }
    }

    private mutating func write(_ command: String, _ fact: FactReference, _ ruling: String) {
        member(.command, command)
        object(.fact) { json in
            json.member(.source, fact.source)
            json.member(.jobID, fact.jobID)
            json.member(.itemID, fact.itemID)
        }
        member(.ruling, ruling)
    }
}
