package import Programme

/// Takes erased people out of the bytes of a job file, and leaves everybody else in it.
///
/// The text keeps its length, its structure and all that is counted (days, places, steps, amounts);
/// what may tell who it was becomes a row of `x`. So lines and columns of complaints stay true, and
/// the bytes overwrite those that were there. Read again, an item without its person is refused with
/// `E205`.
package struct Redaction: Sendable {
    /// Whether what is said of a person is to go: by their number, when the file was submitted (nil
    /// if that cannot be read) and the day that it is about (nil if it names none).
    package typealias Judge = @Sendable (Int64, Instant?, Day?) -> Bool

    private let isErased: Judge
    private let letters: @Sendable (Int64) -> [UInt8]

    /// - Parameters:
    ///   - isErased: whether what is said of a person is to go.
    ///   - letters: 16 letters that stand for a number where it is part of an identifier or a name:
    ///     always the same ones, so that a late copy is known by its id.
    package init(
        isErased: @escaping Judge, letters: @escaping @Sendable (Int64) -> [UInt8]
    ) {
        self.isErased = isErased
        self.letters = letters
    }

    /// The bytes without the people who are to go; nil if none of them is in it.
    ///
    /// - Parameters:
    ///   - bytes: of a file as it came.
    ///   - hidesReason: whether why an operator sent it goes whoever is in it.
    package func redacted(_ bytes: [UInt8], hidingReason hidesReason: Bool = false) -> [UInt8]? {
        guard hidesReason || mentions(bytes) || bytes.hasEscapedScalar else { return nil }
        var tape = JSONTape()
        guard (try? tape.read(bytes)) != nil, tape.kind(JSONTape.root) == .object else {
            return replacing(in: bytes, submittedAt: nil)
        }
        return RedactedDocument(tape, self, hidesReason).result
    }

    /// A text without the numbers of people who were erased, whenever it was written.
    package func masked(_ bytes: [UInt8]) -> [UInt8] {
        replacing(in: bytes, submittedAt: nil) ?? bytes
    }

    /// A text without the numbers of people who were erased, whenever it was written.
    package func masked(_ text: String) -> String {
        String(decoding: masked(Array(text.utf8)), as: UTF8.self)
    }

    private func mentions(_ bytes: [UInt8]) -> Bool {
        var found = false
        NIKSearch.each(in: bytes) { number, _ in
            if !found { found = isErased(number, nil, nil) }
        }
        return found
    }

    /// Puts letters in the place of numbers.
    ///
    /// - Returns: nil if there are none to be replaced.
    fileprivate func replacing(
        in bytes: [UInt8], submittedAt: Instant?
    ) -> [UInt8]? {
        var result = bytes
        var isChanged = false
        NIKSearch.each(in: bytes) { number, places in
            guard isErased(number, submittedAt, nil) else { return }
            for (place, letter) in zip(places, letters(number)) { result[place] = letter }
            isChanged = true
        }
        return isChanged ? result : nil
    }

    fileprivate func judges(_ number: Int64, _ submittedAt: Instant?, _ day: Day?) -> Bool {
        isErased(number, submittedAt, day)
    }
}

/// One JSON document on its way to being redacted.
private struct RedactedDocument {
    private let tape: JSONTape
    private let redaction: Redaction
    private let submittedAt: Instant?
    private var bytes: [UInt8]
    private var isChanged = false

    init(_ tape: JSONTape, _ redaction: Redaction, _ hidesReason: Bool) {
        self.tape = tape
        self.redaction = redaction
        bytes = tape.bytes
        submittedAt = tape.first(.submittedAt, of: JSONTape.root)
            .flatMap { Instant(tape.text($0)) }
        redactItems()
        redactSpeakers()
        // Why an operator did something about somebody may say who it is.
        if isChanged || hidesReason, let reason = tape.first(.reason, of: JSONTape.root) {
            fill(reason)
        }
        redactEscaped()
        if let masked = redaction.replacing(in: bytes, submittedAt: submittedAt) {
            bytes = masked
            isChanged = true
        }
    }

    var result: [UInt8]? { isChanged ? bytes : nil }

    private mutating func redactItems() {
        let classDay = tape.first(.class, of: JSONTape.root).flatMap(lastSession)
        guard let items = tape.first(.items, of: JSONTape.root), tape.kind(items) == .array else {
            return
        }
        for item in tape.elements(of: items) where tape.kind(item) == .object {
            let day = tape.first(.occurredOn, of: item).flatMap { Day(tape.text($0)) } ?? classDay
            var (isLate, isSomebodys) = (false, false)
            for (key, value) in tape.members(of: item)
            where WireName(key: key, of: tape) == .nik {
                // Also one that was sent as a number, for which the item was refused.
                guard tape.kind(value) == .string || tape.kind(value) == .number else { continue }
                let text = tape.text(value)
                if case .success = NIK.read(text) { isSomebodys = true }
                if let number = Int64(text), redaction.judges(number, submittedAt, day) {
                    isLate = true
                }
            }
            // Refused as nobody's, it still tells of whoever's number stands in it.
            if !isSomebodys {
                tape.eachNumber(in: item) { number in
                    if !isLate { isLate = redaction.judges(number, submittedAt, day) }
                }
            }
            if isLate { blank(item) }
        }
    }

    /// The name beside a number that a class has as its speaker's id.
    private mutating func redactSpeakers() {
        guard let header = tape.first(.class, of: JSONTape.root),
            let speakers = tape.first(.speakers, of: header), tape.kind(speakers) == .array
        else { return }
        for speaker in tape.elements(of: speakers) {
            var isErased = false
            tape.eachNumber(in: speaker) { number in
                if !isErased { isErased = redaction.judges(number, submittedAt, nil) }
            }
            if isErased, let name = tape.first(.name, of: speaker) { fill(name) }
        }
    }

    private func lastSession(_ header: Int) -> Day? {
        guard let sessions = tape.first(.sessions, of: header), tape.kind(sessions) == .array else {
            return nil
        }
        return tape.elements(of: sessions).compactMap { session in
            tape.first(.date, of: session).flatMap { Day(tape.text($0)) }
        }.max()
    }

    /// Strings in which a number hides behind escapes.
    private mutating func redactEscaped() {
        for node in tape.nodes.indices where tape.nodes[node].isEscaped {
            var isMentioned = false
            NIKSearch.each(in: Array(tape.textBytes(node))) { number, _ in
                if redaction.judges(number, submittedAt, nil) { isMentioned = true }
            }
            if isMentioned { fill(node) }
        }
    }

    /// Takes out of an item whatever is not counted.
    private mutating func blank(_ object: Int) {
        let inItem = tape.nodes[object]
        var node = object + 1
        while node < Int(inItem.next) {
            node = blankMember(node)
        }
    }

    /// - Returns: the node after it.
    private mutating func blankMember(_ key: Int) -> Int {
        let value = key + 1
        let name = WireName(key: key, of: tape)
        switch tape.kind(value) {
        case .object: blank(value)
        case .array:
            for node in (value + 1)..<max(value + 1, Int(tape.nodes[value].next)) { fill(node) }
        default: if name.map({ !RedactedDocument.counted.contains($0) }) ?? true { fill(value) }
        }
        return Int(tape.nodes[value].next)
    }

    /// Puts nothing in the place of a value, as long as it was.
    private mutating func fill(_ node: Int) {
        let start = Int(tape.nodes[node].offset)
        let places = start..<(start + Int(tape.nodes[node].length))
        switch tape.kind(node) {
        case .string: for place in places { bytes[place] = UInt8(ascii: "x") }
        case .number:
            for place in places { bytes[place] = UInt8(ascii: " ") }
            bytes[start] = UInt8(ascii: "0")
        case .object, .array, .true, .false, .null: return
        }
        isChanged = true
    }

    /// What the figures are made of, and what holds a file together: it stays.
    private static let counted: Set<WireName> = [
        .itemID, .action, .stage, .occurredOn, .kelurahan, .kecamatan, .penggerak, .givenOn,
        .corrects, .source, .jobID, .type, .licence, .channel, .period, .workers, .classID,
        .organiser, .attendance, .product, .event, .amount, .tenorMonths, .rateBasisPoints,
        .command, .act, .wish, .askedAt, .ruling,
    ]
}

extension JSONTape {
    /// The value of a field, as it was sent; of a duplicate key the first.
    func first(_ name: WireName, of object: Int) -> Int? {
        guard kind(object) == .object else { return nil }
        for (key, value) in members(of: object) where WireName(key: key, of: self) == name {
            return value
        }
        return nil
    }

    /// Offers every sixteen digits that may belong together in a string or a number, see
    /// ``NIKSearch``; also those that hide behind escapes.
    func eachNumber(in node: Int, _ visit: (Int64) -> Void) {
        for node in node..<Int(nodes[node].next) {
            switch kind(node) {
            case .string, .number:
                NIKSearch.each(in: Array(textBytes(node))) { number, _ in visit(number) }
            case .object, .array, .true, .false, .null: continue
            }
        }
    }
}

extension [UInt8] {
    /// Whether a character may stand here as `\u0033`.
    var hasEscapedScalar: Bool {
        withUnsafeBufferPointer { bytes in
            guard bytes.count > 1 else { return false }
            for place in 1..<bytes.count
            where bytes[place] == UInt8(ascii: "u") && bytes[place - 1] == UInt8(ascii: "\\") {
                return true
            }
            return false
        }
    }
}
