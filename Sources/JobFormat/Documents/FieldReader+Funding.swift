import Programme

/// Items of `okoce/funding-application/1`.
extension FieldReader {
    mutating func fundingItem(_ fields: Fields) -> FundingItem? {
        let applicationID = identifier(LocalID.self, required(.applicationID, of: fields))
        let nik = nik(required(.nik, of: fields))
        let product = identifier(LocalID.self, required(.product, of: fields))
        let occurredOn = day(required(.occurredOn, of: fields))
        let kind = choice(FundingEvent.Kind.self, required(.event, of: fields))
        guard let event = kind.flatMap({ fundingEvent($0, fields) }) else { return nil }
        guard let applicationID, let nik, let product, let occurredOn else { return nil }
        return FundingItem(
            applicationID: applicationID, nik: nik, product: product, occurredOn: occurredOn,
            event: event)
    }

    /// The event with the fields that it must have; complains of those that it must not have.
    private mutating func fundingEvent(
        _ kind: FundingEvent.Kind, _ fields: Fields
    ) -> FundingEvent? {
        let own = FieldReader.fields(of: kind)
        let ofOthers: [WireName] = [.amount, .tenorMonths, .rateBasisPoints, .reason]
        allow(
            [.itemID, .applicationID, .nik, .product, .event, .occurredOn] + own, in: fields,
            else: { ofOthers.contains($0) ? .fundingFieldNotOfEvent : nil })
        for name in own { _ = required(name, of: fields, else: .fundingFieldMissing) }

        switch kind {
        case .submitted: return amount(fields).map { .submitted($0) }
        case .disbursed: return amount(fields).map { .disbursed($0) }
        case .repayment: return amount(fields).map { .repayment($0) }
        case .approved: return approval(fields)
        case .approvalUndone: return reason(fields[.reason]).map { .approvalUndone(reason: $0) }
        case .disbursalUndone: return reason(fields[.reason]).map { .disbursalUndone(reason: $0) }
        case .rejected: return reason(fields[.reason]).map { .rejected(reason: $0) }
        case .assessed: return .assessed
        case .withdrawn: return .withdrawn
        case .repaid: return .repaid
        case .writtenOff: return .writtenOff
        }
    }

    /// The fields that an event needs beside those of all.
    private static func fields(of kind: FundingEvent.Kind) -> [WireName] {
        switch kind {
        case .submitted, .disbursed, .repayment: [.amount]
        case .approved: [.amount, .tenorMonths, .rateBasisPoints]
        case .approvalUndone, .disbursalUndone, .rejected: [.reason]
        case .assessed, .withdrawn, .repaid, .writtenOff: []
        }
    }

    private mutating func amount(_ fields: Fields) -> Rupiah? {
        rupiah(fields[.amount], atLeast: 1)
    }

    private mutating func approval(_ fields: Fields) -> FundingEvent? {
        let amount = amount(fields)
        let tenor = integer(fields[.tenorMonths], atLeast: 1)
        let rate = integer(fields[.rateBasisPoints], atLeast: 0)
        guard let amount, let tenor, let rate else { return nil }
        return .approved(amount, tenorMonths: tenor, rateBasisPoints: rate)
    }
}
