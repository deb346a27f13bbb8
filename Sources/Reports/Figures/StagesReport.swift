package import Ledger
package import Programme

/// How many members had reached each of the seven steps on a day, and how many of them lately.
package struct StagesReport: Equatable, Sendable {
    /// Members by the step that they had reached.
    package typealias Counts = [Stage: Int]

    package struct Line: Equatable, Sendable {
        package let group: Group
        package let counts: Counts
    }

    package let question: ReportQuestion
    /// Whose steps are new.
    package let period: ClosedRange<Day>
    /// In the order of their codes; every place of DKI is there, with zeros if need be.
    package let groups: [Line]
    package let total: Counts
    /// The steps that were reached in the period, in the same groups.
    package let new: [Line]
    package let newTotal: Counts
    /// By step, members by the days from the step before.
    package let days: [Stage: [Int: Int]]
    /// What all of it was added up from.
    let counts: [StageCount]

    /// Adds up what the ledger counted.
    ///
    /// - Parameters:
    ///   - figures: counted by the times of ``time(_:)``.
    ///   - question: by place, source, week or month.
    ///   - names: of places and organisations.
    package init(_ figures: StageFigures, _ question: ReportQuestion, names: GroupNames) {
        let period = StagesReport.period(question)
        var all = GroupedCounts(question, names: names)
        var new = GroupedCounts(question, names: names)
        for count in figures.counts {
            let group = StagesReport.group(of: count, question, period, names)
            all.add(count, to: group)
            if count.time > 0 { new.add(count, to: group) }
        }
        self.question = question
        self.period = period
        groups = all.lines
        total = all.total
        self.new = new.lines
        newTotal = new.total
        days = figures.days
        counts = figures.counts
    }

    /// The figures of a ledger.
    package init(
        from ledger: LedgerReader, _ question: ReportQuestion, names: GroupNames
    ) throws(LedgerError) {
        let figures = try ledger.stageFigures(
            asOf: question.asOf, time: StagesReport.time(question))
        self.init(figures, question, names: names)
    }

    /// The time of a reach day: 0 before the period; in it, by week or month how many days after the
    /// period's begin that week or month begins, else 1.
    package static func time(_ question: ReportQuestion) -> (Day) -> Int {
        let period = period(question)
        let by = question.by
        return { day in
            guard day >= period.lowerBound else { return 0 }
            guard by.isTime else { return 1 }
            let first = by == .week ? day.monday : day.firstOfMonth
            return 1 + max(0, Int(first.number - period.lowerBound.number))
        }
    }

    /// From the day asked for, else from the Monday of the last week; by week over twelve weeks, by
    /// month over twelve months. At most some eleven years, in days.
    static func period(_ question: ReportQuestion) -> ClosedRange<Day> {
        let last = question.asOf
        let usual =
            switch question.by {
            case .week: last.monday.adding(days: -11 * 7)
            case .month: last.firstOfMonth.adding(days: -330).firstOfMonth
            default: last.monday
            }
        let longest = last.adding(days: -4000)
        return max(longest, min(question.from ?? usual, last))...last
    }

    private static func group(
        of count: StageCount, _ question: ReportQuestion, _ period: ClosedRange<Day>,
        _ names: GroupNames
    ) -> Group {
        if let level = question.by.level { return names.group(of: count.place.code, at: level) }
        guard question.by.isTime else { return names.group(of: count.source) }
        guard count.time > 0 else { return .before(period.lowerBound) }
        return question.by.group(of: period.lowerBound.adding(days: count.time - 1))
    }
}

/// Members by group and step, every place of DKI among the groups.
struct GroupedCounts {
    private var groups: [Group: StagesReport.Counts] = [:]
    private(set) var total: StagesReport.Counts = [:]

    init(_ question: ReportQuestion, names: GroupNames) {
        for group in question.by.level.map(names.all) ?? [] { groups[group] = [:] }
    }

    mutating func add(_ count: StageCount, to group: Group) {
        groups[group, default: [:]][count.stage, default: 0] += count.members
        total[count.stage, default: 0] += count.members
    }

    var lines: [StagesReport.Line] {
        groups.sorted { $0.key < $1.key }.map {
            StagesReport.Line(group: $0.key, counts: $0.value)
        }
    }
}

extension StagesReport {
    /// A table with a row a group and a column a step.
    ///
    /// - Parameters:
    ///   - lines: the rows.
    ///   - total: the last line.
    ///   - grouping: what the rows are by.
    ///   - named: what else the rows are.
    static func table(
        _ lines: [Line], total: Counts, _ grouping: Grouping, named: Phrase? = nil
    ) -> Table {
        var table = Table(
            columns: Group.columns(grouping, named: named)
                + Stage.allCases.map {
                    Table.Column(
                        $0.description, title: Phrase($0.description), .number,
                        official: $0.official)
                })
        func cells(_ counts: Counts) -> [Cell] {
            Stage.allCases.map { .integer(counts[$0] ?? 0) }
        }
        for line in lines { table.append(line.group.cells + cells(line.counts)) }
        table.setTotal([.nothing, .nothing] + cells(total))
        return table
    }
}

extension Stage {
    /// What the step is called: its Indonesian name is the official one.
    var words: Phrase {
        switch self {
        case .registration: Phrase("registered", "pendaftaran")
        case .training: Phrase("trained", "pelatihan")
        case .mentoring: Phrase("mentored", "pendampingan")
        case .licensing: Phrase("licensed", "perizinan")
        case .marketing: Phrase("marketing", "pemasaran")
        case .accounts: Phrase("keeps accounts", "pelaporan keuangan")
        case .funding: Phrase("funded", "permodalan")
        }
    }

    /// The step with its name.
    var official: Phrase {
        Phrase("\(self) \(words[.english])", "\(self) \(words[.indonesian])")
    }
}
