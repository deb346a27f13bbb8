package import JobFormat
import Programme

/// Writes a table's rows as JSON objects, members in the order of the columns.
package enum JSONTable {
    /// The table as an array of objects, for listings; a total is not among them.
    package static func text(_ table: Table) -> String {
        var json = JSONWriter(indent: 2)
        json.array { json in
            for row in table.rows {
                json.object { json in write(row, of: table, to: &json) }
            }
        }
        return json.text + "\n"
    }

    /// Writes a row's members into the object that is open.
    package static func write(
        _ row: [Cell], of table: Table, _ language: Language = .english, to json: inout JSONWriter
    ) {
        for (column, cell) in zip(table.columns, row) {
            switch cell {
            case .text(let text): json.member(column.key, text)
            case .phrase(let phrase): json.member(column.key, phrase[language])
            case .integer(let value), .rupiah(let value): json.member(column.key, value)
            case .day(let day): json.member(column.key, day.description)
            case .decimal(let value), .percent(let value):
                json.member(column.key, value.double, fractionDigits: value.digits)
            case .instant(let instant): json.member(column.key, instant.description)
            case .missing: json.member(column.key, String?.none)
            case .nothing: break
            }
        }
    }
}
