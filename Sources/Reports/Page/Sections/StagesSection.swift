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
        section.lead += [lately(funnel)] + lost(funnel) + outside()
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

    /// Between which steps most are lost, by number and by share.
    private func lost(_ funnel: Sheet) -> [Sentence] {
        /// From the step of the row before to that of the row.
        struct Way {
            let row: Int
            let lost: Double
            let goOn: Figure
        }
        let ways = funnel.rows.dropFirst().map { row in
            Way(
                row: row,
                lost: funnel.figure("members", row: row - 1).value
                    - funnel.figure("members", row: row).value,
                goOn: funnel.figure("percent_of_step_before", row: row))
        }.filter { !$0.goOn.isMissing && $0.lost > 0 }
        guard let most = ways.max(by: { $0.lost < $1.lost }),
            let least = ways.min(by: { $0.goOn.value < $1.goOn.value })
        else { return [] }
        func step(_ row: Int) -> String {
            funnel.text("step", row: row, language) + " " + funnel.text("name", row: row, language)
        }
        func way(_ way: Way) -> Sentence {
            language.of(
                "from \(step(way.row - 1)) to \(step(way.row)), by "
                    + "\(NumberText.grouped(Int64(way.lost), language)), to \(way.goOn) of the step "
                    + "before",
                "dari \(step(way.row - 1)) ke \(step(way.row)), sebanyak "
                    + "\(NumberText.grouped(Int64(way.lost), language)), menjadi \(way.goOn) dari "
                    + "langkah sebelumnya")
        }
        let byNumber: Sentence = language.of(
            "By number the members fall most ", "Menurut jumlah, anggota paling banyak berkurang ")
        let byShare: Sentence =
            most.row == least.row
            ? language.of("; by share too.", "; menurut persentase juga.")
            : language.of("; by share most ", "; menurut persentase ") + way(least) + "."
        return [
            byNumber + way(most) + byShare,
            language.of(
                "Where the rules ask for no order of steps (by the city's regulation since January "
                    + "2020: only P1 must come first), members may skip a step and reach a later "
                    + "one: these are differences between two counts, not the same people followed.",
                "Bila aturan tidak mengharuskan urutan langkah (menurut Pergub sejak Januari 2020: "
                    + "hanya P1 yang harus lebih dahulu), anggota dapat melewati satu langkah: ini "
                    + "selisih dua jumlah, bukan orang yang sama yang diikuti."),
        ]
    }

    /// How many of them live outside DKI, or in a kelurahan that nobody knows; none is said too.
    private func outside() -> [Sentence] {
        guard let places = Sheet(report, "places"), places.rows.count == 3 else { return [] }
        let (coarse, outside) = (
            places.figure("P1", row: 1), places.figure("P1", row: 2)
        )
        return [
            language.of(
                "Outside DKI Jakarta: \(outside) of the registered; kelurahan not known: \(coarse). "
                    + "The totals have both; those outside DKI count for no target.",
                "Di luar DKI Jakarta: \(outside) dari yang mendaftar; kelurahan belum diketahui: "
                    + "\(coarse). Keduanya termasuk dalam jumlah; yang di luar DKI tidak dihitung "
                    + "untuk target.")
        ]
    }
}
