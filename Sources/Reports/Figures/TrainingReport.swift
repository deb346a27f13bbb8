package import Ledger
package import Programme

/// What training was held up to a day, who came, and what it cost.
///
/// Counts the classes whose standing header is `held` and whose last session is past, and the
/// people who attended them, registered as members or not.
package struct TrainingReport: Equatable, Sendable {
    package struct Line: Equatable, Sendable {
        package let group: Group
        package let figures: TrainingFigures
    }

    package let question: ReportQuestion
    /// Those with a class, in the order of their codes.
    package let groups: [Line]
    package let total: TrainingFigures

    fileprivate init(_ question: ReportQuestion, groups: [Line], total: TrainingFigures) {
        self.question = question
        self.groups = groups
        self.total = total
    }
}

extension TrainingReport {
    /// Reads the figures from one snapshot of a ledger.
    package init(
        from ledger: LedgerReader, _ question: ReportQuestion, names: GroupNames
    ) throws(LedgerError) {
        self = try ledger.training { classes in
            TrainingTally(classes: classes, question, names: names)
        } addAll: { tally, people, id, attended in
            tally.add(people, onRosterOf: id, attended: attended)
        } add: { tally, nik, id, attended in
            tally.add(nik, onRosterOf: id, attended: attended)
        }.report
    }
}

/// Adds up a training report: first all classes, then their rosters person by person.
///
/// Who is on several rosters is counted in a single pass in the order of people, so that memory
/// stays flat however many there are.
package struct TrainingTally {
    private let question: ReportQuestion
    private var groupOfClass: [Int64: Group] = [:]
    private var groups: [Group: TrainingFigures] = [:]
    private var total = TrainingFigures()
    private var person: Person?

    /// What has been counted of one person: they count once in each group, once in the total.
    private struct Person {
        let nik: NIK
        var hasAttended = false
        var invited: Set<Group> = []
        var attended: Set<Group> = []
    }

    package init(classes: [HeldClass], _ question: ReportQuestion, names: GroupNames) {
        self.question = question
        for held in classes where held.standing.lastDay <= question.asOf {
            if let from = question.from, held.standing.lastDay < from { continue }
            let group = TrainingTally.group(of: held, question.by, names)
            groupOfClass[held.id] = group
            groups[group, default: TrainingFigures()].add(held.standing)
            total.add(held.standing)
        }
    }

    /// Counts people who were on a class's roster and on no other; of one that is not in the report
    /// they change nothing.
    package mutating func add(_ people: Int, onRosterOf id: Int64, attended: Bool) {
        guard let group = groupOfClass[id] else { return }
        total.invited += people
        groups[group]?.invited += people
        guard attended else { return }
        total.attended += people
        groups[group]?.attended += people
    }

    /// Counts that a person was on a class's roster; one that is not in the report changes nothing.
    ///
    /// - Parameters:
    ///   - nik: in ascending order from call to call.
    ///   - id: the class's number in the ledger.
    ///   - attended: whether they came.
    package mutating func add(_ nik: NIK, onRosterOf id: Int64, attended: Bool) {
        guard let group = groupOfClass[id] else { return }
        if nik != person?.nik {
            precondition(
                person.map { $0.nik < nik } ?? true, "attendances come in the order of people")
            person = Person(nik: nik)
            total.invited += 1
        }
        if person?.invited.insert(group).inserted == true { groups[group]?.invited += 1 }
        guard attended else { return }
        if person?.attended.insert(group).inserted == true { groups[group]?.attended += 1 }
        if person?.hasAttended == false { total.attended += 1 }
        person?.hasAttended = true
    }

    /// What was added up.
    package var report: TrainingReport {
        TrainingReport(
            question,
            groups: groups.sorted { $0.key < $1.key }.map {
                TrainingReport.Line(group: $0.key, figures: $0.value)
            },
            total: total)
    }

    private static func group(
        of held: HeldClass, _ grouping: Grouping, _ names: GroupNames
    ) -> Group {
        let standing = held.standing
        if let level = grouping.level { return names.group(of: standing.place.code, at: level) }
        switch grouping {
        case .week, .month: return grouping.group(of: standing.lastDay)
        case .source: return names.group(of: held.source)
        case .track:
            let name =
                switch standing.track {
                case .pemprov: Phrase("The city's own classes", "Kelas Pemprov DKI")
                case .komunitas: Phrase("Classes of the penggerak", "Kelas komunitas penggerak")
                }
            return Group(code: standing.track.rawValue, name: name)
        default: return names.group(of: standing.key.organiser)
        }
    }
}
