/// A person's name as it was sent, 1 to 200 characters.
package struct PersonName: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// What two names are compared by: trimmed, single spaces, case folded (the rulebook, "Names").
    package var folded: String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether the two name the same person as far as spelling tells.
    package func matches(_ other: PersonName) -> Bool {
        text == other.text || folded == other.folded
    }
}

extension PersonName: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the name itself: personal data leaves the ledger only where ``text`` is asked for.
    package var description: String { "(name)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
