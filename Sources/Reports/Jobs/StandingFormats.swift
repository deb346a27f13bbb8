import JobFormat
import Programme

extension Standing {
    /// The sources as a table, with a total.
    package var table: Table {
        var table = Table(columns: [
            Table.Column("source", title: "SOURCE", .code),
            Table.Column("name", title: "NAME", .text),
            Table.Column("waiting", title: "WAITING", .number),
            Table.Column("oldest", title: "OLDEST", .code),
            Table.Column("recorded", title: "RECORDED", .number),
            Table.Column("rejected", title: "REJECTED", .number),
            Table.Column("held", title: "HELD", .number),
            Table.Column("contradicted", title: "CONTRA", .number),
        ])
        for source in sources {
            table.append([
                .text(source.code.text), .text(source.name),
                source.waiting.map { Cell.integer($0) } ?? .missing,
                source.oldest.map(Cell.instant) ?? .missing, .integer(source.recorded),
                .integer(source.rejected), .integer(source.facts[.held] ?? 0),
                .integer(source.facts[.contradicted] ?? 0),
            ])
        }
        table.setTotal([
            .nothing, .nothing, total { $0.waiting ?? 0 }, .nothing, total(\.recorded),
            total(\.rejected), total { $0.facts[.held] ?? 0 },
            total { $0.facts[.contradicted] ?? 0 },
        ])
        return table
    }

    private func total(_ figure: (Source) -> Int) -> Cell {
        .integer(sources.reduce(0) { $0 + figure($1) })
    }

    /// Deliveries of all sources by outcome; every outcome is there.
    private var outcomes: [(outcome: JobOutcome, count: Int)] {
        JobOutcome.allCases.map { outcome in
            (outcome, sources.reduce(0) { $0 + ($1.outcomes[outcome] ?? 0) })
        }
    }

    /// For a person at a terminal.
    ///
    /// - Parameter columns: how wide the terminal is.
    package func terminalText(columns: Int) -> String {
        let told = outcomes.filter { $0.count > 0 }.map {
            "\($0.outcome.rawValue) \(NumberText.grouped(Int64($0.count)))"
        }
        let unsent = max(0, notices.last - notices.sent)
        let lines =
            [
                "okoced: \(daemon)", "spool: \(spool)", "ledger: in \(state)",
                "deliveries: " + (told.isEmpty ? "none yet" : told.joined(separator: ", ")),
                "notices: \(NumberText.grouped(notices.last)), "
                    + (unsent == 0 ? "all sent" : "\(NumberText.grouped(unsent)) not sent yet"),
            ]
            + troubles.map { "trouble since \($0.since): \($0.what) \($0.remedy)" }
            + problems.map { "problem: \($0)" }
            + (lastProblem.map {
                ["last problem \($0.trouble.since), over since \($0.until): \($0.trouble.what)"]
            } ?? [])
        return lines.map { Paragraph.wrapping($0, to: columns, hanging: 4) }.joined() + "\n"
            + TerminalTable(columns: columns).text(table)
    }

    /// For programs.
    package var jsonText: String {
        let table = table
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("daemon", daemon)
            json.member("spool", spool)
            json.member("state", state)
            json.object("deliveries") { json in
                for (outcome, count) in outcomes { json.member(outcome.rawValue, count) }
            }
            json.object("notices") { json in
                json.member("last", notices.last)
                json.member("sent", notices.sent)
            }
            json.array("troubles") { json in
                for trouble in troubles {
                    json.object { json in
                        trouble.write(to: &json)
                        json.member("remedy", trouble.remedy)
                    }
                }
            }
            if let lastProblem {
                json.object("last_problem") { json in
                    lastProblem.trouble.write(to: &json)
                    json.member("until", lastProblem.until.description)
                }
            } else {
                json.member("last_problem", String?.none)
            }
            json.array("problems") { json in for problem in problems { json.element(problem) } }
            json.object("total") { json in
                if let total = table.total { JSONTable.write(total, of: table, to: &json) }
            }
            json.array("sources") { json in
                for row in table.rows {
                    json.object { json in JSONTable.write(row, of: table, to: &json) }
                }
            }
        }
        return json.text + "\n"
    }
}

extension Standing.Trouble {
    /// As members of the object that is open.
    fileprivate func write(to json: inout JSONWriter) {
        json.member("kind", kind)
        json.member("subject", subject)
        json.member("since", since.description)
        json.member("what", what)
    }
}
