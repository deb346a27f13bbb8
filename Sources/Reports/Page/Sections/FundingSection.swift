import Programme

extension SectionMaker {
    private typealias Phase = ApplicationState.Phase

    /// The pipeline from application to repayment, and what each product paid out.
    func funding() -> Section {
        var section = plain()
        guard let groups = Sheet(report, "groups"), let all = groups.total("applications"),
            let disbursed = groups.total("disbursed_rupiah"),
            let rate = groups.total("percent_approved"), let days = groups.total("median_days"),
            !groups.rows.isEmpty
        else {
            section.lead = [
                language.of(
                    "No application was reported by \(asOf).",
                    "Belum ada pengajuan yang dilaporkan sampai \(asOf).")
            ]
            return section
        }
        section.lead = [
            language.of(
                "Lenders reported \(all) applications and paid out \(disbursed).",
                "Pemberi modal melaporkan \(all) pengajuan dan mencairkan \(disbursed).")
        ]
        section.lead += lenders()
        if !rate.isMissing {
            section.lead.append(
                language.of(
                    "Of the applications that were decided, \(rate) were approved.",
                    "Dari pengajuan yang sudah diputus, \(rate) disetujui."))
            if let rejected = groups.total(Phase.rejected.rawValue), rejected.value == 0 {
                section.lead.append(
                    language.of(
                        "No lender reported a rejection (\(rejected) of \(all)): this share says little "
                            + "where only what was paid out is reported.",
                        "Tidak ada pemberi modal yang melaporkan penolakan (\(rejected) dari \(all)): "
                            + "persentase ini kurang berarti bila hanya pencairan yang dilaporkan.")
                )
            }
            section.highlights.append(
                Section.Highlight(
                    label: language.of("Applications approved", "Pengajuan disetujui"),
                    figure: rate,
                    words: language.of(
                        "of those decided; \(all) in all", "dari yang diputus; \(all) seluruhnya")))
        }
        section.lead.append(
            days.isMissing
                ? language.of(
                    "How long it took from submitted to disbursed is not known: of no application "
                        + "were both reported.",
                    "Lamanya dari pengajuan ke pencairan belum diketahui: tidak ada pengajuan yang "
                        + "keduanya dilaporkan.")
                : language.of(
                    "From submitted to disbursed it took \(days) days (the median).",
                    "Dari diajukan sampai dicairkan perlu \(days) hari (median)."))
        section.charts = [pipeline(groups), products(groups)]
        return section
    }

    /// Who lent how much.
    private func lenders() -> [Sentence] {
        guard let sheet = Sheet(report, "lenders"), !sheet.rows.isEmpty else { return [] }
        let each = sheet.rows.map { row -> Sentence in
            let name = sheet.text("name", row: row, language)
            let sum = sheet.figure("disbursed_rupiah", row: row)
            return "\(row == 0 ? "" : ", ")\(name) \(sum)"
        }
        return [
            each.reduce(language.of("Paid out by lender: ", "Pencairan tiap pemberi modal: ")) {
                $0 + $1
            }
                + "."
        ]
    }

    /// Applications by the state that they are in, from submitted on; then how else they ended.
    private func pipeline(_ groups: Sheet) -> Chart {
        let rupiah = Sheet(report, "rupiah")
        let chart = PipelineChart(
            stages: Phase.allCases.compactMap { phase in
                guard let count = groups.total(phase.rawValue),
                    let sum = rupiah?.total(phase.rawValue)
                else { return nil }
                return PipelineChart.State(
                    name: groups.heading(phase.rawValue, language), count: count, rupiah: sum,
                    hasEnded: [.rejected, .withdrawn, .writtenOff].contains(phase))
            }, language: language)
        return Chart(
            language.of(
                "The pipeline: applications by the state they are in, and their rupiah",
                "Alur permodalan: pengajuan menurut status terakhir, dan rupiahnya"),
            tables: ["rupiah"],
            [Chart.Choice("") { chart.draw(on: &$0) }])
    }

    private func products(_ groups: Sheet) -> Chart {
        let largest = groups.rows.map { groups.figure("disbursed_rupiah", row: $0).value }.max()
        let unit = Axis.Unit.rupiah(upTo: largest ?? 0, language)
        // A chart of nothing but zeros is left out; the table has them.
        let columns = ["disbursed_rupiah", "repaid_rupiah", "applications"].filter {
            $0 == "applications" || (groups.total($0)?.value ?? 0) > 0
        }
        let choices = columns.map { column in
            let bars = BarsChart(
                sheet: groups, parts: [.init(column: column, style: "bar")], column: column,
                unit: column == "applications"
                    ? Axis.Unit(language.of("applications", "pengajuan")) : unit,
                language: language)
            let times = ColumnsChart(
                sheet: groups, column: column, unit: bars.unit, language: language)
            let isTime = report.question.by.isTime
            return Chart.Choice(
                groups.heading(column, language), isTime ? [] : cut(bars, of: groups)
            ) {
                if isTime { times.draw(on: &$0) } else { bars.draw(on: &$0) }
            }
        }
        return Chart(
            language.of("Funding by \(byWords)", "Permodalan menurut \(byWords)"),
            tables: ["groups"],
            question: language.of("Shown:", "Yang ditampilkan:"), choices)
    }
}
