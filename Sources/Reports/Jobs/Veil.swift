package import Programme

/// How people are shown: masked, or as they are to who asked with a reason, on record (G12).
package enum Veil: Hashable, Sendable {
    case drawn
    /// Only once the ledger has it who is shown what, and why.
    case lifted

    /// A NIK.
    package func callAsFunction(_ nik: NIK) -> String {
        switch self {
        case .drawn: nik.masked
        case .lifted: nik.digits
        }
    }

    /// A text that its sender chose, which may have a NIK in it.
    package func callAsFunction(_ text: String) -> String {
        switch self {
        case .drawn: Masking.maskingPeople(in: text)
        case .lifted: text
        }
    }

    /// Whether something is hidden of a text unless the veil is lifted.
    package static func hides(_ text: String?) -> Bool {
        text.map { Masking.maskingPeople(in: $0) != $0 } ?? false
    }
}

extension Fact.Content {
    /// The name that it gives to its person.
    var name: PersonName? {
        switch self {
        case .registration(_, let registration): registration.name
        case .correction(_, let correction): correction.name
        default: nil
        }
    }

    /// The rupiah of a funding event.
    var amount: Int64? {
        if case .funding(_, _, _, let event) = self { event.amount?.amount } else { nil }
    }
}
