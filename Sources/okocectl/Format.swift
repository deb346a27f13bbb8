import ArgumentParser
import JobFormat
import Reports

/// How a listing is written.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case csv

    /// Writes a table in this format.
    func write(_ table: Table) throws {
        switch self {
        case .table:
            try Output.write(TerminalTable(columns: Output.columns, ink: Output.ink).text(table))
        case .json: try Output.write(JSONTable.text(table))
        case .csv: try Output.write(CSVTable.text(table))
        }
    }
}

/// How something with parts within parts is written, or what a command has done.
enum DocumentFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case json

    /// Writes what a command has done: in words, or the same as an object.
    func write(_ words: String, _ members: (inout JSONWriter) -> Void) throws {
        guard self == .json else { return try Output.write(words) }
        var json = JSONWriter(indent: 2)
        json.object { json in members(&json) }
        try Output.write(json.text + "\n")
    }
}

/// `--format` of listings.
struct ListOptions: ParsableArguments {
    @Option(help: "How it is written.") var format = ListFormat.table
}

/// `--format` of documents.
struct DocumentOptions: ParsableArguments {
    @Option(help: "How it is written.") var format = DocumentFormat.table
}

/// How reports are written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case csv
    case html

    /// Writes a report in this format; a page needs to know where it comes from, and is written by
    /// who knows.
    func write(_ report: Report, _ language: Language) throws {
        switch self {
        case .table:
            try Output.write(report.terminalText(columns: Output.columns, language: language))
        case .json: try Output.write(report.jsonText(language: language))
        case .csv: try Output.write(report.csvText(language: language))
        case .html: preconditionFailure("a page is not written without its origin")
        }
    }
}
