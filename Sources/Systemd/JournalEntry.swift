/// How urgent an entry is, in the levels of syslog(3) that journald keeps in `PRIORITY`.
package enum JournalPriority: Int, Sendable {
    case emergency, alert, critical, error, warning, notice, info, debug
}

/// The stable 128-bit name of a kind of entry, by which `journalctl` filters and finds the
/// explanation in a message catalog.
package struct JournalMessageID: Sendable, CustomStringConvertible {
    let digits: StaticString

    /// 32 lower-case hexadecimal digits.
    package var description: String { String(describing: digits) }

    /// - Precondition: `digits` are 32 lower-case hexadecimal digits (`journalctl --new-id128`).
    ///   They stand in the source, so anything else is a mistake of the programmer's.
    package init(_ digits: StaticString) {
        precondition(
            digits.withUTF8Buffer { $0.count == 32 && $0.allSatisfy(Self.isLowerHex) },
            "a MESSAGE_ID is 32 lower-case hexadecimal digits")
        self.digits = digits
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}

/// A named value of an entry: any bytes, newlines and NULs included.
package struct JournalField: Sendable {
    /// A short text needs no memory of its own, as an array of its bytes would.
    enum Value: Equatable {
        case text(String)
        case bytes([UInt8])
    }

    /// The longest name that journald takes, in bytes.
    package static let longestName = 64

    let name: StaticString
    let value: Value

    /// - Parameters:
    ///   - name: capital letters, digits and underscores, beginning with a letter. journald drops a
    ///     field with any other name without a word; a leading underscore is its own.
    ///   - value: stored as it is. What is foreign in it stays exact here and cannot forge
    ///     anything: `journalctl` shows a field with control characters as a blob.
    /// - Precondition: the name is well formed and is not one that ``JournalEntry`` writes itself.
    ///   Names are literals, so builds for tests find a wrong one, and only they look.
    package init(_ name: StaticString, _ value: [UInt8]) {
        self.init(name, .bytes(value))
    }

    /// The same for text.
    /// - Precondition: as for ``init(_:_:)-(_,[UInt8])``.
    package init(_ name: StaticString, _ value: String) {
        self.init(name, .text(value))
    }

    private init(_ name: StaticString, _ value: Value) {
        assert(Self.isWellFormed("\(name)"), "not a journal field's name: \(name)")
        assert(!Self.ownNames.contains("\(name)"), "\(name) belongs to the entry itself")
        self.name = name
        self.value = value
    }

    private static let ownNames: Set = ["MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER"]

    private static func isWellFormed(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= longestName else { return false }
        return isCapital(first)
            && name.utf8.allSatisfy { isCapital($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// One entry of the journal.
package struct JournalEntry: Sendable {
    /// What a person reads, on one line: control characters are escaped when it is sent.
    package var message: String
    /// What kind of entry it is; nil for a line that nobody filters by.
    package var id: JournalMessageID?
    /// How urgent it is.
    package var priority: JournalPriority
    /// Whose it is: the program's name, as `journalctl -t` wants it.
    package var identifier: String
    /// Everything else that is known.
    package var fields: [JournalField]

    /// An entry with the given parts.
    package init(
        message: String, id: JournalMessageID? = nil, priority: JournalPriority,
        identifier: String, fields: [JournalField] = []
    ) {
        self.message = message
        self.id = id
        self.priority = priority
        self.identifier = identifier
        self.fields = fields
    }
}
