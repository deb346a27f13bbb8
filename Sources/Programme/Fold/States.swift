/// What the facts about a person add up to.
package struct MemberState: Hashable, Sendable {
    /// A time in which a step was reached; `until` nil while it lasts. Only P7 ever ends.
    package struct Span: Hashable, Sendable {
        package let from: Day
        /// The first day on which it no longer holds.
        package let until: Day?
        /// The fact that reached it.
        package let by: FactKey

        package init(from: Day, until: Day? = nil, by fact: FactKey) {
            self.from = from
            self.until = until
            self.by = fact
        }
    }

    /// Details that hold from a day on, until the next ones.
    package struct Details: Hashable, Sendable {
        /// The first day; the P1's details hold for all earlier days too.
        package let from: Day
        package let name: PersonName
        package let place: Place
        package let penggerak: SourceCode
        package let business: Business?

        package init(
            from: Day, name: PersonName, place: Place, penggerak: SourceCode, business: Business?
        ) {
            self.from = from
            self.name = name
            self.place = place
            self.penggerak = penggerak
            self.business = business
        }
    }

    /// People at work in the business, from a P6.
    package struct Workers: Hashable, Sendable {
        package let from: Day
        package let count: Int64

        package init(from: Day, count: Int64) {
            self.from = from
            self.count = count
        }
    }

    package let nik: NIK
    /// The P1 that the details come from; nil while the person is not registered.
    package let registration: FactKey?
    /// In order of `from`; the first one is the P1's. Empty while not registered.
    package let details: [Details]
    /// Reached steps. Each has one span, P7 perhaps several; none for a step not reached.
    package let reached: [Stage: [Span]]
    /// In order of `from`.
    package let workers: [Workers]

    package init(
        nik: NIK, registration: FactKey? = nil, details: [Details] = [],
        reached: [Stage: [Span]] = [:], workers: [Workers] = []
    ) {
        self.nik = nik
        self.registration = registration
        self.details = details
        self.reached = reached
        self.workers = workers
    }

    /// The details that hold on a day; nil while not registered.
    package func details(on day: Day) -> Details? {
        details.inForce(on: day)
    }

    /// The first day on which a step was reached; of P7 the first of its spans.
    package func reachDay(of stage: Stage) -> Day? {
        reached[stage]?.first?.from
    }
}

extension [MemberState.Details] {
    /// Of details in order of `from`: those of a day. The first ones hold for all earlier days too.
    func inForce(on day: Day) -> MemberState.Details? {
        // Halved until the first one that begins later is found: someone may have many.
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].from <= day { low = middle + 1 } else { high = middle }
        }
        return low > startIndex ? self[low - 1] : first
    }
}

/// What the headers of a class add up to.
package struct ClassState: Hashable, Sendable {
    package let key: ClassKey
    /// The latest whole header, which stands.
    package let standing: TrainingClass
    /// The fact that sent it.
    package let header: FactKey

    package init(key: ClassKey, standing: TrainingClass, header: FactKey) {
        self.key = key
        self.standing = standing
        self.header = header
    }
}

/// What the events of an application add up to.
package struct ApplicationState: Hashable, Sendable {
    package enum Phase: String, Hashable, Sendable, CaseIterable {
        case submitted
        case assessed
        case approved
        case disbursed
        case repaid
        case writtenOff = "written_off"
        case rejected
        case withdrawn
    }

    /// One time of being disbursed: from the event to its undoing.
    package struct Disbursal: Hashable, Sendable {
        package let fact: FactKey
        package let on: Day
        package let amount: Rupiah
        /// The day of the `disbursal_undone` that ended it.
        package let undoneOn: Day?

        package init(fact: FactKey, on day: Day, amount: Rupiah, undoneOn: Day? = nil) {
            self.fact = fact
            self.on = day
            self.amount = amount
            self.undoneOn = undoneOn
        }
    }

    package let key: ApplicationKey
    package let nik: NIK
    package let product: LocalID
    package let phase: Phase
    /// The day on which it came to each phase that it has (or had) reached and that still stands.
    /// A phase that is only implied by a later one has no day.
    package let reachedOn: [Phase: Day]
    package let requested: Rupiah?
    package let approved: Rupiah?
    package let tenorMonths: Int64?
    package let rateBasisPoints: Int64?
    /// In order of days; at most one is not undone. Implied disbursals are not among them.
    package let disbursals: [Disbursal]
    /// Sum of the repayments that count.
    package let repaid: Rupiah

    package init(
        key: ApplicationKey, nik: NIK, product: LocalID, phase: Phase, reachedOn: [Phase: Day],
        requested: Rupiah? = nil, approved: Rupiah? = nil, tenorMonths: Int64? = nil,
        rateBasisPoints: Int64? = nil, disbursals: [Disbursal] = [], repaid: Rupiah = Rupiah(0)
    ) {
        self.key = key
        self.nik = nik
        self.product = product
        self.phase = phase
        self.reachedOn = reachedOn
        self.requested = requested
        self.approved = approved
        self.tenorMonths = tenorMonths
        self.rateBasisPoints = rateBasisPoints
        self.disbursals = disbursals
        self.repaid = repaid
    }
}

/// What folding says of a part of the facts, or of all.
///
/// A class or application without a fact that counts has no state: it is among the folded keys
/// with nil, so that the ledger forgets what it had. A person with any fact has a state, if only
/// that of one who is not registered.
package struct FoldedState: Equatable, Sendable {
    package var members: [NIK: MemberState?]
    package var classes: [ClassKey: ClassState?]
    package var applications: [ApplicationKey: ApplicationState?]
    package var judgements: [FactKey: Judgement]

    package init(
        members: [NIK: MemberState?] = [:], classes: [ClassKey: ClassState?] = [:],
        applications: [ApplicationKey: ApplicationState?] = [:],
        judgements: [FactKey: Judgement] = [:]
    ) {
        self.members = members
        self.classes = classes
        self.applications = applications
        self.judgements = judgements
    }
}
