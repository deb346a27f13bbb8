/// What escapes in a string stand for.
enum JSONEscape {
    /// The value of a hexadecimal digit in ASCII, or nil.
    static func hexValue(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The text of a string's bytes, escapes resolved, as UTF-8.
    ///
    /// A lone surrogate becomes the three bytes that UTF-8 would have for it: no Unicode text, but
    /// two keys are still equal exactly when they are written with equal code units.
    ///
    /// - Parameter raw: bytes between the quotes of a string that the scanner has passed.
    static func unescaped(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var rest = raw
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"): appendScalar(&text, from: &rest)
            case .some(let itself): text.append(itself)
            case nil: break
            }
        }
        return text
    }

    private static func appendScalar(_ text: inout [UInt8], from rest: inout ArraySlice<UInt8>) {
        let unit = codeUnit(&rest)
        guard unit & 0xFC00 == 0xD800, rest.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        else { return appendUTF8(of: unit, to: &text) }
        var ahead = rest.dropFirst(2)
        let second = codeUnit(&ahead)
        guard second & 0xFC00 == 0xDC00 else { return appendUTF8(of: unit, to: &text) }
        rest = ahead
        appendUTF8(of: 0x10000 + (unit & 0x3FF) << 10 + (second & 0x3FF), to: &text)
    }

    private static func codeUnit(_ rest: inout ArraySlice<UInt8>) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            unit = unit << 4 | UInt32(rest.popFirst().flatMap(hexValue) ?? 0)
        }
        return unit
    }

    private static func appendUTF8(of scalar: UInt32, to text: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(scalar >> shift & 0x3F) }
        switch scalar {
        case 0..<0x80: text.append(UInt8(scalar))
        case 0x80..<0x800: text += [0xC0 | UInt8(scalar >> 6), tail(0)]
        case 0x800..<0x10000: text += [0xE0 | UInt8(scalar >> 12), tail(6), tail(0)]
        default: text += [0xF0 | UInt8(scalar >> 18 & 0x07), tail(12), tail(6), tail(0)]
        }
    }
}
