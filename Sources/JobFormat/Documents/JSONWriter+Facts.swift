package import Programme

extension JSONWriter {
    /// What a fact says, with the names that it has in a job file; nothing for a class header.
    package mutating func write(_ fact: Fact) {
        let day = fact.occurredOn
        switch fact.content {
        case .registration(let nik, let registration):
            write(StageItem(nik: nik, occurredOn: day, action: .register(registration)))
        case .evidence(let nik, let evidence):
            write(StageItem(nik: nik, occurredOn: day, action: .reach(evidence)))
        case .trainingClaim(let nik, let key):
            write(
                StageItem(
                    nik: nik, occurredOn: day,
                    action: .claimTraining(key.classID, organiser: key.organiser)))
        case .correction(let nik, let correction):
            write(StageItem(nik: nik, occurredOn: day, action: .correct(correction)))
        case .revocation(let nik, let target, let reason):
            write(
                StageItem(
                    nik: nik, occurredOn: day,
                    action: .revoke(
                        Revocation(jobID: target.jobID, itemID: target.itemID, reason: reason))))
        case .attendance(let nik, let key, let attendance):
            member(.organiser, key.organiser)
            member(.classID, key.classID)
            write(RosterItem(nik: nik, attendance: attendance))
            member(.occurredOn, day)
        case .funding(let nik, let key, let product, let event):
            member("lender", key.lender.text)
            write(
                FundingItem(
                    applicationID: key.applicationID, nik: nik, product: product, occurredOn: day,
                    event: event))
        case .header: break
        case .command(let item, _): write(item)
        }
    }
}
