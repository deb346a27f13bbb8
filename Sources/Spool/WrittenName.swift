/// The names that the spool gives to what it writes into `rejected/` and `receipts/`.
///
/// `a.json` stays `a.json`; it becomes `a.ATTEMPT.json` when that name is taken or must be cut to
/// ``Limits/writtenName`` bytes, then `a.ATTEMPT-2.json` and so on.
struct WrittenName {
    static let receiptSuffix = ".receipt.json"

    private let stem: [String]
    private let suffix: String
    private let attempt: Int64

    init(_ name: FileName, attempt: Int64) {
        let units = NameEscaping.units(of: name.bytes)
        // The suffix begins at the last dot, but a name that is all suffix has none.
        let dot = units.lastIndex(of: ".").flatMap { $0 > 0 && units.count - $0 <= 16 ? $0 : nil }
        stem = Array(units[..<(dot ?? units.count)])
        suffix = units[(dot ?? units.count)...].joined()
        self.attempt = attempt
    }

    /// The `turn`-th name to try, from 0.
    func candidate(_ turn: Int) -> FileName {
        let plain = stem.joined() + suffix
        let isWhole = plain.utf8.count <= Limits.writtenName
        if turn == 0, isWhole { return FileName(plain) }
        let number = isWhole ? turn : turn + 1
        let insert = number <= 1 ? ".\(attempt)" : ".\(attempt)-\(number)"
        return FileName(
            cut(to: Limits.writtenName - insert.utf8.count - suffix.utf8.count) + insert + suffix)
    }

    /// As much of the stem as fits, never half a character.
    private func cut(to limit: Int) -> String {
        var text = ""
        for unit in stem {
            guard text.utf8.count + unit.utf8.count <= limit else { break }
            text += unit
        }
        return text
    }

    /// The receipt's name beside `name`.
    static func receipt(of name: FileName) -> FileName {
        FileName(bytes: Array(name.bytes) + Array(receiptSuffix.utf8))
    }
}
