/// Steps that a product asks of its applicants (the rulebook, "Funding"): missing ones only warn.
enum ProductSteps {
    /// Whether the applicant lacked a step that the product needs, on the event's own day.
    ///
    /// Asked of the events that ask for or grant money: `submitted`, `approved`, `disbursed`.
    static func areMissing(
        at event: Fact, reached: [Stage: [MemberState.Span]], under rules: Rules
    ) -> Bool {
        guard case .funding(_, let application, let code, let funding) = event.content else {
            return false
        }
        switch funding {
        case .submitted, .approved, .disbursed: break
        default: return false
        }
        let day = event.occurredOn
        let product = rules.products.first {
            $0.lender == application.lender && $0.code == code
                && ($0.from.map { $0 <= day } ?? true) && ($0.until.map { day <= $0 } ?? true)
        }
        return (product?.needs ?? []).contains { stage in
            !(reached[stage] ?? []).contains { $0.from <= day }
        }
    }
}
