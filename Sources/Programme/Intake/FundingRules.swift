// One event of a funding application (the rulebook, "Funding", "funding-application").
// Products only warn: a lender knows its own terms.

extension IntakeContext {
    func findings(on item: FundingItem) -> [Finding] {
        [
            inFuture(item.occurredOn, at: "/occurred_on"),
            sourceInactive(on: item.occurredOn, at: "/occurred_on"),
            stepNotForSource(.funding, at: "/event"), nikFinding(item.nik), productFinding(item),
        ].compactMap { $0 }
    }

    /// The product as it was on offer on the day of the event, and its ceiling then.
    private func productFinding(_ item: FundingItem) -> Finding? {
        let known = rules.products.filter {
            $0.lender == source.code && $0.code == item.product
        }
        if known.isEmpty {
            return Finding(
                .productUnknown, at: "/product",
                "\(source.code) has no product with this code in the configuration: check the "
                    + "code, or have the product entered.")
        }
        // What follows a disbursal goes on long after the product was last on offer.
        guard let amount = item.event.lentAmount else { return nil }
        let ceilings = known.filter { $0.isOnOffer(on: item.occurredOn) }.map(\.ceiling)
        guard let ceiling = ceilings.max() else {
            return Finding(
                .productNotOnOffer, at: "/product",
                "This product was not on offer on \(item.occurredOn): check product and date.")
        }
        guard amount > ceiling else { return nil }
        return Finding(
            .aboveCeiling, at: "/amount",
            "The amount is above Rp \(ceiling.amount), the product's ceiling on "
                + "\(item.occurredOn): check the amount.")
    }

    func fact(from item: FundingItem) -> (Day, Fact.Content)? {
        let key = ApplicationKey(lender: source.code, applicationID: item.applicationID)
        return (item.occurredOn, .funding(item.nik, key, product: item.product, item.event))
    }
}

extension FundingEvent {
    /// The amount that is asked for, granted or paid out; nil for others, repayments included.
    fileprivate var lentAmount: Rupiah? {
        switch self {
        case .submitted(let amount), .approved(let amount, _, _), .disbursed(let amount): amount
        default: nil
        }
    }
}

extension Product {
    /// Whether it is on offer on a day, first and last day included.
    fileprivate func isOnOffer(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}
