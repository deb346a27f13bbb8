/// Writes JSON, member after member, in the order given: receipts, reports, listings.
///
///     var json = JSONWriter(indent: 2)
///     json.object { json in
///         json.member("items", 3)
///         json.array("sources") { json in json.element("KP-021") }
///     }
///     json.bytes
///
/// Strings are escaped so that nothing in them can end the string, the line or a terminal's
/// sanity: control characters (C0, DEL and C1) and the line separators U+2028 and U+2029 are
/// written as `\u....`. Bytes that may be no UTF-8 (file names) come through `describing`.
package struct JSONWriter: Sendable {
    /// What has been written so far, UTF-8.
    package private(set) var bytes: [UInt8] = []

    private let indent: Int
    private var depth = 0
    private var isFirst = true

    /// A writer with nothing written.
    ///
    /// - Parameter indent: spaces a level; nil writes everything in one line.
    package init(indent: Int? = nil) {
        self.indent = indent ?? -1
    }

    /// What has been written so far.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    // MARK: Containers

    /// Writes an object: the document, or an element of the array that is open.
    package mutating func object<Failure: Error>(
        _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginElement()
        try container(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    /// Writes a member that is an object.
    package mutating func object<Failure: Error>(
        _ key: String, _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin(key)
        try container(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    /// Writes an array: the document, or an element of the array that is open.
    package mutating func array<Failure: Error>(
        _ elements: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginElement()
        try container(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    /// Writes a member that is an array.
    package mutating func array<Failure: Error>(
        _ key: String, _ elements: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin(key)
        try container(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    // MARK: Members and elements

    /// Writes a member; nil as `null`.
    package mutating func member(_ key: String, _ value: String?) {
        begin(key)
        write(value)
    }

    /// Writes a member; nil as `null`.
    package mutating func member(_ key: String, _ value: (some FixedWidthInteger)?) {
        begin(key)
        write(value)
    }

    /// Writes a member; nil as `null`.
    package mutating func member(_ key: String, _ value: Bool?) {
        begin(key)
        write(value)
    }

    /// Writes a member that is a number with this many digits after the point, such as an average;
    /// `null` if it is none, or infinite.
    package mutating func member(_ key: String, _ value: Double?, fractionDigits: Int) {
        begin(key)
        write(value, fractionDigits: fractionDigits)
    }

    /// Writes a member if there is a value for it.
    package mutating func memberIfPresent(_ key: String, _ value: String?) {
        if let value { member(key, value) }
    }

    /// Writes a member if there is a value for it.
    package mutating func memberIfPresent(_ key: String, _ value: (some FixedWidthInteger)?) {
        if let value { member(key, value) }
    }

    /// Writes an element of the open array; nil as `null`.
    package mutating func element(_ value: String?) {
        beginElement()
        write(value)
    }

    /// Writes an element of the open array; nil as `null`.
    package mutating func element(_ value: (some FixedWidthInteger)?) {
        beginElement()
        write(value)
    }

    // MARK: Bytes that may be no text

    /// Bytes as text: what is well-formed UTF-8 stays, every other byte becomes `%XX`, and so
    /// does `%` itself, so that the bytes can be had back.
    package static func describing(_ bytes: [UInt8]) -> String {
        // Nearly every name is plain.
        if bytes.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "%") }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        let hex = Array("0123456789ABCDEF".utf8)
        var rest = bytes[...]
        var text = ""
        while let first = rest.first {
            var parser = Unicode.UTF8.ForwardParser()
            var ahead = rest.makeIterator()
            let parsed = parser.parseScalar(from: &ahead)
            if first != UInt8(ascii: "%"), case .valid(let scalar) = parsed {
                text.unicodeScalars.append(Unicode.UTF8.decode(scalar))
                rest = rest.dropFirst(scalar.count)
            } else {
                text += String(
                    decoding: [UInt8(ascii: "%"), hex[Int(first >> 4)], hex[Int(first & 15)]],
                    as: UTF8.self)
                rest = rest.dropFirst()
            }
        }
        return text
    }
}

// MARK: - How it is written

extension JSONWriter {
    private mutating func container<Failure: Error>(
        _ opening: UInt8, _ closing: UInt8,
        _ content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        bytes.append(opening)
        depth += 1
        isFirst = true
        try content(&self)
        depth -= 1
        if !isFirst { newLine() }
        isFirst = false
        bytes.append(closing)
    }

    private mutating func begin(_ key: String) {
        beginElement()
        write(key)
        bytes.append(UInt8(ascii: ":"))
        if indent >= 0 { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func beginElement() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if depth > 0 { newLine() }
        isFirst = false
    }

    private mutating func newLine() {
        guard indent >= 0 else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indent))
    }

    private mutating func write(_ value: Bool?) {
        bytes += (value.map { $0 ? "true" : "false" } ?? "null").utf8
    }

    private mutating func write(_ value: (some FixedWidthInteger)?) {
        bytes += (value.map { String($0) } ?? "null").utf8
    }

    private mutating func write(_ value: Double?, fractionDigits: Int) {
        let text = value.flatMap { Decimals.text($0, fractionDigits: fractionDigits) }
        bytes += (text ?? "null").utf8
    }

    private mutating func write(_ value: String?) {
        guard let value else {
            bytes += "null".utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C: bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: escape(scalar.value)
            case 0..<0x7F: bytes.append(UInt8(scalar.value))
            default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ unit: UInt32) {
        let digits = String(unit, radix: 16)
        bytes += "\\u".utf8
        bytes += String(repeating: "0", count: 4 - digits.count).utf8
        bytes += digits.utf8
    }
}

/// Numbers with a fixed number of digits after the point, without Foundation.
private enum Decimals {
    /// Half away from zero; nil for what has no such text.
    static func text(_ value: Double, fractionDigits: Int) -> String? {
        var scale = 1.0
        for _ in 0..<fractionDigits { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard scaled.magnitude < 9e15 else { return nil }
        let digits = String(Int64(scaled.magnitude))
        let missing = max(0, fractionDigits + 1 - digits.count)
        let padded = String(repeating: "0", count: missing) + digits
        let sign = scaled < 0 ? "-" : ""
        guard fractionDigits > 0 else { return sign + padded }
        return "\(sign)\(padded.dropLast(fractionDigits)).\(padded.suffix(fractionDigits))"
    }
}
