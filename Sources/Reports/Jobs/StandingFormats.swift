import JobFormat
import Ledger
import Programme

extension Standing {
    /// The sources as a table, with a total.
    package var table: Table { table(of: sources) }

    /// Below this a terminal has no room for all figures beside the longest code.
    private static let allFigures = 76

    /// Some of the sources as a table, with the total of all.
    ///
    /// - Parameter isNarrow: what was done with what came is less than what is still to be done.
    private func table(of shown: [Source], isNarrow: Bool = false) -> Table {
        var table = Table(columns: [
            Table.Column("source", title: "SOURCE", .code),
            Table.Column("name", title: "NAME", .text, isSpare: true),
            Table.Column("waiting", title: "WAITING", .number),
            Table.Column("oldest", title: "OLDEST", .code),
            Table.Column("recorded", title: "RECORDED", .number, isSpare: isNarrow),
            Table.Column("rejected", title: "REJECTED", .number, isSpare: isNarrow),
            Table.Column("held", title: "HELD", .number),
            Table.Column("contradicted", title: "CONTRA", .number),
        ])
        for source in shown {
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

    /// As many sources as there is room for, those with most to look at first chosen.
    private func busiest(_ count: Int) -> [Source] {
        guard sources.count > count else { return sources }
        func urgency(_ source: Source) -> (Int, Int, Int, Int) {
            (
                source.pause == nil ? 0 : 1, source.waiting ?? 0,
                (source.facts[.held] ?? 0) + (source.facts[.contradicted] ?? 0), source.recorded
            )
        }
        let chosen = sources.enumerated().sorted {
            let (left, right) = (urgency($0.element), urgency($1.element))
            return left == right ? $0.offset < $1.offset : left > right
        }
        return chosen.prefix(count).sorted { $0.offset < $1.offset }.map(\.element)
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
    /// - Parameters:
    ///   - columns: how wide the terminal is.
    ///   - lines: how high it is, if what does not fit shall be left out: sources, and it says so.
    ///   - ink: whether it shows colours.
    package func terminalText(
        columns: Int, lines: Int? = nil, ink: Ink = .plain
    ) -> String {
        let head = head.map { line in
            let text = Paragraph.wrapping(line.text, to: columns, hanging: 4)
            return line.tone == nil
                ? text
                : text.split(separator: "\n").map { ink.paint(String($0), line.tone) + "\n" }
                    .joined()
        }.joined()
        // A blank line, the table's heading, its rule and total, and the line that says what is left
        // out.
        let used = head.count { $0 == "\n" } + 5
        let room = lines.map { max(3, $0 - used) } ?? sources.count
        let shown = busiest(room)
        let isNarrow = columns < Standing.allFigures
        let all = table(of: shown, isNarrow: isNarrow)
        let name = all.columns.firstIndex { $0.key == "name" }
        let table = TerminalTable(columns: columns, ink: ink).text(
            isNarrow ? name.map(all.without) ?? all : all)
        let more = sources.count - shown.count
        let note = more == 0 ? "" : "\(more) sources more, with less to look at: --all\n"
        return head + "\n" + table + note
    }

    /// What stands above the table.
    private var head: [(text: String, tone: Ink.Tone?)] {
        let told = outcomes.filter { $0.count > 0 }.map {
            "\($0.outcome.rawValue) \(NumberText.grouped(Int64($0.count)))"
        }
        let unsent = max(0, notices.last - notices.sent)
        var lines: [(text: String, tone: Ink.Tone?)] = [
            ("okoced: \(daemon)\(phaseWords), \(NumberText.grouped(rate)) jobs/s", nil),
            ("spool: \(spool)", nil),
            ("ledger: in \(state)" + (logBytes.map { ", log \(Standing.size($0))" } ?? ""), nil),
            ("deliveries: " + (told.isEmpty ? "none yet" : told.joined(separator: ", ")), nil),
            (
                "notices: \(NumberText.grouped(notices.last)), "
                    + (unsent == 0 ? "all sent" : "\(NumberText.grouped(unsent)) not sent yet"), nil
            ),
        ]
        for removal in removals where removal.rows > 0 {
            lines.append(("removed, \(removal.words)", nil))
        }
        for source in sources {
            guard let pause = source.pause else { continue }
            let since = TerminalTable.text(.instant(pause.since))
            lines.append(
                (
                    masked("paused: \(source.code) by \(pause.by) since \(since): \(pause.reason)"),
                    .waits
                ))
        }
        let held = sources.filter { $0.heldByOperator > 0 }.map {
            "\($0.code) \(NumberText.grouped(Int64($0.heldByOperator)))"
        }
        if !held.isEmpty {
            lines.append(("facts held by operators: \(held.joined(separator: ", "))", .waits))
        }
        lines += troubles.map { ("trouble since \($0.since): \($0.what) \($0.remedy)", .bad) }
        lines += problems.map { ("problem: \($0)", .bad) }
        if let lastProblem {
            let (trouble, until) = (lastProblem.trouble, lastProblem.until)
            lines.append(
                ("last problem \(trouble.since), over since \(until): \(trouble.what)", nil))
        }
        return lines
    }

    private var phaseWords: String {
        phase.map { ", \($0.word) since \(TerminalTable.text(.instant($0.since)))" } ?? ""
    }

    private static func size(_ bytes: Int64) -> String {
        let mebibytes = FixedPoint(dividing: bytes, by: 1 << 20, digits: 1)
        return bytes < 1 << 20
            ? "\((bytes + 1023) >> 10) KiB"
            : "\(NumberText.grouped(mebibytes ?? FixedPoint(scaled: bytes >> 20, digits: 0))) MiB"
    }

    /// For programs.
    package var jsonText: String {
        let table = table
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("daemon", daemon)
            json.member("phase", phase?.word)
            json.member("phase_since", phase?.since.description)
            json.member("jobs_per_second", rate.double, fractionDigits: rate.digits)
            json.member("log_bytes", logBytes)
            json.member("spool", spool)
            json.member("state", state)
            json.object("deliveries") { json in
                for (outcome, count) in outcomes { json.member(outcome.rawValue, count) }
            }
            json.object("notices") { json in
                json.member("last", notices.last)
                json.member("sent", notices.sent)
                json.member("waiting", max(0, notices.last - notices.sent))
            }
            json.array("removed") { json in
                for removal in removals {
                    json.object { json in
                        json.member("what", removal.what.rawValue)
                        json.member("rows", removal.rows)
                        json.member("bytes", removal.bytes)
                        json.member("before", removal.before.description)
                        json.member("on", removal.on.description)
                    }
                }
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
                for (source, row) in zip(sources, table.rows) {
                    json.object { json in
                        JSONTable.write(row, of: table, to: &json)
                        json.member("held_by_operator", source.heldByOperator)
                        guard let pause = source.pause else {
                            return json.member("paused", String?.none)
                        }
                        json.object("paused") { json in
                            json.member("by", masked(pause.by))
                            json.member("since", pause.since.description)
                            json.member("reason", masked(pause.reason))
                        }
                    }
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
