package import Programme

/// What the rows of a report are, as in `--by`. Which of them a report knows, it says itself: see
/// ``ReportKind/groupings``.
package enum Grouping: String, CaseIterable, Sendable {
    case kota
    case kecamatan
    case kelurahan
    /// Whose report it was.
    case source
    /// From Monday to Sunday, in Jakarta.
    case week
    case month
    /// Of a class.
    case organiser
    case track
    /// What a lender offers.
    case product
    /// Who is not part of the programme.
    case activity
    /// Whose turn it is.
    case turn

    /// The level of the places, nil where the rows are no places.
    package var level: RegionCode.Level? {
        switch self {
        case .kota: .kota
        case .kecamatan: .kecamatan
        case .kelurahan: .kelurahan
        default: nil
        }
    }

    /// Whether the rows are times.
    var isTime: Bool { self == .week || self == .month }

    /// The week or month of a day; only of those.
    func group(of day: Day) -> Group {
        self == .week ? Group(weekFrom: day.monday) : Group(monthFrom: day.firstOfMonth)
    }

    /// In a title: "by ...".
    var words: Phrase {
        switch self {
        case .kota: "kota"
        case .kecamatan: "kecamatan"
        case .kelurahan: "kelurahan"
        case .source: Phrase("source", "sumber")
        case .week: Phrase("week", "minggu")
        case .month: Phrase("month", "bulan")
        case .organiser: Phrase("organiser", "penyelenggara")
        case .track: Phrase("track", "jalur")
        case .product: Phrase("lender and product", "pemberi modal dan produk")
        case .activity: Phrase("organisation", "organisasi")
        case .turn: Phrase("whose turn it is", "siapa yang ditunggu")
        }
    }

    /// The heading of their names.
    var official: Phrase {
        let text = words
        return Phrase(capitalised(text[.english]), capitalised(text[.indonesian]))
    }

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension Group {
    /// A week, by ISO 8601's number of it.
    fileprivate init(weekFrom monday: Day) {
        // The week belongs to the year that its Thursday is in.
        let year = monday.adding(days: 3).civil.year
        let first = Day(year: year, month: 1, day: 4)?.monday ?? monday
        let number = (monday.number - first.number) / 7 + 1
        let sunday = monday.adding(days: 6)
        self.init(
            code: "\(year)-W\(number < 10 ? "0" : "")\(number)",
            name: Phrase(
                "\(DayText.short(monday, .english)) to \(DayText.short(sunday, .english))",
                "\(DayText.short(monday, .indonesian)) s.d. "
                    + DayText.short(sunday, .indonesian)))
    }

    fileprivate init(monthFrom first: Day) {
        let text = DayText.long(first, .indonesian).split(separator: " ").dropFirst()
        self.init(
            code: String(first.description.prefix(7)),
            name: Phrase(
                String(first.description.prefix(7)), text.joined(separator: " ")))
    }

    /// What was before the times that are shown, so that these add up to the total.
    static func before(_ day: Day) -> Group {
        Group(
            code: "before",
            name: Phrase(
                "before \(DayText.short(day, .english))",
                "sebelum \(DayText.short(day, .indonesian))"), rank: .first)
    }
}

extension Day {
    /// The first day of its week.
    var monday: Day {
        // Day 0 was a Thursday.
        let weekday = ((number + 3) % 7 + 7) % 7
        return Day(number: number - weekday)
    }
}
