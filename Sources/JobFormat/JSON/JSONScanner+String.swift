/// Strings: the end of one, its escapes, its UTF-8.
extension JSONScanner {
    /// Reads a string from its opening quote and writes its node.
    mutating func string() throws(JSONError) {
        at += 1
        let node = try add(.string, offset: at, length: 0)
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                nodes[node].length = UInt32(truncatingIfNeeded: at - start)
                at += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                nodes[node].isEscaped = true
                try escape(in: node)
            } else if byte >= 0x80 {
                try multibyteScalar(first: byte)
            } else if byte >= 0x20 {
                at += 1
            } else {
                throw fail(.notJSON, expected: "no control character in a string")
            }
        }
        throw fail(.notJSON, expected: "'\"'")
    }

    private mutating func escape(in node: Int) throws(JSONError) {
        at += 1
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 1
        case UInt8(ascii: "u"):
            at += 1
            try unicodeEscape(in: node)
        default:
            throw fail(.notJSON, expected: "one of '\"\\/bfnrtu' after a backslash")
        }
    }

    /// Four hexadecimal digits, and the second half where they are a first half. A half alone is
    /// good JSON by the grammar of RFC 8259, so reading goes on.
    private mutating func unicodeEscape(in node: Int) throws(JSONError) {
        let unit = try fourHexDigits()
        guard unit & 0xF800 == 0xD800 else { return }
        let isFirstHalf = unit < 0xDC00
        if isFirstHalf, current == UInt8(ascii: "\\"), at + 1 < bytes.count,
            bytes[at + 1] == UInt8(ascii: "u")
        {
            let escapeStart = at
            at += 2
            if try fourHexDigits() & 0xFC00 == 0xDC00 { return }
            // Not its second half: that escape is read again for what it is by itself.
            at = escapeStart
        }
        if surrogates.last?.node != node {
            surrogates.append(JSONFault(kind: .loneSurrogate, node: node))
        }
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = JSONEscape.hexValue(of: current) else {
                throw fail(.notJSON, expected: "a hexadecimal digit")
            }
            unit = unit << 4 | UInt16(digit)
            at += 1
        }
        return unit
    }

    /// One scalar of two to four bytes, by the table of well-formed sequences in RFC 3629: nothing
    /// overlong, no surrogates, nothing above U+10FFFF.
    private mutating func multibyteScalar(first: UInt8) throws(JSONError) {
        let second: ClosedRange<UInt8>
        let tail: Int
        switch first {
        case 0xC2...0xDF: (second, tail) = (0x80...0xBF, 0)
        case 0xE0: (second, tail) = (0xA0...0xBF, 1)
        case 0xED: (second, tail) = (0x80...0x9F, 1)
        case 0xE1...0xEF: (second, tail) = (0x80...0xBF, 1)
        case 0xF0: (second, tail) = (0x90...0xBF, 2)
        case 0xF1...0xF3: (second, tail) = (0x80...0xBF, 2)
        case 0xF4: (second, tail) = (0x80...0x8F, 2)
        default: throw fail(.notJSON, expected: "UTF-8")
        }
        at += 1
        try continuation(in: second)
        for _ in 0..<tail { try continuation(in: 0x80...0xBF) }
    }

    private mutating func continuation(in range: ClosedRange<UInt8>) throws(JSONError) {
        guard range.contains(current) else { throw fail(.notJSON, expected: "UTF-8") }
        at += 1
    }
}
