import Programme

/// One table of a report, asked by row and column.
///
/// Every figure that it gives knows where it stands in the report's JSON: what the page shows can be
/// held against what programs read.
struct Sheet {
    let report: Report
    let part: Report.Part
    private let isFirst: Bool

    /// - Parameter key: `groups`, `funnel`; nil if the report has no such table.
    init?(_ report: Report, _ key: String) {
        guard let index = report.parts.firstIndex(where: { $0.key == key }) else { return nil }
        self.init(report, part: index)
    }

    /// - Parameter index: which of the report's parts.
    init(_ report: Report, part index: Int) {
        self.report = report
        part = report.parts[index]
        isFirst = index == 0
    }

    var table: Table { part.table }
    var rows: Range<Int> { table.rows.indices }

    /// A cell of a row; ``Cell/missing`` under a column that the table does not have.
    func figure(_ column: String, row: Int) -> Figure {
        let cell = index(of: column).map { table.rows[row][$0] } ?? .missing
        return Figure(cell: cell, address: address("\(rowsPath)/\(row)/\(column)"))
    }

    /// A cell of the last line; nil where it has none.
    func total(_ column: String) -> Figure? {
        guard let total = table.total, let index = index(of: column), total[index] != .nothing
        else { return nil }
        return Figure(cell: total[index], address: address("\(totalPath)/\(column)"))
    }

    /// The row whose first cell is a code.
    func row(_ code: String) -> Int? {
        table.rows.firstIndex { $0.first == .text(code) }
    }

    /// The words of a cell.
    func text(_ column: String, row: Int, _ language: Language) -> String {
        figure(column, row: row).text(language)
    }

    /// What a column counts, as the table's heading says it.
    func heading(_ column: String, _ language: Language) -> String {
        index(of: column).map { table.columns[$0].official[language] } ?? column
    }

    private func index(of column: String) -> Int? {
        table.columns.firstIndex { $0.key == column }
    }

    private func address(_ pointer: String) -> String {
        "\(report.kind.rawValue)/\(report.question.by.rawValue)#\(pointer)"
    }

    /// Where the whole table stands in the JSON.
    var tableAddress: String { address(rowsPath) }

    private var rowsPath: String { isFirst ? "/groups" : "/tables/\(part.key)/rows" }
    private var totalPath: String { isFirst ? "/total" : "/tables/\(part.key)/total" }
}

/// A number, a day or a word of a report, with where it stands in the report's JSON.
struct Figure {
    let cell: Cell
    /// Report, what it is by, and a JSON Pointer: `stages/kecamatan#/groups/3/P1`.
    let address: String

    /// As a person reads it.
    func text(_ language: Language) -> String { TerminalTable.text(cell, language) }

    /// The same where there is little room: of rupiah the number alone, and one that is too long
    /// rounded, with its unit.
    ///
    /// - Parameter letters: so many find room.
    func text(_ language: Language, within letters: Int) -> String {
        let number: Int64
        switch cell {
        case .integer(let value), .rupiah(let value): number = value
        default: return text(language)
        }
        let whole = NumberText.grouped(number, language)
        return whole.count <= letters ? whole : NumberText.short(number, language)
    }

    /// Its size in a drawing; 0 for what has none.
    var value: Double {
        switch cell {
        case .integer(let value), .rupiah(let value): Double(value)
        case .decimal(let value), .percent(let value): value.double
        default: 0
        }
    }

    var isMissing: Bool { cell == .missing }
}
