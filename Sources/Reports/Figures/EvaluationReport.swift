package import Ledger
package import Programme

/// The fortnight against the targets: how far they are, and whether the pace of the last fortnights
/// is enough; and what each place or source did in the fortnight.
package struct EvaluationReport: Equatable, Sendable {
    package let question: ReportQuestion
    package let targets: [TargetProgress]
    /// The steps reached in the fortnight, by group, and in the one before.
    package let fortnight: StagesReport
    package let before: StagesReport
    package let weeks: TargetWeeks
    private let names: GroupNames

    /// The figures of a ledger.
    package init(
        from ledger: LedgerReader, _ question: ReportQuestion, targets: [Target],
        names: GroupNames
    ) throws(LedgerError) {
        let days = Set(
            TargetProgress.days(targets, asOf: question.asOf)
                + TargetWeeks.days(asOf: question.asOf)
        ).sorted()
        let figures = try ledger.stageFigures(asOf: question.asOf) { day in
            days.firstIndex { day <= $0 } ?? days.count - 1
        }
        let wantsJobs = targets.contains { $0.indicator == .jobs }
        let workers = wantsJobs ? try ledger.workers(on: days) : []
        self.init(figures, workers, days: days, question, targets: targets, names: names)
    }

    /// - Parameters:
    ///   - figures: by the index of the first of the days that a reach day is not after.
    ///   - workers: on each of the days.
    ///   - days: those of the targets, of the last fortnights and of the weeks, ascending.
    package init(
        _ figures: StageFigures, _ workers: [WorkerCount], days: [Day], _ question: ReportQuestion,
        targets: [Target], names: GroupNames
    ) {
        self.question = question
        self.targets = targets.map { target in
            TargetProgress(target, asOf: question.asOf) { day in
                let index = days.firstIndex(of: day) ?? days.count - 1
                return target.figure(figures, workers, at: index)
            }
        }
        weeks = TargetWeeks(targets, asOf: question.asOf, names: names) { target, day in
            days.firstIndex(of: day).map { target.figure(figures, workers, at: $0) }
        }
        self.names = names
        let last = question.asOf
        let first = last.adding(days: 1 - TargetProgress.fortnight)
        fortnight = StagesReport(
            figures.within(first...last, of: days), question, names: names)
        before = StagesReport(
            figures.within(
                first.adding(days: -TargetProgress.fortnight)...first.adding(days: -1), of: days),
            question, names: names)
    }

    package static func == (left: EvaluationReport, right: EvaluationReport) -> Bool {
        (left.question, left.targets, left.fortnight, left.before, left.weeks)
            == (right.question, right.targets, right.fortnight, right.before, right.weeks)
    }

    /// The figures ready to be shown.
    package var report: Report {
        var table = Table(
            columns: Target.columns + [
                Table.Column(
                    "in_fortnight", title: Phrase("14 DAYS", "14 HARI"), .number,
                    official: Phrase("In the fortnight", "Dalam dua minggu")),
                Table.Column(
                    "in_fortnight_before", title: Phrase("BEFORE", "SBLM"), .number,
                    official: Phrase("In the one before", "Dua minggu sebelumnya")),
                Table.Column(
                    "in_fortnight_before_that", title: Phrase("2 BEFORE", "2 SEBELUM"), .number,
                    official: Phrase("In the one before that", "Dua minggu sebelum itu")),
                Table.Column(
                    "pace", title: Phrase("PACE", "LAJU"), .number,
                    official: Phrase("Pace a fortnight", "Laju per dua minggu")),
                Table.Column(
                    "needed", title: Phrase("NEEDED", "PERLU"), .number,
                    official: Phrase("Needed a fortnight", "Diperlukan per dua minggu")),
                Table.Column(
                    "course", title: Phrase("COURSE", "STATUS"), .number,
                    official: Phrase("Course", "Status")),
            ])
        for progress in targets {
            table.append(
                progress.target.cells(reached: progress.reached, names) + [
                    .integer(progress.gains[0]), .integer(progress.gains[1]),
                    .integer(progress.gains[2]), .optional(progress.pace),
                    .optional(progress.needed), .phrase(progress.course.words),
                ])
        }
        return Report(
            .evaluation,
            title: Phrase("The fortnight against the targets", "Evaluasi dua mingguan"),
            question,
            period: question.asOf.adding(days: 1 - TargetProgress.fortnight)...question.asOf,
            parts: [
                Report.Part(
                    "targets", title: Phrase("Targets", "Target"), table: table,
                    indicators: Target.indicators + EvaluationReport.indicators),
                part(
                    "fortnight", Phrase("Reached in the fortnight", "Dicapai dalam dua minggu ini"),
                    fortnight),
                part(
                    "fortnight_before",
                    Phrase(
                        "Reached in the fortnight before", "Dicapai dalam dua minggu sebelumnya"),
                    before),
            ] + (weeks.part.map { [$0] } ?? []),
            notes: targets.isEmpty
                ? [
                    Phrase(
                        "There is no target; they are configured in targets.yaml.",
                        "Belum ada target; target diatur dalam targets.yaml.")
                ] : [])
    }

    private func part(_ key: String, _ title: Phrase, _ figures: StagesReport) -> Report.Part {
        Report.Part(
            key, title: title,
            table: StagesReport.table(figures.groups, total: figures.total, question.by),
            indicators: [
                Report.Indicator(
                    "P1-P7",
                    "members who reached the step in these 14 days (of P7: with a disbursement that "
                        + "stands on the as-of day); the groups add up to the total",
                    "anggota yang mencapai langkah itu dalam 14 hari ini (P7: dengan pencairan yang "
                        + "masih berlaku pada hari laporan); jumlah semua baris sama dengan jumlah "
                        + "akhir")
            ])
    }

    private static let indicators = [
        Report.Indicator(
            "in_fortnight", "in the 14 days up to the as-of day",
            "dalam 14 hari sampai hari laporan"),
        Report.Indicator(
            "pace", "the last three fortnights' average",
            "rata-rata tiga kurun dua mingguan terakhir"),
        Report.Indicator(
            "needed", "so many a fortnight, from now on, reach the target on its day",
            "sekian per dua minggu, mulai sekarang, mencapai target pada batas waktunya"),
        Report.Indicator(
            "course",
            "at this pace: behind (not by its day), on course (within the last fortnight before "
                + "it), ahead (earlier); met, or missed when its day is over",
            "dengan laju ini: tertinggal (tidak sampai batas waktu), sesuai (dalam dua minggu "
                + "terakhir sebelumnya), mendahului (lebih awal); tercapai, atau tidak tercapai "
                + "bila batas waktunya lewat"),
    ]
}

extension Target {
    /// The number by the end of the day with an index.
    fileprivate func figure(
        _ figures: StageFigures, _ workers: [WorkerCount], at index: Int
    ) -> Int {
        switch indicator {
        case .step(let stage):
            figures.counts.reduce(0) { sum, count in
                let counts =
                    count.stage == stage && count.time <= index && self.counts(count.place.code)
                return counts ? sum + count.members : sum
            }
        case .jobs:
            workers.reduce(0) { sum, count in
                guard self.counts(count.place.code) else { return sum }
                return Int(clamping: Int128(sum) + Int128(count.people[index]))
            }
        }
    }
}

extension StageFigures {
    /// Those whose reach day lies in a period that begins after one of the days and ends on one.
    fileprivate func within(_ period: ClosedRange<Day>, of days: [Day]) -> StageFigures {
        StageFigures(
            counts: counts.filter { count in
                count.time > 0 && days[count.time - 1] >= period.lowerBound.adding(days: -1)
                    && days[count.time] <= period.upperBound
            })
    }
}
