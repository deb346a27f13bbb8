/// The repayments of a disbursal (the rulebook, "Application", "Repayment").
struct Repayments {
    enum Answer {
        case counted
        /// The same application, day and amount from another job: one payment told twice.
        case repeated
        /// Above what is left of what is owed.
        case tooMuch
    }

    private struct Payment: Hashable {
        let day: Day
        let amount: Rupiah
    }

    /// Sum of those that count.
    private(set) var sum = Rupiah(0)
    /// The facts of those that count, and of those that repeat them.
    private(set) var facts: [FactKey] = []
    /// The job that each payment was counted from: none is counted from two.
    private var counted: [Payment: FactKey] = [:]

    /// - Parameter owed: what was disbursed; nil where that is not known, and then no limit.
    mutating func take(_ fact: Fact, _ amount: Rupiah, owed: Rupiah?) -> Answer {
        let payment = Payment(day: fact.occurredOn, amount: amount)
        if let first = counted[payment],
            (first.source, first.jobID) != (fact.key.source, fact.key.jobID)
        {
            facts.append(fact.key)
            return .repeated
        }
        // Without a limit the sum of what a lender claims can pass 64 bits.
        let (total, overflow) = sum.amount.addingReportingOverflow(amount.amount)
        if overflow || owed.map({ total > $0.amount }) ?? false { return .tooMuch }
        sum = Rupiah(total)
        counted[payment] = fact.key
        facts.append(fact.key)
        return .counted
    }
}
