import Programme

extension SectionMaker {
    /// The weeks as lines, with the targets, and the fortnight.
    func evaluation() -> Section {
        var section = plain()
        guard let targets = Sheet(report, "targets") else { return section }
        section.lead = targets.rows.map { stand(of: $0, targets) }
        section.charts = lines(targets)
        for index in section.listings.indices {
            guard section.listings[index].sheet.part.key == "targets" else { continue }
            section.listings[index].isOpen = true
            // The target's name says both.
            section.listings[index].without.formUnion(["indicator", "scope"])
        }
        return section
    }

    /// How far a target is, and whether the pace of late is enough.
    private func stand(of row: Int, _ targets: Sheet) -> Sentence {
        func figure(_ column: String) -> Figure { targets.figure(column, row: row) }
        let name = capitalised(targets.text("target", row: row, language))
        let (reached, number, share) = (figure("reached"), figure("number"), figure("percent"))
        let (by, course) = (figure("by"), figure("course"))
        let (pace, needed) = (figure("pace"), figure("needed"))
        let stand: Sentence = language.of(
            "\(name): \(reached) of \(number) (\(share)) by \(by): \(course)",
            "\(name): \(reached) dari \(number) (\(share)), batas waktu \(by): \(course)")
        guard !needed.isMissing, !pace.isMissing, needed.value > 0 else { return stand + "." }
        return stand
            + language.of(
                ". It gains \(pace) a fortnight and needs \(needed).",
                ". Bertambah \(pace) per dua minggu, sedangkan yang diperlukan \(needed).")
    }

    /// What is what in the charts of targets.
    private var key: Sentence {
        language.of(
            "The line: how many by each Sunday. Dashed: the target. Dotted: the way from now to it.",
            "Garis: jumlah sampai tiap hari Minggu. Putus-putus: target. Titik-titik: jalan dari "
                + "sekarang ke target.")
    }

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    /// A chart for each subject: its weeks, and its targets.
    private func lines(_ targets: Sheet) -> [Chart] {
        guard let weeks = Sheet(report, "weeks") else { return [] }
        let subjects = weeks.table.columns.dropFirst()
        return subjects.enumerated().map { index, column in
            let goals = targets.rows.compactMap { row -> TargetChart.Goal? in
                let scope = targets.text("scope", row: row, language)
                let key = targets.text("indicator", row: row, language)
                guard column.key == (scope == "DKI" ? key : "\(key)_\(scope)"),
                    case .day(let by) = targets.figure("by", row: row).cell
                else { return nil }
                return TargetChart.Goal(
                    by: by, number: targets.figure("number", row: row),
                    course: targets.figure("course", row: row))
            }
            let chart = TargetChart(
                weeks: weeks, column: column.key, goals: goals, asOf: report.question.asOf,
                language: language)
            let name = capitalised(column.official[language])
            return Chart(
                language.of(
                    "\(name): week by week, and the target", "\(name): per minggu, dan targetnya"),
                tables: index == subjects.count - 1 ? ["weeks"] : [],
                [Chart.Choice("", index == 0 ? [key] : []) { chart.draw(on: &$0) }])
        }
    }
}
