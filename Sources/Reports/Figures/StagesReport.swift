package import Ledger
package import Programme

/// How many members had reached each of the seven steps on a day.
package struct StagesReport: Equatable, Sendable {
    /// What the rows are.
    package enum Grouping: String, CaseIterable, Sendable {
        case kota
        case kecamatan
        case kelurahan
        /// Whose report reached the step.
        case source

        /// The level of the places, nil where the rows are no places.
        var level: RegionCode.Level? {
            switch self {
            case .kota: .kota
            case .kecamatan: .kecamatan
            case .kelurahan: .kelurahan
            case .source: nil
            }
        }
    }

    /// Members by the step that they had reached.
    package typealias Counts = [Stage: Int]

    package struct Line: Equatable, Sendable {
        package let group: Group
        package let counts: Counts
    }

    package let asOf: Day
    package let grouping: Grouping
    /// In the order of their codes; every place of DKI is there, with zeros if need be.
    package let groups: [Line]
    package let total: Counts

    /// Adds up what the ledger counted.
    ///
    /// - Parameters:
    ///   - counts: each member of a step in exactly one of them.
    ///   - asOf: the day for which they were counted.
    ///   - grouping: what the rows are to be.
    ///   - names: of places and organisations.
    package init(
        _ counts: [StageCount], asOf: Day, grouping: Grouping, names: GroupNames
    ) {
        var groups: [Group: Counts] = [:]
        for group in grouping.level.map(names.all) ?? [] { groups[group] = [:] }
        var total: Counts = [:]
        for count in counts {
            let group =
                grouping.level.map { names.group(of: count.place, at: $0) }
                ?? names.group(of: count.source)
            groups[group, default: [:]][count.stage, default: 0] += count.members
            total[count.stage, default: 0] += count.members
        }
        self.asOf = asOf
        self.grouping = grouping
        self.groups = groups.sorted { $0.key < $1.key }.map {
            Line(group: $0.key, counts: $0.value)
        }
        self.total = total
    }
}

extension StagesReport {
    /// The figures ready to be shown.
    package var report: Report {
        var table = Table(
            columns: [
                Table.Column("code", title: "CODE", .code),
                Table.Column("name", title: "NAME", .text),
            ]
                + Stage.allCases.map {
                    Table.Column($0.description, title: $0.description, .number)
                })
        for line in groups {
            table.append([.text(line.group.code), .text(line.group.name)] + cells(line.counts))
        }
        table.setTotal([.nothing, .nothing] + cells(total))
        return Report(
            name: "stages", title: "Members by step reached", asOf: asOf,
            grouping: grouping.rawValue, indicators: indicators, table: table)
    }

    private func cells(_ counts: Counts) -> [Cell] {
        Stage.allCases.map { .integer(counts[$0] ?? 0) }
    }

    private var indicators: [Report.Indicator] {
        let groups =
            switch grouping {
            case .source: "Each counts once a step, under the source whose report reached it."
            default: "Each counts once a step, in the place that holds for them on that day."
            }
        return [
            Report.Indicator(
                "P1-P7",
                "members who had reached the step by the end of that day in Jakarta "
                    + "(of P7: whose disbursement then stood). \(groups) "
                    + "The groups add up to the total.")
        ]
    }
}
