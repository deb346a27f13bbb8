import JobFormat
import Programme

extension Report {
    /// For a person at a terminal: title, tables, what each figure counts, notes.
    ///
    /// - Parameters:
    ///   - columns: how wide the terminal is.
    ///   - language: of the words, with its way of writing numbers and days.
    package func terminalText(columns: Int, language: Language = .english) -> String {
        var text = Paragraph.wrapping(heading(language), to: columns)
        for (index, part) in parts.enumerated() {
            text += "\n"
            if index > 0 { text += Paragraph.wrapping(part.title[language], to: columns) }
            text += TerminalTable(columns: columns, language: language).strips(part.table)
            text += part.indicators.isEmpty ? "" : "\n"
            for indicator in part.indicators {
                text += Paragraph.wrapping(
                    "\(part.heading(of: indicator, language)): \(indicator.meaning[language])",
                    to: columns, hanging: 4)
            }
        }
        return text
            + notes.map { "\n" + Paragraph.wrapping($0[language], to: columns) }.joined()
    }

    /// What the report is, by what, up to when, and as it was known when.
    private func heading(_ language: Language) -> String {
        let (day, by) = (DayText.long(question.asOf, language), question.by.words[language])
        let known = question.knownAt.map { moment in
            Phrase(", as known on \(moment)", ", menurut data yang tercatat sampai \(moment)")
        }
        return title[language]
            + Phrase(
                ", by \(by), up to and including \(day)",
                ", menurut \(by), sampai dengan \(day)")[language] + (known?[language] ?? "")
    }

    /// For a spreadsheet: one table alone, the total as its last record.
    ///
    /// - Parameters:
    ///   - part: which one; the first one unless said.
    ///   - language: of the headings and words; numbers are plain in either.
    package func csvText(
        _ part: Part? = nil, language: Language = .english
    ) -> String {
        CSVTable.text((part ?? parts[0]).table, language)
    }

    /// For programs: one object with `total` and `groups`, and the other tables in `tables`.
    package func jsonText(language: Language = .english) -> String {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("report", kind.rawValue)
            json.member("title", title[language])
            json.member("language", language.rawValue)
            json.member("as_of", question.asOf.description)
            json.member("known_at", question.knownAt?.description)
            json.member("by", question.by.rawValue)
            json.member("from", period?.lowerBound.description)
            json.member("to", period?.upperBound.description)
            parts[0].write(rows: "groups", language, to: &json)
            json.object("tables") { json in
                for part in parts.dropFirst() {
                    json.object(part.key) { json in
                        json.member("title", part.title[language])
                        part.write(rows: "rows", language, to: &json)
                    }
                }
            }
            json.array("notes") { json in for note in notes { json.element(note[language]) } }
        }
        return json.text + "\n"
    }
}

extension Report.Part {
    /// The heading of the column that an indicator explains.
    fileprivate func heading(of indicator: Report.Indicator, _ language: Language) -> String {
        table.columns.first { $0.key == indicator.key }?.title[language] ?? indicator.key
    }

    fileprivate func write(rows: String, _ language: Language, to json: inout JSONWriter) {
        json.object("indicators") { json in
            for indicator in indicators {
                json.member(indicator.key, indicator.meaning[language])
            }
        }
        json.object("columns") { json in
            for column in table.columns {
                json.member(column.key, column.official[language])
            }
        }
        if let total = table.total {
            json.object("total") { json in
                JSONTable.write(total, of: table, language, to: &json)
            }
        }
        json.array(rows) { json in
            for row in table.rows {
                json.object { json in JSONTable.write(row, of: table, language, to: &json) }
            }
        }
    }
}

extension Report {
    /// One file of a report.
    package struct File: Equatable, Sendable {
        package let name: String
        package let text: String
    }

    /// The report in every format and both languages: `stages.json`, `stages.csv` and
    /// `stages-funnel.csv`, `stages.txt`; in Indonesian `stages.id.json` and so on.
    package var files: [File] {
        Language.allCases.flatMap { language in
            let mark = language == .english ? "" : ".\(language.rawValue)"
            let sheets = parts.enumerated().map { index, part in
                let table = index == 0 ? "" : "-\(part.key)"
                return File(
                    name: "\(kind.rawValue)\(table)\(mark).csv",
                    text: csvText(part, language: language))
            }
            return sheets + [
                File(name: "\(kind.rawValue)\(mark).json", text: jsonText(language: language)),
                File(
                    name: "\(kind.rawValue)\(mark).txt",
                    text: terminalText(columns: Terminal.defaultColumns, language: language)),
            ]
        }
    }
}
