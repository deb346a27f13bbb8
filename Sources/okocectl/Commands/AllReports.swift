import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// `okocectl report all`: the weekly and fortnightly set, in files.
struct AllReportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Writes all reports into a folder.",
        discussion: """
            Makes DIR/DAY with each report as JSON, as CSV (a file a table) and as text, in English \
            and in Indonesian (NAME.id.csv). The folder appears whole or not at all; one of the same \
            day is replaced. DIR/latest points to the last one written.
            """)

    @Option(
        help: ArgumentHelp("The folder that the day's folder is made in.", valueName: "dir"))
    var into: String
    @OptionGroup var day: DayOptions
    @Option(
        help: ArgumentHelp(
            "Only what was recorded by this moment, YYYY-MM-DDThh:mm:ss+07:00.",
            valueName: "instant"))
    var knownAt: Instant?
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let (asOf, now) = (day.asOf, WallClock.now)
        let reports = try locations.office(knownAt: knownAt) { (office) throws(LedgerError) in
            var reports: [Report] = []
            for kind in ReportKind.allCases {
                let question = ReportQuestion(kind, asOf: asOf, knownAt: knownAt)
                reports.append(try office.report(kind, question, now: now))
            }
            return reports
        }
        let folder = try ReportFolder(named: asOf.description, in: into)
        do {
            for report in reports {
                for file in report.files { try folder.write(file.text, to: file.name) }
            }
            try Output.write("\(folder.put())\n")
        } catch {
            folder.abandon()
            throw error
        }
    }
}
