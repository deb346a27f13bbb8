import Ledger
package import Programme

extension StagesReport {
    /// The figures ready to be shown.
    ///
    /// - Parameters:
    ///   - targets: those of steps are shown with the figures.
    ///   - names: of the targets' places.
    package func report(targets: [Target] = [], names: GroupNames) -> Report {
        var parts = [
            Report.Part(
                "groups", title: Phrase("Members by step reached", "Anggota menurut langkah"),
                table: StagesReport.table(groups, total: total, question.by),
                indicators: [cumulative])
        ]
        if !question.by.isTime {
            parts.append(
                Report.Part(
                    "new", title: newTitle,
                    table: StagesReport.table(new, total: newTotal, question.by),
                    indicators: [newly]))
        }
        parts.append(
            Report.Part(
                "funnel",
                title: Phrase("The funnel, P1 to P7", "Corong P1 sampai P7"),
                table: funnel, indicators: StagesReport.funnelIndicators))
        parts.append(places)
        if let part = part(targets, names) { parts.append(part) }
        return Report(
            .stages, title: Phrase("Members by step reached", "Anggota menurut langkah"), question,
            period: period, parts: parts)
    }

    private var newTitle: Phrase {
        func title(_ words: Phrase, _ language: Language) -> String {
            "\(words[language]) \(DayText.long(period.lowerBound, language)) – "
                + DayText.long(period.upperBound, language)
        }
        let words = Phrase("New in", "Baru dalam")
        return Phrase(title(words, .english), title(words, .indonesian))
    }

    /// How closely it is known where the members live; all three rows are there, zeros too.
    private var places: Report.Part {
        let kinds = [
            Group(
                code: "kelurahan",
                name: Phrase("In DKI, kelurahan known", "Di DKI, kelurahan diketahui")),
            Group(
                code: "coarse",
                name: Phrase("In DKI, kelurahan not known", "Di DKI, kelurahan belum diketahui")),
            GroupNames.outsideDKI,
        ]
        var lines = kinds.map { _ in Counts() }
        for count in counts {
            let code = count.place.code
            let kind = !code.isInDKI ? 2 : code.within(.kelurahan) == nil ? 1 : 0
            lines[kind][count.stage, default: 0] += count.members
        }
        return Report.Part(
            "places", title: Phrase("Where the members live", "Tempat tinggal anggota"),
            table: StagesReport.table(
                zip(kinds, lines).map { Line(group: $0, counts: $1) }, total: total, question.by,
                named: Phrase("Where", "Tempat")),
            indicators: [
                Report.Indicator(
                    "P1-P7",
                    "the same members, by how closely it is known where they live: all three are in "
                        + "every total; those outside DKI count for no target",
                    "anggota yang sama, menurut rincian tempat tinggalnya: ketiganya termasuk dalam "
                        + "setiap jumlah; yang di luar DKI tidak dihitung untuk target")
            ])
    }

    /// Of targets of steps what is reached of them.
    private func part(_ targets: [Target], _ names: GroupNames) -> Report.Part? {
        var table = Table(columns: Target.columns)
        for target in targets {
            guard case .step(let stage) = target.indicator, target.by >= question.asOf else {
                continue
            }
            let reached = counts.filter { $0.stage == stage && target.counts($0.place.code) }
                .reduce(0) { $0 + $1.members }
            table.append(target.cells(reached: reached, names))
        }
        guard !table.rows.isEmpty else { return nil }
        return Report.Part(
            "targets",
            title: Phrase("Targets still to come", "Target yang belum lewat batas waktu"),
            table: table, indicators: Target.indicators)
    }

    private var cumulative: Report.Indicator {
        switch question.by {
        case .source:
            Report.Indicator(
                "P1-P7",
                "members who had reached the step by the end of that day in Jakarta (of P7: whose "
                    + "disbursement then stood). Each counts once a step, under the source whose "
                    + "report reached it. The groups add up to the total.",
                "anggota yang sudah mencapai langkah itu sampai akhir hari tersebut di Jakarta "
                    + "(P7: yang pencairannya masih berlaku). Tiap anggota dihitung sekali per "
                    + "langkah, pada sumber yang laporannya mencapainya. Jumlah semua baris sama "
                    + "dengan jumlah akhir.")
        case .week, .month:
            Report.Indicator(
                "P1-P7",
                "members by when they reached the step (of P7: the disbursement that stands on the "
                    + "last day). Each counts once a step. With those before, they add up to all "
                    + "who had reached it.",
                "anggota menurut saat mencapai langkah itu (P7: pencairan yang masih berlaku pada "
                    + "hari terakhir). Tiap anggota dihitung sekali per langkah. Bersama yang "
                    + "sebelumnya, jumlahnya sama dengan semua yang sudah mencapainya.")
        default:
            Report.Indicator(
                "P1-P7",
                "members who had reached the step by the end of that day in Jakarta (of P7: whose "
                    + "disbursement then stood). Each counts once a step, in the place that holds "
                    + "for them on that day. The groups add up to the total.",
                "anggota yang sudah mencapai langkah itu sampai akhir hari tersebut di Jakarta "
                    + "(P7: yang pencairannya masih berlaku). Tiap anggota dihitung sekali per "
                    + "langkah, di tempat yang berlaku baginya pada hari itu. Jumlah semua baris "
                    + "sama dengan jumlah akhir.")
        }
    }

    private var newly: Report.Indicator {
        Report.Indicator(
            "P1-P7", "those of them who reached it in these days",
            "di antaranya yang mencapainya dalam hari-hari ini")
    }

    private var funnel: Table {
        var table = Table(columns: [
            Table.Column(
                "step", title: Phrase("STEP", "LANGKAH"), .code,
                official: Phrase("Step", "Langkah")),
            Table.Column(
                "name", title: Phrase("NAME", "NAMA"), .text, official: Phrase("Name", "Nama")),
            Table.Column(
                "members", title: Phrase("MEMBERS", "ANGGOTA"), .number,
                official: Phrase("Members", "Jumlah anggota")),
            Table.Column(
                "percent_of_p1", title: Phrase("OF P1", "DARI P1"), .number,
                official: Phrase("Per cent of P1", "Persen dari P1")),
            Table.Column(
                "percent_of_step_before", title: Phrase("OF BEFORE", "DARI SBLM"), .number,
                official: Phrase("Per cent of the step before", "Persen dari langkah sebelumnya")),
            Table.Column(
                "new", title: Phrase("NEW", "BARU"), .number,
                official: Phrase("New in the period", "Baru dalam kurun")),
            Table.Column(
                "median_days", title: Phrase("DAYS", "HARI"), .number,
                official: Phrase("Median days from the step before", "Median hari antarlangkah")),
            Table.Column(
                "timed", title: Phrase("TIMED", "DIUKUR"), .number,
                official: Phrase("Members timed", "Anggota yang diukur")),
        ])
        for stage in Stage.allCases {
            let members = total[stage] ?? 0
            let before = stage.previous.map { total[$0] ?? 0 }
            let days = days[stage] ?? [:]
            table.append([
                .text(stage.description), .phrase(stage.words), .integer(members),
                .percent(members, of: total[.registration] ?? 0),
                before.map { .percent(members, of: $0) } ?? .missing,
                .integer(newTotal[stage] ?? 0),
                stage == .registration ? .missing : Median.of(days).map(Cell.integer) ?? .missing,
                stage == .registration ? .missing : .integer(days.values.reduce(0, +)),
            ])
        }
        return table
    }

    private static let funnelIndicators = [
        Report.Indicator(
            "members", "as above: everyone counted, those outside DKI included",
            "seperti di atas: semua anggota, termasuk yang di luar DKI"),
        Report.Indicator("percent_of_p1", "members / members at P1", "anggota / anggota pada P1"),
        Report.Indicator(
            "percent_of_step_before",
            "members / members at the step before; more than 100 is possible where the rules ask for "
                + "no order of steps: only P1 must come first",
            "anggota / anggota pada langkah sebelumnya; dapat melebihi 100 bila aturan tidak "
                + "mengharuskan urutan: hanya P1 yang harus lebih dahulu"),
        Report.Indicator(
            "new", "members who reached the step in the period, its first and last day included",
            "anggota yang mencapai langkah itu dalam kurun, hari pertama dan terakhir termasuk"),
        Report.Indicator(
            "median_days",
            "days from the step before to this one, the median of the members timed: those who "
                + "reached both, the step before first or on the same day",
            "hari dari langkah sebelumnya ke langkah ini, median anggota yang diukur: yang mencapai "
                + "keduanya, langkah sebelumnya lebih dahulu atau pada hari yang sama"),
    ]
}

/// The middle of a distribution.
enum Median {
    /// The value of the middle one (of two the lower), of values counted by how often they occur;
    /// nil of none.
    static func of(_ counts: [Int: Int]) -> Int? {
        let middle = (counts.values.reduce(0, +) + 1) / 2
        var passed = 0
        for (value, count) in counts.sorted(by: { $0.key < $1.key }) {
            passed += count
            if passed >= middle { return value }
        }
        return nil
    }
}
