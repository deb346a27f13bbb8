import Programme

extension SectionMaker {
    /// The funnel, what its steps mean, and where the members are.
    func stages() -> Section {
        var section = plain()
        guard let funnel = Sheet(report, "funnel") else { return section }
        let first = funnel.figure("members", row: 0)
        let licensed = funnel.figure("members", row: 3)
        let last = funnel.figure("members", row: funnel.rows.count - 1)
        let share = funnel.figure("percent_of_p1", row: funnel.rows.count - 1)
        section.lead = [
            language.of(
                "By the end of \(asOf), \(first) people had registered (P1), \(licensed) had a "
                    + "licence (P4) and \(last) held capital that a lender had paid out (P7): "
                    + "\(share) of those registered.",
                "Sampai akhir \(asOf), \(first) orang sudah mendaftar (P1), \(licensed) sudah "
                    + "berizin (P4), dan \(last) memegang modal yang dicairkan pemberi modal (P7): "
                    + "\(share) dari yang mendaftar.")
        ]
        section.lead += [lately(funnel)] + outside()
        section.highlights = [
            Section.Highlight(
                label: language.of("Registered (P1)", "Pendaftaran (P1)"), figure: first,
                words: language.of("members, up to \(asOf)", "anggota, sampai \(asOf)")),
            Section.Highlight(
                label: language.of("Licensed (P4)", "Perizinan (P4)"), figure: licensed,
                words: language.of(
                    "members, \(funnel.figure("percent_of_p1", row: 3)) of those at P1",
                    "anggota, \(funnel.figure("percent_of_p1", row: 3)) dari P1")),
            Section.Highlight(
                label: language.of("Funded (P7)", "Permodalan (P7)"), figure: last,
                words: language.of(
                    "members, \(share) of those at P1", "anggota, \(share) dari P1")),
        ]
        section.charts = [FunnelChart(sheet: funnel, language: language).chart]
        let steps = Stage.allCases.map {
            (key: $0.description, what: language.of("members at \($0)", "anggota di \($0)"))
        }
        let title =
            report.question.by == .kecamatan
            ? language.of(
                "Where the members live, by kecamatan", "Tempat tinggal anggota, menurut kecamatan")
            : language.of("Members by \(byWords)", "Anggota menurut \(byWords)")
        if let chart = groups(title, tables: ["groups", "new"], columns: steps) {
            section.charts.append(chart)
        }
        for index in section.listings.indices {
            section.listings[index].isOpen = section.listings[index].sheet.part.key == "funnel"
        }
        section.explanation = StepMeanings.table(language)
        return section
    }

    /// What was new in the period.
    private func lately(_ funnel: Sheet) -> Sentence {
        let from = DayText.long(report.period?.lowerBound ?? report.question.asOf, language)
        let (registered, licensed, funded) = (
            funnel.figure("new", row: 0), funnel.figure("new", row: 3), funnel.figure("new", row: 6)
        )
        return language.of(
            "New from \(from) on: \(registered) registered, \(licensed) licensed, \(funded) funded.",
            "Baru sejak \(from): \(registered) mendaftar, \(licensed) berizin, \(funded) bermodal.")
    }

    /// How many of them live outside DKI, or nobody knows where.
    private func outside() -> [Sentence] {
        guard let groups = Sheet(report, "groups"),
            let row = groups.row(GroupNames.outsideDKI.code)
        else { return [] }
        let figure = groups.figure("P1", row: row)
        return [
            language.of(
                "Among the registered, \(figure) live outside DKI Jakarta: they are in the total and "
                    + "count for no target.",
                "Di antara yang mendaftar, \(figure) tinggal di luar DKI Jakarta: termasuk dalam "
                    + "jumlah, tetapi tidak dihitung untuk target.")
        ]
    }
}
