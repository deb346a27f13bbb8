import Programme

/// The word in `evidence.type`, and the step that it is evidence of.
enum EvidenceType: String, CaseIterable {
    case training, mentoring, licence, marketing, accounts

    var stage: Stage {
        switch self {
        case .training: .training
        case .mentoring: .mentoring
        case .licence: .licensing
        case .marketing: .marketing
        case .accounts: .accounts
        }
    }
}

/// What makes P2 to P6 a fact.
extension FieldReader {
    /// `{type: "training", class_id, organiser?}`.
    mutating func trainingClaim(_ node: Int?) -> StageItem.Action? {
        guard let fields = fields(node), type(fields, of: .training) != nil else { return nil }
        allow([.type, .classID, .organiser], in: fields)
        let classID = identifier(LocalID.self, required(.classID, of: fields))
        let organiser = identifier(SourceCode.self, fields[.organiser])
        return classID.map { .claimTraining($0, organiser: organiser) }
    }

    /// The evidence of P3 to P6.
    mutating func evidence(_ node: Int?, of stage: Stage) -> Evidence? {
        guard let fields = fields(node), let type = type(fields, of: stage) else { return nil }
        switch type {
        case .training:
            return nil
        case .mentoring:
            allow([.type, .mentor], in: fields)
            return text(required(.mentor, of: fields)).map { .mentoring(mentor: $0) }
        case .licence:
            return licence(fields).map { .licence($0) }
        case .marketing:
            return marketing(fields)
        case .accounts:
            return accounts(fields).map { .accounts($0) }
        }
    }

    /// The type, if it is that of the step.
    private mutating func type(_ fields: Fields, of stage: Stage) -> EvidenceType? {
        let node = required(.type, of: fields)
        guard let node, let type = choice(EvidenceType.self, node) else { return nil }
        guard type.stage == stage else {
            complain(
                .evidenceOfOtherStep, at: node, "This is evidence of another step than \(stage).")
            return nil
        }
        return type
    }

    private mutating func licence(_ fields: Fields) -> Evidence.Licence? {
        allow([.type, .licence, .number, .issuedOn], in: fields)
        let kind = choice(Evidence.Licence.Kind.self, required(.licence, of: fields))
        let numberNode = required(.number, of: fields)
        let number = text(numberNode, maxLength: 64)
        let issuedOn = day(required(.issuedOn, of: fields))
        guard let kind, let numberNode, let number, let issuedOn else { return nil }
        guard kind != .nib || isNIB(number) else {
            complain(.licenceNumberMalformed, at: numberNode, "A NIB has 13 digits.")
            return nil
        }
        return Evidence.Licence(kind: kind, number: number, issuedOn: issuedOn)
    }

    private func isNIB(_ number: String) -> Bool {
        number.utf8.count == 13
            && number.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private mutating func marketing(_ fields: Fields) -> Evidence? {
        allow([.type, .channel, .name], in: fields)
        let channel = choice(required(.channel, of: fields), "online, offline") {
            Evidence.Channel(rawValue: $0)
        }
        let name = text(required(.name, of: fields))
        guard let channel, let name else { return nil }
        return .marketing(channel, name: name)
    }

    private mutating func accounts(_ fields: Fields) -> Evidence.Accounts? {
        allow([.type, .period, .revenue, .expenses, .profit, .workers], in: fields)
        let period = period(required(.period, of: fields))
        let revenue = rupiah(required(.revenue, of: fields), atLeast: 0)
        let expenses = rupiah(required(.expenses, of: fields), atLeast: 0)
        let profitNode = required(.profit, of: fields)
        let profit = rupiah(profitNode)
        let workers = integer(fields[.workers], atLeast: 1)
        guard let period, let revenue, let expenses, let profitNode, let profit else { return nil }
        guard profit == revenue - expenses else {
            complain(
                .profitNotRevenueLessExpenses, at: profitNode, "Must be revenue less expenses.")
            return nil
        }
        return Evidence.Accounts(
            period: period, revenue: revenue, expenses: expenses, workers: workers)
    }

    /// `YYYY-MM`, as the first day of that month.
    private mutating func period(_ node: Int?) -> Day? {
        guard let node, let text = string(node) else { return nil }
        if let day = Day("\(text)-01") { return day }
        complain(.periodMalformed, at: node, "Must be a month, as YYYY-MM.")
        return nil
    }
}
