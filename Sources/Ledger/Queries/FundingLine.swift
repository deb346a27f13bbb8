package import Programme

/// An application for funding as it stood on a day.
package struct FundingLine: Hashable, Sendable {
    package let key: ApplicationKey
    package let product: LocalID
    /// Where the applicant was on that day; nil while not registered.
    package let place: Place?
    /// The phase that it had come to.
    package let phase: ApplicationState.Phase
    /// The first day of which an event that stands is known.
    package let began: Day
    package let requested: Rupiah?
    package let approved: Rupiah?
    /// Whether it was approved, if only because it was disbursed.
    package let isApproved: Bool
    /// What was disbursed, and not undone by then.
    package let disbursed: Rupiah?
    /// Days from `submitted` to `disbursed`; nil if one of them has not been reported.
    package let daysToDisbursal: Int?
    /// Principal paid back by then.
    package let repaid: Rupiah

    package init(
        key: ApplicationKey, product: LocalID, place: Place?, phase: ApplicationState.Phase,
        began: Day, requested: Rupiah? = nil, approved: Rupiah? = nil, isApproved: Bool = false,
        disbursed: Rupiah? = nil, daysToDisbursal: Int? = nil, repaid: Rupiah = Rupiah(0)
    ) {
        self.key = key
        self.product = product
        self.place = place
        self.phase = phase
        self.began = began
        self.requested = requested
        self.approved = approved
        self.isApproved = isApproved
        self.disbursed = disbursed
        self.daysToDisbursal = daysToDisbursal
        self.repaid = repaid
    }
}
