import Programme

/// What the page says of one report: what it found, charts, and every table of it.
struct Section {
    /// A number at the head of the page.
    struct Highlight {
        let label: String
        let figure: Figure
        /// What it is of.
        let words: Sentence
    }

    /// A table of the report.
    struct Listing {
        let sheet: Sheet
        /// Whether it stands open; else it opens at a click. It is printed either way.
        var isOpen = false
        /// Columns that stay out of a page that is passed on.
        var without: Set<String> = []
    }

    let kind: ReportKind
    let title: String
    /// What stands out, in whole sentences.
    var lead: [Sentence] = []
    var highlights: [Highlight] = []
    var charts: [Chart] = []
    var listings: [Listing] = []
    var notes: [String] = []
    /// What the section explains beside its figures.
    var explanation: Explanation?

    /// Its place on the page.
    var id: String { kind.rawValue }

    /// A chart with its tables, or tables that no chart is of.
    struct Block {
        var chart: Chart?
        let listings: [Listing]
    }

    /// Each chart with the tables of its figures under it, then the other tables.
    var blocks: [Block] {
        var rest = listings
        let drawn = charts.map { chart in
            let own = rest.filter { chart.tables.contains($0.sheet.part.key) }
            rest.removeAll { chart.tables.contains($0.sheet.part.key) }
            return Block(chart: chart, listings: own)
        }
        return drawn + [Block(listings: rest)]
    }

    /// A table of words.
    struct Explanation {
        let title: String
        let headings: [String]
        let rows: [[String]]
    }
}

/// Makes a report's section of the page.
struct SectionMaker {
    let report: Report
    /// All of DKI's, for the map.
    let kecamatan: [Group]
    let language: Language

    var asOf: String { DayText.long(report.question.asOf, language) }

    /// The section without what only the report itself knows: title, all tables, notes.
    func plain() -> Section {
        Section(
            kind: report.kind, title: report.title[language],
            listings: report.parts.indices.map {
                // People, even masked, are for who may look them up: a page is passed on.
                Section.Listing(sheet: Sheet(report, part: $0), without: ["nik"])
            }, notes: report.notes.map { $0[language] })
    }

    func section() -> Section {
        switch report.kind {
        case .stages: stages()
        case .evaluation: evaluation()
        case .training: training()
        case .funding: funding()
        case .affiliation: affiliation()
        case .waiting: waiting()
        }
    }

    /// A figure of the report's groups: on the map, over time, or as bars, by what the groups are.
    func groups(
        _ title: String, tables: [String] = ["groups"], columns: [(key: String, what: String)],
        isRupiah: Set<String> = []
    ) -> Chart? {
        guard let sheet = Sheet(report, "groups"), !sheet.rows.isEmpty else { return nil }
        let by = report.question.by
        let choices = columns.map { column, what in
            let heading = sheet.heading(column, language)
            let largest = sheet.rows.map { sheet.figure(column, row: $0).value }.max() ?? 0
            let unit =
                isRupiah.contains(column)
                ? Axis.Unit.rupiah(upTo: largest, language) : Axis.Unit(what)
            if by == .kecamatan {
                let map = TileMap(
                    sheet: sheet, column: column, what: what, kecamatan: kecamatan,
                    language: language)
                return Chart.Choice(heading, map.extremes) { map.draw(on: &$0) }
            }
            if by.isTime {
                let columns = ColumnsChart(
                    sheet: sheet, column: column, unit: unit, language: language)
                return Chart.Choice(heading) { columns.draw(on: &$0) }
            }
            let bars = BarsChart(
                sheet: sheet, parts: [.init(column: column, style: "bar")], column: column,
                unit: unit, language: language, names: by == .activity ? "code" : "name")
            return Chart.Choice(heading, cut(bars, of: sheet)) { bars.draw(on: &$0) }
        }
        return Chart(
            title, tables: tables, question: language.of("Shown:", "Yang ditampilkan:"), choices)
    }

    /// That there are more groups than bars.
    func cut(_ bars: BarsChart, of sheet: Sheet) -> [Sentence] {
        let (shown, all) = (bars.rows.count, sheet.rows.count)
        guard shown < all else { return [] }
        return [
            language.of(
                "The \(String(shown)) largest of \(String(all)); the table has them all.",
                "\(String(shown)) terbesar dari \(String(all)); tabel memuat semuanya.")
        ]
    }

    var byWords: String { report.question.by.words[language] }
}
