/// How many columns of a terminal a text takes.
///
/// Terminals agree on the common cases, and these are they: marks that combine take none, East
/// Asian wide characters and emoji two, all else one. The text must be ``Printable`` already.
package enum DisplayWidth {
    /// Columns that the text takes.
    package static func of(_ text: String) -> Int {
        // Nearly every text is ASCII, where a byte is a column.
        text.utf8.allSatisfy { $0 < 0x80 }
            ? text.utf8.count : text.reduce(0) { $0 + width(of: $1) }
    }

    /// The text if it fits, else as much of it as fits with `…` in place of the rest.
    ///
    /// - Parameters:
    ///   - text: on one line.
    ///   - columns: at least 1.
    ///   - keepingEnd: whether the beginning is cut off, and not the end.
    package static func cut(
        _ text: String, to columns: Int, keepingEnd: Bool = false
    ) -> String {
        guard of(text) > columns else { return text }
        var used = 1  // the ellipsis
        func fits(_ character: Character) -> Bool {
            used += width(of: character)
            return used <= columns
        }
        guard keepingEnd else { return text.prefix(while: fits) + "…" }
        return "…" + String(String(text.reversed()).prefix(while: fits).reversed())
    }

    /// The text with spaces behind (or before) it up to this many columns.
    package static func pad(_ text: String, to columns: Int, alignedRight: Bool) -> String {
        let spaces = String(repeating: " ", count: max(0, columns - of(text)))
        return alignedRight ? spaces + text : text + spaces
    }

    /// What a person sees as one character is never wider than two columns, joined emoji included.
    private static func width(of character: Character) -> Int {
        min(2, character.unicodeScalars.reduce(0) { $0 + width(of: $1) })
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        // The emoji selector widens what it follows; joined with it, the pair takes two.
        if scalar.value == 0xFE0F { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }  // Hangul vowels and finals
        return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }

    /// Unicode's East Asian Width W and F, by blocks; what is unassigned there is wide too.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F: true  // Hangul Jamo, initials
        case 0x2E80...0x303E: true  // CJK radicals and punctuation
        case 0x3041...0xA4CF: true  // kana, CJK ideographs, Yi
        case 0xA960...0xA97F, 0xAC00...0xD7A3: true  // Hangul
        case 0xF900...0xFAFF: true  // CJK compatibility ideographs
        case 0xFE10...0xFE19, 0xFE30...0xFE6F: true  // CJK vertical and small forms
        case 0xFF01...0xFF60, 0xFFE0...0xFFE6: true  // full-width forms
        case 0x1F300...0x1F64F, 0x1F900...0x1F9FF: true  // pictographs
        case 0x20000...0x3FFFD: true  // CJK, later planes
        default: false
        }
    }
}
