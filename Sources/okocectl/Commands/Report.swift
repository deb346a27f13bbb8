import ArgumentParser
import Ledger
import Programme
import Reports

/// `okocectl report`: the office's figures.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Shows the office's figures, as of any day.",
        subcommands: [StagesReportCommand.self, TrainingReportCommand.self])

    @OptionGroup(title: "Where things are") var locations: Locations
}

/// `okocectl report stages`.
struct StagesReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "How many members had reached each of the seven steps.")

    @OptionGroup var day: DayOptions
    @Option(help: "What the rows are.")
    var by = StagesReport.Grouping.kecamatan
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let asOf = day.asOf
        let names = try locations.groupNames()
        let counts = try locations.reading { (ledger) throws(LedgerError) in
            try ledger.stageCounts(asOf: asOf)
        }
        let report = StagesReport(counts, asOf: asOf, grouping: by, names: names)
        try list.format.write(report.report)
    }
}

/// `okocectl report training`.
struct TrainingReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "training", abstract: "What training was held, who came, and what it cost.")

    @OptionGroup var day: DayOptions
    @Option(help: "What the rows are.")
    var by = TrainingReport.Grouping.kecamatan
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let asOf = day.asOf
        let names = try locations.groupNames()
        let report = try locations.reading { (ledger) throws(LedgerError) in
            try TrainingReport(from: ledger, asOf: asOf, grouping: by, names: names)
        }
        try list.format.write(report.report)
    }
}
