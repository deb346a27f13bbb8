package import Programme

/// Figures or a listing in rows and columns: what every renderer starts from.
///
/// A table holds values, not texts: how a number is written is the renderer's business, so that the
/// terminal shows `724,500,000` and a file `724500000` from the same cell.
package struct Table: Equatable, Sendable {
    /// What stands in a column, and so how it is aligned and whether it may be cut.
    package enum Kind: Equatable, Sendable {
        /// Identifiers, codes, days, moments: to the left, never cut, since half of one is useless.
        case code
        /// Names and other words: to the left, cut where the terminal is too narrow.
        case text
        /// Paths, and names that others count up: like a text, but their ends tell them apart, so
        /// they are cut at the beginning.
        case tail
        /// A number: to the right, never cut.
        case number

        var mayBeCut: Bool { self == .text || self == .tail }
    }

    package struct Column: Equatable, Sendable {
        /// Its name in JSON and CSV; stable, others' programs read it.
        package let key: String
        /// Its heading on a terminal, short.
        package let title: Phrase
        package let kind: Kind
        /// Whether a terminal too narrow for all columns may do without it; files have it always.
        package let isSpare: Bool
        /// Its whole name, where there is room for one: what the office calls it.
        package let official: Phrase

        package init(
            _ key: String, title: Phrase, _ kind: Kind, isSpare: Bool = false,
            official: Phrase? = nil
        ) {
            self.key = key
            self.title = title
            self.kind = kind
            self.isSpare = isSpare
            self.official = official ?? title
        }
    }

    package let columns: [Column]
    package private(set) var rows: [[Cell]] = []
    /// The last line, for all rows together; nil where a total would mean nothing.
    package private(set) var total: [Cell]?

    /// A table without rows.
    package init(columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row.
    ///
    /// - Parameter cells: one for each column.
    package mutating func append(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a row has a cell for each column")
        rows.append(cells)
    }

    /// The same without one column.
    package func without(column index: Int) -> Table {
        func rest(_ cells: [Cell]) -> [Cell] {
            Array(cells[..<index] + cells[(index + 1)...])
        }
        var table = Table(columns: Array(columns[..<index] + columns[(index + 1)...]))
        for row in rows { table.append(rest(row)) }
        if let total { table.setTotal(rest(total)) }
        return table
    }

    /// Sets the last line.
    ///
    /// - Parameter cells: one for each column; ``Cell/nothing`` where a column has no total.
    package mutating func setTotal(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a total has a cell for each column")
        total = cells
    }
}

/// One value of a table.
package enum Cell: Equatable, Sendable {
    case text(String)
    /// Words of ours, in the reader's language.
    case phrase(Phrase)
    case integer(Int64)
    case decimal(FixedPoint)
    /// Whole rupiah.
    case rupiah(Int64)
    /// Hundredths of something that the column names.
    case percent(FixedPoint)
    case day(Day)
    /// In files RFC 3339; on a terminal the day and the time of day in Jakarta, to the second.
    case instant(Instant)
    /// No value: `null` in JSON, empty in CSV, a dash on a terminal.
    case missing
    /// Does not belong here, as the name of a total: absent in JSON, empty elsewhere.
    case nothing
}

extension Cell {
    package static func integer(_ value: Int) -> Cell { .integer(Int64(value)) }

    /// A text, or ``missing``.
    package static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .missing }

    /// A number with digits after the point, or ``missing``.
    package static func optional(_ value: FixedPoint?) -> Cell {
        value.map(Cell.decimal) ?? .missing
    }

    /// A quotient in whole rupiah, or ``missing``.
    package static func rupiah(_ value: FixedPoint?) -> Cell {
        value.map { .rupiah($0.scaled) } ?? .missing
    }

    /// One count as a share of another, to one decimal, half up; ``missing`` where there is nothing
    /// to be a share of.
    package static func percent(_ part: some BinaryInteger, of whole: some BinaryInteger) -> Cell {
        // Rupiah times a thousand may leave 64 bits.
        let scale = max(Int64(clamping: part), Int64(clamping: whole)) / 1_000_000_000_000 + 1
        return FixedPoint(
            dividing: Int64(clamping: part) / scale * 100, by: Int64(clamping: whole) / scale,
            digits: 1
        ).map(Cell.percent) ?? .missing
    }
}
