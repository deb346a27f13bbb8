import Programme

/// Reads the fields of one thing (an item, a class header, the envelope) off a tape and keeps what
/// it finds wrong. Whoever uses it builds a value only if nothing was found.
///
/// What is absent: a value of the text in a message. What a person wrote may be a name or a NIK;
/// pointer, line and column lead to it.
struct FieldReader {
    let tape: JSONTape
    /// The complaint for a malformed date in this kind of file.
    let malformedDate: ComplaintCode
    /// What was found wrong so far, in the order of looking.
    private(set) var findings: [Finding] = []

    /// One thing that is wrong, before anybody asks where that is in lines and columns.
    struct Finding {
        let code: ComplaintCode
        /// The node that is wrong; of a missing field, the object that should have it.
        let node: Int
        /// The field that is missing from `node`.
        var missing: WireName?
        let message: String
    }

    init(tape: JSONTape, malformedDate: ComplaintCode = .stageDateMalformed) {
        self.tape = tape
        self.malformedDate = malformedDate
    }

    mutating func complain(_ code: ComplaintCode, at node: Int, _ message: String) {
        findings.append(Finding(code: code, node: node, message: message))
    }

    /// Takes over faults of the text: duplicate keys and lone surrogates.
    mutating func complain(of faults: some Sequence<JSONFault>) {
        for fault in faults { complain(of: fault) }
    }

    private mutating func complain(of fault: JSONFault) {
        switch fault.kind {
        case .duplicateKey:
            complain(.duplicateKey, at: fault.node, "This key stands in its object already.")
        case .loneSurrogate:
            complain(
                .notUnicode, at: fault.node,
                "An escaped surrogate stands here without its other half: no Unicode text.")
        }
    }
}

/// The fields that an object has, by name. Of a duplicate key, the first.
struct Fields {
    let object: Int
    /// Names with the nodes of their values; nil is a key that no document has.
    let all: [(name: WireName?, key: Int, value: Int)]

    subscript(_ name: WireName) -> Int? {
        all.first { $0.name == name }?.value
    }
}

extension FieldReader {
    /// The fields of an object; complains of anything else.
    mutating func fields(_ node: Int?) -> Fields? {
        guard let node else { return nil }
        guard tape.kind(node) == .object else {
            complain(.wrongType, at: node, "Must be an object.")
            return nil
        }
        return Fields(
            object: node,
            all: tape.members(of: node).map { (WireName(key: $0.key, of: tape), $0.key, $0.value) })
    }

    /// The fields of an object that may have these and no others.
    mutating func fields(_ node: Int?, only names: [WireName]) -> Fields? {
        guard let fields = fields(node) else { return nil }
        allow(names, in: fields)
        return fields
    }

    /// Complains of every field that is not one of these.
    mutating func allow(
        _ names: [WireName], in fields: Fields,
        else code: (WireName) -> ComplaintCode? = { _ in nil }
    ) {
        for field in fields.all {
            if let name = field.name, names.contains(name) { continue }
            complain(
                field.name.flatMap(code) ?? .fieldUnknown, at: field.key,
                "\(shownName(of: field.key)) is not a field here.")
        }
    }

    /// The value of a field that must be there.
    mutating func required(
        _ name: WireName, of fields: Fields, else code: ComplaintCode = .fieldMissing
    ) -> Int? {
        if let node = fields[name] { return node }
        findings.append(
            Finding(
                code: code, node: fields.object, missing: name,
                message: "The field '\(name.rawValue)' is missing."))
        return nil
    }

    private func shownName(of key: Int) -> String {
        tape.canShow(key) ? "'\(tape.text(key))'" : "What stands here"
    }
}

extension JSONTape {
    /// Whether a key may be shown to people and put into a pointer: short, printable ASCII, not so
    /// many digits that it may be a NIK, and no capital first, as names of people have.
    func canShow(_ key: Int) -> Bool {
        let raw = rawBytes(key)
        return (1...64).contains(raw.count) && !nodes[key].isEscaped
            && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(raw.first ?? 0)
            && raw.allSatisfy { (0x21...0x7E).contains($0) }
            && raw.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } < 8
    }
}
