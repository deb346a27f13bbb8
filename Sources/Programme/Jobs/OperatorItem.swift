/// One item of an operator's command file.
package enum OperatorItem: Hashable, Sendable {
    /// Whether a P1 under another name is the same person.
    case decide(FactReference, Ruling)
    /// Lifts a denial for own community or scope, or lets it stand after all.
    case override(FactReference, OverrideRuling)
    /// Takes a fact out of every fold until it is looked into, or lets it back.
    case hold(FactReference, HoldRuling)
    /// Something that the daemon does; it says nothing of any fact.
    case act(Act)

    package enum Ruling: String, Hashable, Sendable, CaseIterable {
        case samePerson = "same_person"
        case notTheSame = "not_the_same"
    }

    package enum OverrideRuling: String, Hashable, Sendable, CaseIterable {
        /// The fact counts in spite of the rule that denies it.
        case counts
        /// The denial stands.
        case stands
    }

    package enum HoldRuling: String, Hashable, Sendable {
        /// The fact waits for an operator.
        case held
        /// It is judged by the rules again.
        case released
    }

    /// What an operator has the daemon do.
    package enum Act: Hashable, Sendable {
        /// A source's files wait in its drop box; none is refused. Of all acts on a source the
        /// latest by `submitted_at` holds (ties: source, job, position).
        case pause(SourceCode)
        /// They are taken again.
        case resume(SourceCode)
        /// A rejected file goes back into its drop box, to be judged anew.
        case retry(attempt: Int64)
        /// Something about a person's data; see ``PersonAct``.
        case person(PersonAct)
        /// Something is shown unmasked; nothing else is done.
        case reveal(Revelation)
    }

    /// The fact it is about; nil of an act.
    package var fact: FactReference? {
        switch self {
        case .decide(let fact, _), .override(let fact, _), .hold(let fact, _): fact
        case .act: nil
        }
    }
}
