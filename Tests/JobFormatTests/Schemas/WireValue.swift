import JobFormat

/// A JSON document as a tree that can be broken in one place and written again.
indirect enum WireValue: Sendable {
    /// A number, `true`, `false` or `null`, as it is written.
    case word(String)
    case string(String)
    case array([WireValue])
    case object([(key: String, value: WireValue)])

    init(_ tape: JSONTape, _ node: Int = JSONTape.root) {
        switch tape.kind(node) {
        case .object:
            self = .object(
                tape.members(of: node).map { (tape.text($0.key), WireValue(tape, $0.value)) })
        case .array: self = .array(tape.elements(of: node).map { WireValue(tape, $0) })
        case .string: self = .string(tape.text(node))
        case .number: self = .word(String(decoding: tape.rawBytes(node), as: UTF8.self))
        case .true: self = .word("true")
        case .false: self = .word("false")
        case .null: self = .word("null")
        }
    }

    /// The document in one line.
    var text: String {
        switch self {
        case .word(let word): word
        case .string(let text): WireValue.quoted(text)
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.map { WireValue.quoted($0.key) + ":" + $0.value.text }
                .joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.element(text)
        return json.text
    }

    /// How many values there are, this one and all inside it.
    var count: Int {
        switch self {
        case .word, .string: 1
        case .array(let elements): elements.reduce(1) { $0 + $1.count }
        case .object(let members): members.reduce(1) { $0 + $1.value.count }
        }
    }

    /// The same with one value changed, or taken out where `change` gives nil.
    ///
    /// - Parameter place: 0 for this value, else counted through the document in its order.
    func changing(_ place: Int, _ change: (WireValue) -> WireValue?) -> WireValue? {
        guard place > 0 else { return place == 0 ? change(self) : self }
        var place = place - 1
        func changed(_ value: WireValue) -> WireValue? {
            defer { place -= value.count }
            return value.changing(place, change)
        }
        switch self {
        case .word, .string: return self
        case .array(let elements): return .array(elements.compactMap(changed))
        case .object(let members):
            return .object(
                members.compactMap { member in changed(member.value).map { (member.key, $0) } })
        }
    }

    /// An object with a field more, in place of one that has its name.
    func adding(_ key: String, _ value: WireValue) -> WireValue {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.key != key } + [(key, value)])
    }
}
