/// How numbers are written: plain for programs, in groups of three for people.
package enum NumberText {
    /// `724,500,000`; in Indonesian `724.500.000`.
    package static func grouped(_ value: Int64, _ language: Language = .english) -> String {
        let digits = String(value.magnitude)
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) {
                text.append(marks(language).group)
            }
            text.append(digit)
        }
        return text
    }

    /// `1,234.5`; in Indonesian `1.234,5`.
    package static func grouped(_ value: FixedPoint, _ language: Language = .english) -> String {
        let (whole, fraction) = parts(value)
        guard let fraction else { return sign(value) + grouped(Int64(whole), language) }
        return sign(value) + grouped(Int64(whole), language) + marks(language).point + fraction
    }

    /// `Rp 724,500,000`; in Indonesian `Rp 724.500.000`.
    package static func rupiah(_ value: Int64, _ language: Language = .english) -> String {
        "Rp " + grouped(value, language)
    }

    /// `1.4 bn`, `302 k`, in Indonesian `1,4 M`, `302 rb`: two or three digits, for where a number has
    /// no room. Below 10,000 it stands whole.
    package static func short(_ value: Int64, _ language: Language = .english) -> String {
        guard value >= 10_000 else { return grouped(value, language) }
        for unit in units {
            for digits in [1, 0] {
                guard let rounded = FixedPoint(dividing: value, by: unit.size, digits: digits),
                    rounded.scaled < 1000
                else { continue }
                return "\(grouped(rounded, language)) \(unit.letters[language])"
            }
        }
        return grouped(value, language)
    }

    private static let units: [(size: Int64, letters: Phrase)] = [
        (1_000, Phrase("k", "rb")), (1_000_000, Phrase("m", "jt")),
        (1_000_000_000, Phrase("bn", "M")), (1_000_000_000_000, Phrase("tn", "T")),
    ]

    /// `1234.5`.
    package static func plain(_ value: FixedPoint) -> String {
        let (whole, fraction) = parts(value)
        return sign(value) + String(whole) + (fraction.map { "." + $0 } ?? "")
    }

    private static func marks(_ language: Language) -> (group: String, point: String) {
        switch language {
        case .english: (",", ".")
        case .indonesian: (".", ",")
        }
    }

    private static func sign(_ value: FixedPoint) -> String { value.scaled < 0 ? "-" : "" }

    /// The whole part without sign, and the digits behind the point.
    private static func parts(_ value: FixedPoint) -> (whole: UInt64, fraction: String?) {
        let (whole, rest) = value.scaled.magnitude.quotientAndRemainder(
            dividingBy: UInt64(powerOfTen(value.digits)))
        guard value.digits > 0 else { return (whole, nil) }
        let digits = String(rest)
        return (whole, String(repeating: "0", count: value.digits - digits.count) + digits)
    }
}
