/// What the programme has decided, with its dates: everything that judging needs besides the facts.
///
/// The same facts under the same rules end in the same state, whatever order they came in.
package struct Rules: Sendable {
    package let registry: Registry
    package let regions: Regions
    package let products: [Product]
    /// The first day of the asymmetric policy: January 2020, Pergub 2/2020. Sequential before; nil
    /// is sequential for ever.
    package let asymmetricFrom: Day?
    /// From this day a registration needs a kelurahan: OK OCE 4.0, 11 June 2018.
    package let kelurahanRequiredFrom: Day
    /// How many days a fact may be held before it is overdue; the evaluation's rhythm.
    package let holdForDays: Int

    package init(
        registry: Registry, regions: Regions, products: [Product] = [],
        asymmetricFrom: Day? = Day(number: 18_262),
        kelurahanRequiredFrom: Day = Day(number: 17_693),
        holdForDays: Int = 14
    ) {
        self.registry = registry
        self.regions = regions
        self.products = products
        self.asymmetricFrom = asymmetricFrom
        self.kelurahanRequiredFrom = kelurahanRequiredFrom
        self.holdForDays = holdForDays
    }

    /// The policy of the day on which a thing occurred.
    package func policy(on day: Day) -> SequencePolicy {
        guard let asymmetricFrom else { return .sequential }
        return day < asymmetricFrom ? .sequential : .asymmetric
    }
}

/// How the steps depend on each other.
package enum SequencePolicy: String, Sendable {
    /// Each step needs the one before it (Pergub 102/2018).
    case sequential
    /// Each step needs only P1 (Pergub 2/2020).
    case asymmetric

    /// The step that must be reached before `stage`; nil for P1.
    package func prerequisite(of stage: Stage) -> Stage? {
        switch (self, stage) {
        case (_, .registration): nil
        case (.sequential, _): stage.previous
        case (.asymmetric, _): .registration
        }
    }
}

/// A lender's product on offer between two days.
package struct Product: Hashable, Sendable {
    package let lender: SourceCode
    package let code: LocalID
    package let name: String
    package let ceiling: Rupiah
    /// Yearly rate in hundredths of a per cent: 700 = 7 %. Nil where the lender sets it.
    package let rateBasisPoints: Int?
    /// Longest tenor in months; nil where none is set.
    package let tenorMonths: Int?
    /// Steps the applicant should have reached; missing ones only warn.
    package let needs: Set<Stage>
    package let from: Day?
    package let until: Day?

    package init(
        lender: SourceCode, code: LocalID, name: String, ceiling: Rupiah,
        rateBasisPoints: Int? = nil, tenorMonths: Int? = nil, needs: Set<Stage> = [],
        from: Day? = nil, until: Day? = nil
    ) {
        self.lender = lender
        self.code = code
        self.name = name
        self.ceiling = ceiling
        self.rateBasisPoints = rateBasisPoints
        self.tenorMonths = tenorMonths
        self.needs = needs
        self.from = from
        self.until = until
    }
}

/// Whole rupiah; negative only as a loss.
package struct Rupiah: Hashable, Comparable, Sendable {
    package let amount: Int64

    package init(_ amount: Int64) {
        self.amount = amount
    }

    package static func < (left: Rupiah, right: Rupiah) -> Bool { left.amount < right.amount }
    package static func + (left: Rupiah, right: Rupiah) -> Rupiah {
        Rupiah(left.amount + right.amount)
    }
    package static func - (left: Rupiah, right: Rupiah) -> Rupiah {
        Rupiah(left.amount - right.amount)
    }
}
