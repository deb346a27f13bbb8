import ArgumentParser
import Ledger
import Programme
import Reports

/// `okocectl jobs`: deliveries, the latest first.
struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Lists deliveries, the latest first.",
        discussion: """
            One row for each file that was taken: its number, when it was received, how many items \
            it had and how many of them are good (recorded).
            """)

    @Option(help: ArgumentHelp("Only those of this source.", valueName: "code"))
    var source: SourceCode?

    @Option(help: "Only those with this outcome.") var outcome: JobOutcome?

    @Option(help: ArgumentHelp("At most so many.", valueName: "number")) var limit = 20

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a number from 1.") }
    }

    func run() throws {
        let lines = try locations.reading { (ledger) throws(LedgerError) in
            try ledger.jobs(
                LedgerReader.JobFilter(source: source, outcome: outcome), limit: limit)
        }
        try list.format.write(JobsTable.table(lines))
    }
}
