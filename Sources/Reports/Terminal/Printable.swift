/// Makes text that others wrote safe to print on one line of a terminal.
///
/// A file name or an organisation's name may hold a newline that forges a row, a sequence that a
/// terminal obeys, or a mark that turns the reading direction. They come out written (`\n`,
/// `\x1b`, `\u{202e}`), as in the journal; everything else stays as it is.
package enum Printable {
    /// The text with controls, line separators and direction marks written out.
    package static func escaping(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: mustBeEscaped) else { return text }
        var line = ""
        for scalar in text.unicodeScalars {
            if mustBeEscaped(scalar) {
                line += escape(scalar)
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16)
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case _ where scalar.value < 0x100: return (hex.count < 2 ? "\\x0" : "\\x") + hex
        default: return "\\u{\(hex)}"
        }
    }

    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true  // C0 and C1 controls, DEL
        case 0x2028, 0x2029: true  // line and paragraph separator
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction marks
        default: false
        }
    }
}
