/// Turns text that others wrote into one line that is safe to show.
///
/// A file name, an organiser's name or a field of a job may hold a newline that would begin a
/// forged log line or a further `sd_notify` assignment, an escape sequence that a terminal obeys,
/// or marks that turn the reading direction. Those come out as text (`\n`, `\x1b`, `\u{202e}`);
/// everything else, a backslash included, stays as it is: the result is for reading, not for
/// parsing back. Who needs the exact bytes reads them from a journal field.
package enum OneLine {
    /// The text with every control character, line separator and direction mark written out.
    package static func escaping(_ text: String) -> String {
        text.unicodeScalars.contains(where: mustBeEscaped) ? escaping(bytes: text.utf8) : text
    }

    /// The same for bytes that should be UTF-8 but need not be: a byte that is not part of valid
    /// UTF-8 comes out as `\xNN`.
    package static func escaping(bytes: some Sequence<UInt8>) -> String {
        // The parser drops what it finds ill-formed and says only how long it was.
        let bytes = Array(bytes)
        var line = ""
        var parser = Unicode.UTF8.ForwardParser()
        var input = bytes.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &input) {
            case .valid(let encoded):
                position += encoded.count
                append(Unicode.UTF8.decode(encoded), to: &line)
            case .error(let length):
                for byte in bytes[position..<position + length] { line += hexEscape(UInt32(byte)) }
                position += length
            case .emptyInput:
                return line
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to line: inout String) {
        if mustBeEscaped(scalar) {
            line += escape(scalar)
        } else {
            line.unicodeScalars.append(scalar)
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where scalar.value < 0x100: hexEscape(scalar.value)
        default: "\\u{" + String(scalar.value, radix: 16) + "}"
        }
    }

    /// `\xNN` for a value below 256.
    private static func hexEscape(_ value: UInt32) -> String {
        (value < 0x10 ? "\\x0" : "\\x") + String(value, radix: 16)
    }

    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true  // the C0 and C1 controls, DEL
        case 0x2028, 0x2029: true  // line and paragraph separator
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction marks
        default: false
        }
    }
}
