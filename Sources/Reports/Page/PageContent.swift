import Programme

/// What the page's templates are filled with, in one language.
///
/// A template looks for a name it does not find in what is around it: so every name is filled in, with
/// `false` where there is nothing.
struct PageContent {
    let page: OfficePage
    let language: Language
    /// The language of the page beside this one; nil where it lies alone.
    var neighbour: Language?

    var values: [String: Any] {
        let sections = sections
        let highlights = sections.flatMap(\.section.highlights)
        let links = contents(sections.map(\.section))
        return [
            "lang": language.rawValue, "policy": OfficePage.policy, "title": title,
            "heading": heading,
            "program": page.origin.program, "style": PageStyle.text, "script": PageScript.text,
            "skip": language.of("To the figures", "Langsung ke angka"),
            "facts": facts,
            "programme": Background.programme.map { $0[language] },
            "hasHighlights": !highlights.isEmpty,
            "highlights": highlights.map(content),
            "hasContents": !links.isEmpty,
            "contents": language.of("Contents", "Isi"), "links": links,
            "sections": sections.map(content),
            "wordsTitle": language.of("Words on this page", "Istilah di halaman ini"),
            "glossary": Background.glossary.map {
                pair($0.word[language], $0.meaning[language])
            },
            "private": language.of(
                "Nobody's name or number is on this page. It loads nothing and sends nothing.",
                "Tidak ada nama atau nomor siapa pun di halaman ini. Halaman ini tidak memuat dan "
                    + "tidak mengirim apa pun."),
        ]
    }

    private var question: ReportQuestion { page.reports[0].question }

    private var heading: String {
        language.of(
            "The seven steps to a funded business", "Tujuh langkah menuju usaha yang bermodal")
    }

    /// Of the window: what the page is of, and of when.
    private var title: String {
        let what = page.reports.count == 1 ? page.reports[0].title[language] : heading
        return "\(what), \(DayText.long(question.asOf, language)) – OK OCE"
    }

    func pair(_ name: String, _ text: String) -> [String: Any] {
        ["name": name, "text": text]
    }

    /// Of when, made when, from what.
    private var facts: [[String: Any]] {
        let day = DayText.long(question.asOf, language)
        var facts = [
            pair(language.of("Published by", "Diterbitkan oleh"), Background.publisher[language]),
            pair(
                language.of("Figures", "Angka"),
                language.of(
                    "up to and including \(day), Jakarta time (WIB)",
                    "sampai dengan \(day), waktu Jakarta (WIB)")),
        ]
        let known = question.knownAt.map(moment)
        facts.append(
            pair(
                language.of("Known at", "Menurut data tercatat"),
                known.map { language.of($0, "sampai \($0)") }
                    ?? language.of(
                        "all that was recorded when the page was made",
                        "semua yang tercatat saat halaman dibuat")))
        facts.append(
            pair(language.of("Made", "Dibuat"), moment(page.origin.madeAt)))
        let last = NumberText.grouped(page.origin.lastDelivery, language)
        facts.append(
            pair(
                language.of("From", "Sumber"),
                language.of(
                    "the files that the offices and lenders sent in, up to file number \(last) "
                        + "(counted by \(page.origin.program))",
                    "berkas yang dikirim para pelapor, sampai penerimaan nomor \(last) "
                        + "(dihitung oleh \(page.origin.program))")))
        return facts
    }

    /// To the minute, in Jakarta.
    private func moment(_ instant: Instant) -> String {
        let day = DayText.long(instant.jakartaDay, language)
        return "\(day) \(instant.description.dropFirst(11).prefix(5)) WIB"
    }

    /// A section with what all reports of its kind have in it.
    private var sections: [(section: Section, blocks: [Section.Block])] {
        var sections: [(section: Section, blocks: [Section.Block])] = []
        for report in page.reports {
            let section = SectionMaker(
                report: report, kecamatan: page.kecamatan, language: language
            ).section()
            // A second report of a kind adds to the section of the first.
            guard let index = sections.firstIndex(where: { $0.section.kind == section.kind })
            else {
                sections.append((section, section.blocks))
                continue
            }
            sections[index].blocks += section.blocks
        }
        return sections
    }

    private func contents(_ sections: [Section]) -> [[String: Any]] {
        func link(_ href: String, _ text: String, _ tongue: Language?) -> [String: Any] {
            ["href": href, "text": text, "tongue": tongue?.rawValue ?? false as Any]
        }
        let chapters = sections.count > 1 ? sections.map { link("#\($0.id)", $0.title, nil) } : []
        guard let neighbour else { return chapters }
        return chapters
            + [
                link(
                    OfficePage.fileName(neighbour),
                    neighbour.of("In English", "Dalam bahasa Indonesia"), neighbour)
            ]
    }

    private func content(_ highlight: Section.Highlight) -> [String: Any] {
        [
            "label": highlight.label, "address": highlight.figure.address,
            "text": highlight.figure.text(language), "words": runs(highlight.words),
        ]
    }

    private func runs(_ sentence: Sentence) -> [String: Any] {
        [
            "runs": sentence.runs.map { run -> [String: Any] in
                switch run {
                case .text(let text): ["text": text, "address": false]
                case .figure(let figure):
                    ["text": figure.text(language), "address": figure.address]
                }
            }
        ]
    }

    private func content(_ section: Section, _ blocks: [Section.Block]) -> [String: Any] {
        [
            "id": section.id, "title": section.title, "lead": section.lead.map(runs),
            "explanation": section.explanation.map(content) ?? false as Any,
            "blocks": blocks.enumerated().map { number, block -> [String: Any] in
                [
                    "chart": block.chart.map { content($0, id: "\(section.id)-\(number + 1)") }
                        ?? false as Any,
                    "listings": block.listings.flatMap(contents),
                ]
            }, "notes": section.notes,
        ]
    }

    private func content(_ explanation: Section.Explanation) -> [String: Any] {
        [
            "title": explanation.title, "headings": explanation.headings,
            "rows": explanation.rows.map {
                ["cells": zip(explanation.headings, $0).map(pair)]
            },
        ]
    }

    // MARK: Charts

    private func content(_ chart: Chart, id: String) -> [String: Any] {
        [
            "id": id, "title": chart.title, "isSwitch": chart.choices.count > 1,
            "question": chart.question,
            "onPaper": language.of(
                "On paper the first figure is drawn; the others are in the tables.",
                "Di kertas hanya angka pertama yang digambar; yang lain ada dalam tabel."),
            "choices": chart.choices.enumerated().map { index, choice -> [String: Any] in
                [
                    "name": id, "id": "\(id)-\(index + 1)", "isFirst": index == 0,
                    "label": choice.label.isEmpty ? false : choice.label as Any,
                    "hasWords": !(choice.label.isEmpty && choice.words.isEmpty),
                    "words": choice.words.map(runs),
                    // On a screen the switch says which figure it is.
                    "style": choice.words.isEmpty ? "said printed" : "said",
                    "drawings": [choice.wide, choice.narrow].map {
                        content($0, says: "\(chart.title) \(choice.label)")
                    },
                ]
            },
        ]
    }

    private func content(_ canvas: Canvas, says: String) -> [String: Any] {
        [
            "size": canvas.isNarrow ? "narrow" : "wide", "says": says,
            "box": "0 0 \(Canvas.number(canvas.width)) \(Canvas.number(canvas.height))",
            "elements": canvas.elements,
        ]
    }
}
