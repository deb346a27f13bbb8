import Programme

extension SectionMaker {
    /// What waits, and for whom.
    func waiting() -> Section {
        var section = plain()
        guard let groups = Sheet(report, "groups"), let facts = groups.total("facts"),
            let held = groups.total("held"), let contradicted = groups.total("contradicted"),
            !groups.rows.isEmpty
        else {
            section.lead = [language.of("Nothing waits.", "Tidak ada yang menunggu.")]
            return section
        }
        section.lead = [
            language.of(
                "\(facts) recorded facts count for nothing yet: \(held) are held, until something else "
                    + "is reported, and \(contradicted) contradict what is known, until a person "
                    + "decides.",
                "\(facts) fakta tercatat belum dihitung: \(held) ditahan sampai hal lain dilaporkan, "
                    + "dan \(contradicted) bertentangan dengan yang sudah diketahui sampai "
                    + "diputuskan orang.")
        ]
        let bars = BarsChart(
            sheet: groups,
            parts: [
                .init(column: "held", style: "bar"), .init(column: "contradicted", style: "bar2"),
            ], column: "facts", unit: Axis.Unit(language.of("facts", "fakta")), language: language)
        if let most = bars.rows.first {
            let name = bracketed(groups.text("name", row: most, language))
            let figure = groups.figure("facts", row: most)
            section.lead.append(
                report.question.by == .turn
                    ? language.of(
                        "Most of it, \(figure), waits for \(name).",
                        "Yang terbanyak, \(figure), menunggu \(name).")
                    : language.of(
                        "Most of it, \(figure), is under \(name).",
                        "Yang terbanyak, \(figure), ada pada \(name)."))
            section.highlights = [
                Section.Highlight(
                    label: language.of("Facts that wait", "Fakta yang menunggu"), figure: facts,
                    words: language.of("most for \(name)", "terbanyak menunggu \(name)"))
            ]
        }
        section.charts = [
            Chart(
                language.of(
                    "Facts that wait, by \(byWords)", "Fakta yang menunggu, menurut \(byWords)"),
                tables: ["groups"],
                [
                    Chart.Choice("", cut(bars, of: groups)) { bars.draw(on: &$0) }
                ])
        ]
        section.listings[0].isOpen = groups.rows.count <= BarsChart.most
        return section
    }

    /// `registration: portal, SKPD` within a sentence: what is waited for, and from whom.
    private func bracketed(_ name: String) -> String {
        guard let colon = name.firstRange(of: ": ") else { return name }
        return "\(name[..<colon.lowerBound]) (\(name[colon.upperBound...]))"
    }
}
