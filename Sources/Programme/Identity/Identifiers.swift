/// A name that another system gave to a thing: `[A-Za-z0-9._-]{1,64}`, compared byte by byte.
///
/// ASCII, because Swift and SQLite disagree on when two other texts are the same.
package protocol Identifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    var text: String { get }
    init(unchecked text: String)
}

extension Identifier {
    /// The identifier with this text, or nil if the text is not one.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isIdentifierByte) else {
            return nil
        }
        self.init(unchecked: text)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.text < right.text
    }

    package var description: String { text }
}

/// Whether a byte may stand in an identifier: `[A-Za-z0-9._-]`.
package func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
    default: false
    }
}

/// The registry code of an organisation: a source, an organiser, a penggerak, a lender.
package struct SourceCode: Identifier {
    package let text: String
    /// For texts that were checked before, as when they come back from the ledger.
    package init(unchecked text: String) { self.text = text }
}

/// What a source calls one of its jobs. Used up, with its source, when something is recorded.
package struct JobID: Identifier {
    package let text: String
    /// For texts that were checked before, as when they come back from the ledger.
    package init(unchecked text: String) { self.text = text }
}

/// What a source calls one item of a job; unique in its job.
package struct ItemID: Identifier {
    package let text: String
    /// For texts that were checked before, as when they come back from the ledger.
    package init(unchecked text: String) { self.text = text }
}

/// What an organiser calls a class, a lender an application or a product, a trainer a speaker.
package struct LocalID: Identifier {
    package let text: String
    /// For texts that were checked before, as when they come back from the ledger.
    package init(unchecked text: String) { self.text = text }
}
