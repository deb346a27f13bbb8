package import Ledger
package import Programme

/// What training was held up to a day, who came, and what it cost.
///
/// Counts the classes whose standing header is `held` and whose last session is past, and the
/// people who attended them, registered as members or not.
package struct TrainingReport: Equatable, Sendable {
    /// What the rows are.
    package enum Grouping: String, CaseIterable, Sendable {
        case kota
        case kecamatan
        case kelurahan
        /// Who sent the standing header.
        case source
        case organiser
        case track
    }

    package struct Line: Equatable, Sendable {
        package let group: Group
        package let figures: TrainingFigures
    }

    package let asOf: Day
    package let grouping: Grouping
    /// Those with a class, in the order of their codes.
    package let groups: [Line]
    package let total: TrainingFigures

    fileprivate init(asOf: Day, grouping: Grouping, groups: [Line], total: TrainingFigures) {
        self.asOf = asOf
        self.grouping = grouping
        self.groups = groups
        self.total = total
    }
}

extension TrainingReport {
    /// Reads the figures from one snapshot of a ledger.
    package init(
        from ledger: LedgerReader, asOf: Day, grouping: Grouping, names: GroupNames
    ) throws(LedgerError) {
        self = try ledger.training { classes in
            TrainingTally(classes: classes, asOf: asOf, grouping: grouping, names: names)
        } add: { tally, nik, id in
            tally.add(nik, attendedClass: id)
        }.report
    }
}

/// Adds up a training report: first all classes, then their attendances person by person.
///
/// People are counted in a single pass over attendances in the order of people, so that memory
/// stays flat however many there are.
package struct TrainingTally {
    private let asOf: Day
    private let grouping: TrainingReport.Grouping
    private var groupOfClass: [Int64: Group] = [:]
    private var groups: [Group: TrainingFigures] = [:]
    private var total = TrainingFigures()
    private var person: NIK?
    private var groupsOfPerson: Set<Group> = []

    package init(
        classes: [HeldClass], asOf: Day, grouping: TrainingReport.Grouping, names: GroupNames
    ) {
        self.asOf = asOf
        self.grouping = grouping
        for held in classes where held.standing.lastDay <= asOf {
            let group = TrainingTally.group(of: held, grouping, names)
            groupOfClass[held.id] = group
            groups[group, default: TrainingFigures()].add(held.standing)
            total.add(held.standing)
        }
    }

    /// Counts that a person attended a class; one that is not in the report changes nothing.
    ///
    /// - Parameters:
    ///   - nik: in ascending order from call to call.
    ///   - id: the class's number in the ledger.
    package mutating func add(_ nik: NIK, attendedClass id: Int64) {
        guard let group = groupOfClass[id] else { return }
        if nik != person {
            precondition(person.map { $0 < nik } ?? true, "attendances come in the order of people")
            person = nik
            groupsOfPerson = []
            total.attended += 1
        }
        if groupsOfPerson.insert(group).inserted { groups[group]?.attended += 1 }
    }

    /// What was added up.
    package var report: TrainingReport {
        TrainingReport(
            asOf: asOf, grouping: grouping,
            groups: groups.sorted { $0.key < $1.key }.map {
                TrainingReport.Line(group: $0.key, figures: $0.value)
            },
            total: total)
    }

    private static func group(
        of held: HeldClass, _ grouping: TrainingReport.Grouping, _ names: GroupNames
    ) -> Group {
        let standing = held.standing
        return switch grouping {
        case .kota: names.group(of: standing.place, at: .kota)
        case .kecamatan: names.group(of: standing.place, at: .kecamatan)
        case .kelurahan: names.group(of: standing.place, at: .kelurahan)
        case .source: names.group(of: held.source)
        case .organiser: names.group(of: standing.key.organiser)
        case .track:
            switch standing.track {
            case .pemprov: Group(code: "pemprov", name: "The city's own classes")
            case .komunitas: Group(code: "komunitas", name: "Classes of the penggerak")
            }
        }
    }
}
