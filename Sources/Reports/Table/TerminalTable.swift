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

    package init(columns: Int, ink: Ink = .plain) {
        self.columns = max(20, columns)
        self.ink = ink
    }

    /// The table as lines.
    package func text(_ table: Table) -> String {
        let titles = table.columns.map(\.title)
        let rows = table.rows.map { $0.map(TerminalTable.text) }
        let total = table.total.map(TerminalTable.totalLine)
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
    private static func totalLine(_ cells: [Cell]) -> [String] {
        cells.first == .nothing ? ["TOTAL"] + cells.dropFirst().map(text) : cells.map(text)
    }

    /// A cell for a person: numbers in groups of three, foreign text made safe.
    static func text(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): Printable.escaping(text)
        case .integer(let value): NumberText.grouped(value)
        case .decimal(let value): NumberText.grouped(value)
        case .instant(let instant):
            String(instant.description.prefix(19)).replacing("T", with: " ")
        case .missing: "–"
        case .nothing: ""
        }
    }
}
