package import Programme

/// How days are written for people; programs get `YYYY-MM-DD`.
package enum DayText {
    private static let months = [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
        "Oktober", "November", "Desember",
    ]

    /// In running text: `2021-10-27`, `27 Oktober 2021`.
    package static func long(_ day: Day, _ language: Language) -> String {
        guard language == .indonesian else { return day.description }
        let (year, month, ofMonth) = day.civil
        return "\(ofMonth) \(months[month - 1]) \(year)"
    }

    /// In a table, always as wide: `2021-10-27`, `27-10-2021`.
    package static func short(_ day: Day, _ language: Language) -> String {
        let iso = day.description
        guard language == .indonesian else { return iso }
        return iso.split(separator: "-").reversed().joined(separator: "-")
    }
}
