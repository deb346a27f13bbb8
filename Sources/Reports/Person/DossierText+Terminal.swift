import JobFormat
import Ledger
import Programme

extension DossierText {
    /// For a person to read.
    ///
    /// - Parameters:
    ///   - columns: how wide the lines may be.
    ///   - language: of headings; what was sent stays as it was.
    package func text(columns: Int, _ language: Language) -> String {
        let paper = TerminalTable(columns: columns, language: language)
        func title(_ english: String, _ indonesian: String) -> String {
            Phrase(english, indonesian)[language] + "\n"
        }
        let day = DayText.long(madeAt.jakartaDay, language)
        var text = title(
            "All that is held of \(dossier.nik.digits), on \(day)",
            "Semua data tentang \(dossier.nik.digits) yang disimpan, per \(day)")
        for details in dossier.member?.state.details ?? [] {
            text += "\n" + paper.text(table(of: details))
        }
        text +=
            "\n" + title("What was recorded", "Yang tercatat")
            + facts(columns, language)
        text += "\n" + title("Changes of verdicts", "Perubahan status") + paper.text(changes)
        text +=
            "\n" + title("What was delivered", "Yang dikirim") + paper.text(deliveries)
        if !files.isEmpty {
            text += "\n" + title("Files in the spool", "Berkas di spool")
            text += files.map { "\(Printable.escaping($0.path))\n" }.joined()
        }
        text +=
            "\n"
            + title("Who touched it, and why", "Siapa yang membuka atau mengubah, dan mengapa")
            + acts(columns)
        return text
    }

    private func table(of details: MemberState.Details) -> Table {
        var table = Table(columns: [
            Table.Column("what", title: Phrase("DETAILS", "DATA DIRI"), .code),
            Table.Column("value", title: Phrase("", ""), .text),
        ])
        let place = names.group(of: details.place.code, at: details.place.code.level)
        let rows: [(Phrase, String?)] = [
            (Phrase("from", "sejak"), details.from.description),
            (Phrase("name", "nama"), details.name.text),
            (Phrase("place", "tempat"), "\(details.place.code) \(place.name[.english])"),
            (Phrase("penggerak"), details.penggerak.text),
            (Phrase("business", "usaha"), details.business.map { "\($0.name) (\($0.sector))" }),
        ]
        for (what, value) in rows { table.append([.phrase(what), .optional(value)]) }
        return table
    }

    /// Each in full: a table would cut what it says.
    private func facts(_ columns: Int, _ language: Language) -> String {
        dossier.facts.map { history in
            let fact = history.line.fact
            return Paragraph.wrapping(
                "\(DayText.short(fact.occurredOn, language)) \(fact.content.kind), "
                    + "\(history.line.judgement.verdict.rawValue) (\(fact.key.source)/"
                    + "\(fact.key.jobID)/\(fact.itemID?.text ?? "-")): \(words(of: fact))",
                to: columns, hanging: 4)
        }.joined()
    }

    private func acts(_ columns: Int) -> String {
        dossier.acts.map { act in
            Paragraph.wrapping(
                "\(TerminalTable.text(.instant(act.recordedAt))) \(act.operatorNote?.name ?? "-"): "
                    + "\(words(of: act.fact)), \(act.operatorNote?.reason ?? "-")",
                to: columns, hanging: 4)
        }.joined()
    }

    private func words(of fact: Fact) -> String {
        var json = JSONWriter()
        json.object { $0.write(fact) }
        return json.text
    }

    private var changes: Table {
        var table = Table(columns: [
            Table.Column("at", title: Phrase("WHEN", "WAKTU"), .code),
            Table.Column("fact", title: Phrase("FACT", "FAKTA"), .text),
            Table.Column("was", title: Phrase("WAS", "DULU"), .code),
            Table.Column("became", title: Phrase("BECAME", "MENJADI"), .code),
            Table.Column("because_of", title: Phrase("BECAUSE OF", "KARENA"), .text),
        ])
        for history in dossier.facts {
            for change in history.changes {
                let key = history.line.fact.key
                table.append([
                    .instant(change.at),
                    .text("\(key.source)/\(key.jobID)/\(history.line.fact.itemID?.text ?? "-")"),
                    .text(change.was.rawValue), .text(change.became.rawValue),
                    .text("\(change.source)/\(change.jobID?.text ?? "-")"),
                ])
            }
        }
        return table
    }

    private var deliveries: Table {
        var table = Table(columns: [
            Table.Column("received_at", title: Phrase("RECEIVED", "DITERIMA"), .code),
            Table.Column("source", title: Phrase("SOURCE", "SUMBER"), .code),
            Table.Column("file", title: Phrase("FILE", "BERKAS"), .text),
            Table.Column("outcome", title: Phrase("OUTCOME", "HASIL"), .code),
            Table.Column("complaints", title: Phrase("COMPLAINTS", "KELUHAN"), .text),
        ])
        for delivery in dossier.deliveries {
            let report = delivery.report
            let codes = report.items.filter { delivery.positions.contains($0.position) }
                .flatMap(\.complaints).map(\.code.rawValue)
            table.append([
                .instant(report.receivedAt), .text(report.box.text),
                .text(JSONWriter.describing(report.fileName)), .text(report.outcome.rawValue),
                .text(codes.joined(separator: " ")),
            ])
        }
        return table
    }
}
