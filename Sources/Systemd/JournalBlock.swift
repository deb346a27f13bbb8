/// An entry as `sd_journal_sendv` takes it: `NAME=value` of every field, one after the other in one
/// block of memory. It serves one entry after another, so that a burst asks for memory once.
struct JournalBlock {
    private(set) var bytes: [UInt8] = []
    /// Where each assignment ends.
    private(set) var ends: [Int] = []

    /// Holds this entry, and no other.
    mutating func fill(with entry: JournalEntry) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        add("MESSAGE", OneLine.escaping(entry.message).utf8)
        add("PRIORITY", "\(entry.priority.rawValue)".utf8)
        add("SYSLOG_IDENTIFIER", OneLine.escaping(entry.identifier).utf8)
        if let id = entry.id { add("MESSAGE_ID", id.digits) }
        for field in entry.fields {
            switch field.value {
            case .text(let text): add(field.name, text.utf8)
            case .bytes(let value): add(field.name, value)
            }
        }
    }

    private mutating func add(_ name: StaticString, _ value: some Collection<UInt8>) {
        add(name)
        bytes.append(UInt8(ascii: "="))
        bytes.append(contentsOf: value)
        ends.append(bytes.count)
    }

    private mutating func add(_ name: StaticString, _ value: StaticString) {
        add(name)
        bytes.append(UInt8(ascii: "="))
        add(value)
        ends.append(bytes.count)
    }

    private mutating func add(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
