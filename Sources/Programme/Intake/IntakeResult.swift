/// What the intake check says of a job: its outcome, what is recorded, what is complained of.
///
/// The outcome comes from this check alone; history's remarks stand beside the verdicts.
package struct IntakeResult: Hashable, Sendable {
    /// `accepted`, `accepted_with_warnings`, `partially_accepted`, `refused`, `validated` or
    /// `deferred`; `duplicate` and `conflict` are for the ledger to say.
    package let outcome: JobOutcome
    /// Complaints of envelope and class header.
    package let complaints: [Complaint]
    /// The class header's outcome; nil for other files than rosters.
    package let classOutcome: ItemOutcome?
    /// One for each item as sent, in its order.
    package let items: [Item]
    /// What is to be recorded; empty unless the outcome uses up the id. The header comes first.
    package let facts: [Fact]
    /// Work from or by who is not part of the programme; kept also when all is refused.
    package let unaffiliated: [UnaffiliatedActivity]
    /// Until when the job is deferred; only with outcome `deferred`.
    package let deferredUntil: Instant?

    package struct Item: Hashable, Sendable {
        package let position: Int
        package let itemID: ItemID?
        package let outcome: ItemOutcome
        package let complaints: [Complaint]

        package init(
            position: Int, itemID: ItemID?, outcome: ItemOutcome, complaints: [Complaint]
        ) {
            self.position = position
            self.itemID = itemID
            self.outcome = outcome
            self.complaints = complaints
        }
    }

    package init(
        outcome: JobOutcome, complaints: [Complaint] = [], classOutcome: ItemOutcome? = nil,
        items: [Item] = [], facts: [Fact] = [], unaffiliated: [UnaffiliatedActivity] = [],
        deferredUntil: Instant? = nil
    ) {
        self.outcome = outcome
        self.complaints = complaints
        self.classOutcome = classOutcome
        self.items = items
        self.facts = facts
        self.unaffiliated = unaffiliated
        self.deferredUntil = deferredUntil
    }
}

/// Work under the programme's name by who is not part of it (the rulebook, "Affiliation").
package struct UnaffiliatedActivity: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable {
        case source
        case organiser
        case penggerak
    }

    package let role: Role
    /// The code as sent; it is in no registry, or not active on the day.
    package let code: SourceCode
    package let place: RegionCode?
    package let day: Day?
    /// Distinct people in the file that it concerns.
    package let people: Int

    package init(role: Role, code: SourceCode, place: RegionCode?, day: Day?, people: Int) {
        self.role = role
        self.code = code
        self.place = place
        self.day = day
        self.people = people
    }
}
