import Programme

/// Writes a table as CSV (RFC 4180: comma, CRLF, a heading, quotes where needed), UTF-8.
///
/// Safe to open in a spreadsheet: a text that it would take for a formula (one that begins with
/// `=`, `+`, `-`, `@`, or a full-width form of these) has an apostrophe before it, as OWASP
/// advises. Control characters are written out, so that a record is a line. The total, where
/// there is one, is the last record. Numbers are plain in every language; the headings are the
/// columns' stable keys, in Indonesian their official names.
package enum CSVTable {
    /// The table as CSV.
    package static func text(_ table: Table, _ language: Language = .english) -> String {
        let heading = table.columns.map {
            Cell.text(language == .english ? $0.key : $0.official[language])
        }
        let records = [heading] + table.rows + (table.total.map { [totalRecord($0)] } ?? [])
        return records.map { record in
            record.map { field($0, language) }.joined(separator: ",") + "\r\n"
        }.joined()
    }

    /// The total, under a name if its first column is free for one.
    private static func totalRecord(_ cells: [Cell]) -> [Cell] {
        cells.first == .nothing ? [.text("total")] + cells.dropFirst() : cells
    }

    private static func field(_ cell: Cell, _ language: Language) -> String {
        switch cell {
        case .text(let text): quoted(harmless(Printable.escaping(text)))
        case .phrase(let phrase): quoted(harmless(Printable.escaping(phrase[language])))
        case .integer(let value), .rupiah(let value): String(value)
        case .decimal(let value), .percent(let value): NumberText.plain(value)
        case .day(let day): day.description
        case .instant(let instant): instant.description
        case .missing, .nothing: ""
        }
    }

    private static func harmless(_ text: String) -> String {
        switch text.unicodeScalars.first {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": "'" + text
        default: text
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") })
        else { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
