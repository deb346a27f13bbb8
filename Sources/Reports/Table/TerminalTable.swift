import Programme

/// Writes a table for a person at a terminal.
///
/// It fits the width: the widest texts are cut, then columns that can be spared are left out, the
/// last first, and where even that is not enough each row becomes a block of lines, a value a line.
/// Ends with a newline; a table without rows is its heading.
package struct TerminalTable: Sendable {
    /// Columns of the terminal; less than 20 is taken as 20.
    package let columns: Int
    private let ink: Ink
    private let language: Language

    package init(columns: Int, ink: Ink = .plain, language: Language = .english) {
        self.columns = max(20, columns)
        self.ink = ink
        self.language = language
    }

    /// The table as lines.
    package func text(_ table: Table) -> String {
        let titles = table.columns.map { $0.title[language] }
        let rows = table.rows.map { $0.map(text) }
        let total = table.total.map(totalLine)
        let all = [titles] + rows + (total.map { [$0] } ?? [])
        let toned = table.columns.map { TerminalTable.toned.contains($0.key) }
        let natural = table.columns.indices.map { column in
            all.reduce(0) { max($0, DisplayWidth.of($1[column])) }
        }
        let kinds = table.columns.map(\.kind)
        guard let layout = TableLayout(natural: natural, kinds: kinds, columns: columns) else {
            if let spare = table.columns.lastIndex(where: \.isSpare) {
                return text(table.without(column: spare))
            }
            return blocks(rows + (total.map { [$0] } ?? []), titles: titles, kinds: kinds)
        }
        var lines = [ink.paint(line(titles, layout, kinds), .heading)]
        lines += rows.map { line($0, layout, kinds, toned) }
        if let total {
            let width = layout.widths.reduce(TableLayout.gap * (kinds.count - 1), +)
            lines += [String(repeating: "─", count: width), line(total, layout, kinds)]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Columns of outcomes and verdicts: only those words have a tone, wherever else they stand.
    private static let toned: Set<String> = ["outcome", "verdict", "fact_verdict", "was", "now"]

    private func line(
        _ cells: [String], _ layout: TableLayout, _ kinds: [Table.Kind], _ toned: [Bool] = []
    ) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { line += String(repeating: " ", count: TableLayout.gap) }
            let width = layout.widths[index]
            let padded = DisplayWidth.pad(
                TerminalTable.cut(cell, kinds[index], to: width), to: width,
                alignedRight: kinds[index] == .number)
            let tone = !toned.isEmpty && toned[index] ? Ink.Tone(word: cell) : nil
            line += ink.paint(padded, tone)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func cut(_ text: String, _ kind: Table.Kind, to width: Int) -> String {
        kind.mayBeCut ? DisplayWidth.cut(text, to: width, keepingEnd: kind == .tail) : text
    }

    /// Each row as a block: heading and value, one a line.
    private func blocks(_ rows: [[String]], titles: [String], kinds: [Table.Kind]) -> String {
        let width = titles.reduce(0) { max($0, DisplayWidth.of($1)) }
        let room = max(TableLayout.shortestText, columns - width - TableLayout.gap)
        let blocks = rows.map { row in
            zip(titles, zip(row, kinds)).map { title, value in
                let (text, kind) = value
                return DisplayWidth.pad(title, to: width + TableLayout.gap, alignedRight: false)
                    + TerminalTable.cut(text, kind, to: room) + "\n"
            }
        }
        return blocks.map { $0.joined() }.joined(separator: "\n")
    }

    /// The total, under a name if its first column is free for one.
    private func totalLine(_ cells: [Cell]) -> [String] {
        let name = Phrase("TOTAL", "JUMLAH")[language]
        return cells.first == .nothing ? [name] + cells.dropFirst().map(text) : cells.map(text)
    }

    private func text(_ cell: Cell) -> String { TerminalTable.text(cell, language) }

    /// A cell for a person: numbers in groups of three, foreign text made safe.
    package static func text(_ cell: Cell, _ language: Language = .english) -> String {
        switch cell {
        case .text(let text): Printable.escaping(text)
        case .phrase(let phrase): Printable.escaping(phrase[language])
        case .integer(let value): NumberText.grouped(value, language)
        case .decimal(let value): NumberText.grouped(value, language)
        case .rupiah(let value): NumberText.rupiah(value, language)
        case .percent(let value): NumberText.grouped(value, language) + " %"
        case .day(let day): DayText.short(day, language)
        case .instant(let instant):
            String(instant.description.prefix(19)).replacing("T", with: " ")
        case .missing: "–"
        case .nothing: ""
        }
    }
}

extension TerminalTable {
    /// A table of figures: where it is wider than the terminal, its columns of numbers go below
    /// each other in several tables, each with the names of the rows.
    package func strips(_ table: Table) -> String {
        strips(of: table).map(text).joined(separator: "\n")
    }

    private func strips(of table: Table) -> [Table] {
        let leading = table.columns.prefix { $0.kind != .number }.count
        let widths = table.columns.indices.map { width(of: $0, in: table) }
        // Names give way before numbers are parted from each other, down to a legible width.
        let room =
            columns
            - (0..<leading).reduce(0) {
                $0 + TableLayout.gap
                    + (table.columns[$1].kind.mayBeCut ? min(widths[$1], 14) : widths[$1])
            }
        var strips: [[Int]] = [[]]
        var used = 0
        for column in leading..<max(leading, table.columns.count) {
            if used + widths[column] > room, strips.last?.isEmpty == false {
                strips.append([])
                used = 0
            }
            strips[strips.count - 1].append(column)
            used += widths[column] + TableLayout.gap
        }
        return strips.count == 1
            ? [table] : strips.map { table.selecting(Array(0..<leading) + $0) }
    }

    private func width(of column: Int, in table: Table) -> Int {
        let total = table.total.map { totalLine($0)[column] }
        let texts = table.rows.map { text($0[column]) } + [total ?? ""]
        return texts.reduce(DisplayWidth.of(table.columns[column].title[language])) {
            max($0, DisplayWidth.of($1))
        }
    }
}

extension Table {
    /// The table with some of its columns.
    fileprivate func selecting(_ wanted: [Int]) -> Table {
        var table = Table(columns: wanted.map { columns[$0] })
        for row in rows { table.append(wanted.map { row[$0] }) }
        if let total { table.setTotal(wanted.map { total[$0] }) }
        return table
    }
}
