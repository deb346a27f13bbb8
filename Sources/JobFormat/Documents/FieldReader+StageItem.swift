import Programme

/// Items of `okoce/stage-update/1`.
extension FieldReader {
    private static let common: [WireName] = [.itemID, .nik, .action]

    mutating func stageItem(_ fields: Fields) -> StageItem? {
        let nik = nik(required(.nik, of: fields))
        let action = choice(required(.action, of: fields), "reach, correct, revoke") {
            ["reach", "correct", "revoke"].contains($0) ? $0 : nil
        }
        let content: StageItem.Action?
        switch action {
        case "reach": content = reach(fields)
        case "correct": content = correction(fields).map { .correct($0) }
        case "revoke": content = revocation(fields).map { .revoke($0) }
        default: content = nil
        }
        // A revoke needs no day: it takes back what occurred on another.
        let dayNode = action == "revoke" ? fields[.occurredOn] : required(.occurredOn, of: fields)
        let day = day(dayNode)
        guard let nik, let content else { return nil }
        return StageItem(nik: nik, occurredOn: day, action: content)
    }

    private mutating func reach(_ fields: Fields) -> StageItem.Action? {
        let stage = choice(required(.stage, of: fields), "P1 to P7") { Stage($0) }
        let fieldsOfAll = FieldReader.common + [.stage, .occurredOn]
        switch stage {
        case nil:
            return nil
        case .registration:
            allow(
                fieldsOfAll + [
                    .name, .kelurahan, .kecamatan, .penggerak, .consent, .sex, .birthDate,
                    .business,
                ], in: fields)
            return registration(fields).map { .register($0) }
        case .funding:
            // Refused by the intake check whatever it says: only a lender's disbursement counts.
            allow(fieldsOfAll + [.evidence], in: fields)
            return .claimFunding
        case .training:
            allow(fieldsOfAll + [.evidence], in: fields)
            return trainingClaim(required(.evidence, of: fields))
        case .some(let stage):
            allow(fieldsOfAll + [.evidence], in: fields)
            return evidence(required(.evidence, of: fields), of: stage).map { .reach($0) }
        }
    }

    private mutating func registration(_ fields: Fields) -> Registration? {
        let name = personName(required(.name, of: fields))
        if fields[.kecamatan] == nil {
            _ = required(.kelurahan, of: fields, else: .placeMissing)
        }
        let place = place(fields)
        let penggerak = identifier(SourceCode.self, required(.penggerak, of: fields))
        let consent = consent(required(.consent, of: fields))
        let sex = choice(fields[.sex], "L, P") { Sex(rawValue: $0) }
        let birthDate = day(fields[.birthDate])
        let business = business(fields[.business])
        guard let name, let place, let penggerak, let consent else { return nil }
        return Registration(
            name: name, place: place, penggerak: penggerak, consent: consent, sex: sex,
            birthDate: birthDate, business: business)
    }

    private mutating func consent(_ node: Int?) -> Consent? {
        guard let fields = fields(node, only: [.givenOn, .notice]) else { return nil }
        let givenOn = day(required(.givenOn, of: fields))
        let notice = text(required(.notice, of: fields))
        guard let givenOn, let notice else { return nil }
        return Consent(givenOn: givenOn, notice: notice)
    }

    private mutating func business(_ node: Int?) -> Business? {
        guard let fields = fields(node, only: [.name, .sector]) else { return nil }
        let name = text(required(.name, of: fields))
        let sector = text(required(.sector, of: fields))
        guard let name, let sector else { return nil }
        return Business(name: name, sector: sector)
    }

    private mutating func correction(_ fields: Fields) -> Correction? {
        let details: [WireName] = [.kelurahan, .kecamatan, .penggerak, .name, .business]
        allow(FieldReader.common + [.occurredOn, .reason] + details, in: fields)
        if details.allSatisfy({ fields[$0] == nil }) {
            complain(
                .correctionEmpty, at: fields.object,
                "A correction gives at least one of kelurahan, penggerak, name, business.")
        }
        let place = place(fields)
        let penggerak = identifier(SourceCode.self, fields[.penggerak])
        let name = personName(fields[.name])
        let business = business(fields[.business])
        guard let reason = reason(required(.reason, of: fields)) else { return nil }
        return Correction(
            place: place, penggerak: penggerak, name: name, business: business, reason: reason)
    }

    private mutating func revocation(_ fields: Fields) -> Revocation? {
        allow(FieldReader.common + [.occurredOn, .corrects, .reason], in: fields)
        let target = self.fields(required(.corrects, of: fields), only: [.jobID, .itemID])
        let reason = reason(required(.reason, of: fields))
        guard let target else { return nil }
        let jobID = identifier(JobID.self, required(.jobID, of: target))
        let itemID = identifier(ItemID.self, required(.itemID, of: target))
        guard let reason, let jobID, let itemID else { return nil }
        return Revocation(jobID: jobID, itemID: itemID, reason: reason)
    }
}
