import Programme

extension SectionMaker {
    /// The weeks as lines, with the targets, and the fortnight.
    func evaluation() -> Section {
        var section = plain()
        guard let targets = Sheet(report, "targets") else { return section }
        section.lead = targets.rows.map { stand(of: $0, targets) + now($0, targets) }
        if targets.rows.contains(where: {
            targets.figure("indicator", row: $0).cell == .text("jobs")
        }) {
            section.lead.append(
                language.of(
                    "Jobs are the people at work in the members' businesses, their owners included, "
                        + "as each member's latest accounts (P6) say.",
                    "Tenaga kerja adalah orang yang bekerja di usaha anggota, termasuk pemiliknya, "
                        + "menurut laporan keuangan (P6) terakhir tiap anggota."))
        }
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
        let (last, before) = (figure("in_fortnight"), figure("in_fortnight_before"))
        let earlier = figure("in_fortnight_before_that")
        let middle = [last.value, before.value, earlier.value].sorted()[1]
        let rests: Sentence =
            pace.value >= needed.value && middle < needed.value
            ? language.of(
                " The average rests on one of them: at the pace of the middle one it would fall short.",
                " Rata-rata itu bertumpu pada satu kurun: dengan laju kurun yang tengah, target tidak "
                    + "tercapai.")
            : ""
        return stand
            + language.of(
                ". It gained \(last) in the last fortnight, \(before) and \(earlier) in the two "
                    + "before, \(pace) on average, and needs \(needed).",
                ". Bertambah \(last) dalam dua minggu terakhir, \(before) dan \(earlier) dalam dua "
                    + "kurun sebelumnya, rata-rata \(pace), sedangkan yang diperlukan \(needed).")
            + rests
    }

    /// Where the figure is now, of a target that was missed and passed later.
    private func now(_ row: Int, _ targets: Sheet) -> Sentence {
        let scope = targets.text("scope", row: row, language)
        let key = targets.text("indicator", row: row, language)
        guard let weeks = Sheet(report, "weeks"), let last = weeks.rows.last else { return "" }
        let now = weeks.figure(scope == "DKI" ? key : "\(key)_\(scope)", row: last)
        let (number, reached) = (
            targets.figure("number", row: row), targets.figure("reached", row: row)
        )
        guard reached.value < number.value, now.value >= number.value else { return "" }
        return language.of(
            " The number was passed later, after the target's day: by \(asOf) it was \(now).",
            " Angka itu terlampaui kemudian, setelah batas waktu: sampai \(asOf) menjadi \(now).")
    }

    /// What is what in a chart of targets.
    private func key(_ chart: TargetChart) -> Sentence {
        let line: Sentence = language.of(
            "The line: how many by each Sunday. Dashed: the target.",
            "Garis: jumlah sampai tiap hari Minggu. Putus-putus: target.")
        let way: Sentence =
            chart.hasWay
            ? language.of(
                " Dotted: the way from now to it.", " Titik-titik: jalan dari sekarang ke target.")
            : ""
        let outside: Sentence =
            chart.hasEarlierGoal
            ? language.of(
                " The day of a target that is over lies before this chart begins: whether it was met "
                    + "is said above and in the table.",
                " Batas waktu target yang sudah lewat ada sebelum awal grafik ini: tercapai atau "
                    + "tidaknya tertulis di atas dan dalam tabel.")
            : ""
        let beyond: Sentence =
            chart.hasFarGoal
            ? language.of(
                " The day of a target lies far beyond this chart.",
                " Batas waktu sebuah target jauh setelah akhir grafik ini.")
            : ""
        return line + way + outside + beyond
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
                [Chart.Choice("", [key(chart)]) { chart.draw(on: &$0) }])
        }
    }
}
