/// One item of an operator's command file.
package enum OperatorItem: Hashable, Sendable {
    /// Whether a P1 under another name is the same person.
    case decide(FactReference, Ruling)
    /// Lifts a denial for own community or scope, or lets it stand after all.
    case override(FactReference, OverrideRuling)

    package enum Ruling: String, Hashable, Sendable {
        case samePerson = "same_person"
        case notTheSame = "not_the_same"
    }

    package enum OverrideRuling: String, Hashable, Sendable {
        /// The fact counts in spite of the rule that denies it.
        case counts
        /// The denial stands.
        case stands
    }

    /// The fact it is about.
    package var fact: FactReference {
        switch self {
        case .decide(let fact, _), .override(let fact, _): fact
        }
    }
}
