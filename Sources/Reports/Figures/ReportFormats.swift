import JobFormat
import Programme

extension Report {
    /// For a person at a terminal: title, table, what each figure counts, notes.
    ///
    /// - Parameter columns: how wide the terminal is.
    package func terminalText(columns: Int) -> String {
        let title = Paragraph.wrapping(
            "\(title), by \(grouping), up to and including \(asOf)", to: columns)
        let words = indicators.map { "\(heading(of: $0)): \($0.meaning)" } + notes
        let legend = words.map { Paragraph.wrapping($0, to: columns, hanging: 4) }
        return title + "\n" + TerminalTable(columns: columns).text(table) + "\n"
            + legend.joined()
    }

    /// The heading of the column that an indicator explains.
    private func heading(of indicator: Indicator) -> String {
        table.columns.first { $0.key == indicator.key }?.title ?? indicator.key
    }

    /// For a spreadsheet: the table alone, the total as its last record.
    package var csvText: String { CSVTable.text(table) }

    /// For programs: one object with `total` and `groups`.
    package var jsonText: String {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("report", name)
            json.member("as_of", asOf.description)
            json.member("by", grouping)
            json.object("indicators") { json in
                for indicator in indicators { json.member(indicator.key, indicator.meaning) }
            }
            json.object("total") { json in
                if let total = table.total { JSONTable.write(total, of: table, to: &json) }
            }
            json.array("groups") { json in
                for row in table.rows {
                    json.object { json in JSONTable.write(row, of: table, to: &json) }
                }
            }
            json.array("notes") { json in for note in notes { json.element(note) } }
        }
        return json.text + "\n"
    }
}
