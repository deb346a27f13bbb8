extension TrainingReport {
    /// The figures ready to be shown.
    package var report: Report {
        var table = Table(columns: [
            Table.Column("code", title: "CODE", .code),
            Table.Column("name", title: "NAME", .text),
            Table.Column("classes", title: "CLASS", .number),
            Table.Column("days", title: "DAYS", .number),
            Table.Column("kecamatan", title: "KEC", .number),
            Table.Column("attended", title: "CAME", .number),
            Table.Column("speakers", title: "SPK", .number),
            Table.Column("cost", title: "COST RP", .number),
            Table.Column("cost_per_participant", title: "RP/HEAD", .number),
            Table.Column("participants_per_speaker", title: "/SPK", .number),
        ])
        for line in groups {
            table.append([.text(line.group.code), .text(line.group.name)] + cells(line.figures))
        }
        table.setTotal([.nothing, .nothing] + cells(total))
        return Report(
            name: "training", title: "Training held", asOf: asOf, grouping: grouping.rawValue,
            indicators: TrainingReport.indicators, table: table, notes: notes)
    }

    private func cells(_ figures: TrainingFigures) -> [Cell] {
        [
            .integer(figures.classes), .integer(figures.days), .integer(figures.kecamatan),
            .integer(figures.attended), .integer(figures.speakers), .integer(figures.cost),
            figures.costPerParticipant.map(Cell.decimal) ?? .missing,
            figures.participantsPerSpeaker.map(Cell.decimal) ?? .missing,
        ]
    }

    private var notes: [String] {
        guard total.classesWithoutCost > 0 else { return [] }
        return [
            "\(total.classesWithoutCost) of \(total.classes) classes say no cost: "
                + "their cost is in no sum and no average."
        ]
    }

    private static let indicators = [
        Report.Indicator(
            "classes", "classes whose latest header says held, with the last session by that day"),
        Report.Indicator("days", "distinct days with a session; groups may share a day"),
        Report.Indicator("kecamatan", "distinct kecamatan where a class was held"),
        Report.Indicator(
            "attended",
            "distinct people who attended, registered or not; groups may share a person"),
        Report.Indicator(
            "speakers", "distinct speakers, each organiser's counted by its own speaker_id"),
        Report.Indicator("cost", "rupiah, as the classes' headers say"),
        Report.Indicator("cost_per_participant", "cost / attended, whole rupiah, rounded half up"),
        Report.Indicator(
            "participants_per_speaker", "attended / speakers, one decimal, rounded half up"),
    ]
}
