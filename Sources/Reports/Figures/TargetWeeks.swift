package import Programme

/// What the targets are of, week by week: the line that leads to them.
package struct TargetWeeks: Equatable, Sendable {
    package struct Week: Equatable, Sendable {
        /// Its Sunday; of the last one the as-of day.
        package let end: Day
        /// By the end of that day, one for each of ``subjects``.
        package let reached: [Int]
    }

    /// What targets may share: those of several days or numbers are of one line.
    package struct Subject: Hashable, Sendable {
        package let indicator: Target.Indicator
        package let scope: RegionCode?

        init(_ target: Target) {
            indicator = target.indicator
            scope = target.scope
        }

        /// Its column: `P4`, `P4_31.71`.
        var key: String {
            indicator.rawValue + (scope.map { "_\($0)" } ?? "")
        }
    }

    package let subjects: [Subject]
    package let weeks: [Week]
    private let names: GroupNames

    /// Half a year.
    static let count = 26

    /// The days on which the weeks end, ascending.
    static func days(asOf day: Day) -> [Day] {
        let sunday = day.monday.adding(days: -1)
        return (0..<count).reversed().map { sunday.adding(days: -7 * $0) } + [day]
    }

    /// - Parameter figure: the number of a target's subject by the end of a day; nil where it is not
    ///   known. Weeks before the first one with a number are left out.
    init(
        _ targets: [Target], asOf day: Day, names: GroupNames, figure: (Target, Day) -> Int?
    ) {
        var first: [Subject: Target] = [:]
        var subjects: [Subject] = []
        for target in targets where first[Subject(target)] == nil {
            first[Subject(target)] = target
            subjects.append(Subject(target))
        }
        let weeks = TargetWeeks.days(asOf: day).compactMap { end -> Week? in
            let reached = subjects.compactMap { subject in
                first[subject].flatMap { figure($0, end) }
            }
            return reached.count == subjects.count ? Week(end: end, reached: reached) : nil
        }
        let begin = weeks.firstIndex { $0.reached.contains { $0 > 0 } } ?? weeks.count - 1
        self.subjects = subjects
        self.weeks = Array(weeks[max(0, begin - 1)...])
        self.names = names
    }

    package static func == (left: TargetWeeks, right: TargetWeeks) -> Bool {
        (left.subjects, left.weeks.map(\.end), left.weeks.map(\.reached))
            == (right.subjects, right.weeks.map(\.end), right.weeks.map(\.reached))
    }

    /// The weeks ready to be shown; nil without targets.
    var part: Report.Part? {
        guard !subjects.isEmpty else { return nil }
        var table = Table(
            columns: [
                Table.Column(
                    "week_end", title: Phrase("WEEK TO", "MINGGU S.D."), .code,
                    official: Phrase("Week up to", "Minggu sampai"))
            ]
                + subjects.map { subject in
                    Table.Column(
                        subject.key, title: Phrase(subject.key), .number,
                        official: subject.words(names))
                })
        for week in weeks {
            table.append([.day(week.end)] + week.reached.map(Cell.integer))
        }
        return Report.Part(
            "weeks", title: Phrase("Week by week", "Minggu demi minggu"), table: table,
            indicators: [
                Report.Indicator(
                    "week_end",
                    "so many by the end of that day, those outside DKI not counted (of P7: with a "
                        + "disbursement that stands on the as-of day; of jobs: by each member's "
                        + "latest figure then)",
                    "sekian sampai akhir hari itu, tidak termasuk yang di luar DKI (P7: dengan "
                        + "pencairan yang masih berlaku pada hari laporan; tenaga kerja: menurut "
                        + "angka terakhir tiap anggota saat itu)")
            ])
    }
}

extension TargetWeeks.Subject {
    /// What is counted, and where: `P1 registered, DKI`.
    func words(_ names: GroupNames) -> Phrase {
        let what: Phrase =
            switch indicator {
            case .step(let stage): stage.official
            case .jobs: Phrase("jobs", "tenaga kerja")
            }
        let place = scope.map { names.name(of: $0)[.english] } ?? "DKI"
        return Phrase("\(what[.english]), \(place)", "\(what[.indonesian]), \(place)")
    }
}
