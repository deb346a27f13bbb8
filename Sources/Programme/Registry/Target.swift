/// A number that the programme is to reach by a day; configured, not in the rulebook.
package struct Target: Hashable, Sendable {
    /// What is counted.
    package enum Indicator: Hashable, Sendable, CaseIterable {
        /// Members who have reached a step.
        case step(Stage)
        /// People at work in the members' businesses, owners included, by each member's latest P6
        /// that says how many.
        case jobs

        package static var allCases: [Indicator] { Stage.allCases.map(Self.step) + [.jobs] }
    }

    package let indicator: Indicator
    /// The region that it is for; nil is all of DKI. Who lives outside DKI counts for none.
    package let scope: RegionCode?
    /// The last day on which it may be reached.
    package let by: Day
    package let number: Int

    package init(_ indicator: Indicator, scope: RegionCode? = nil, by day: Day, number: Int) {
        self.indicator = indicator
        self.scope = scope
        by = day
        self.number = number
    }

    /// Whether what is in a place counts for it.
    package func counts(_ place: RegionCode) -> Bool {
        guard let scope else { return place.isInDKI }
        return place.within(scope.level) == scope
    }
}

extension Target.Indicator: RawRepresentable {
    /// As in `targets.yaml`: `P1` to `P7`, `jobs`.
    package var rawValue: String {
        switch self {
        case .step(let stage): stage.description
        case .jobs: "jobs"
        }
    }

    package init?(rawValue: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = found
    }
}
