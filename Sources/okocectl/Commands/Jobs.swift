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
            it had and how many of them are good (recorded), what was complained of. A duplicate \
            shows the items of the job that it repeats. A narrow terminal leaves out the file and \
            the complaints; json and csv never do.
            """)

    @OptionGroup var selection: JobSelection

    @Option(help: ArgumentHelp("At most so many.", valueName: "number")) var limit = 20

    @OptionGroup(title: "Unmasked") var reveal: RevealOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        guard (1..<Int.max).contains(limit) else {
            throw ValidationError("--limit takes a number from 1.")
        }
    }

    func run() throws {
        let lines = try locations.reading { (ledger) throws(LedgerError) in
            // One more tells whether there are more.
            try ledger.jobs(selection.filter, limit: limit + 1)
        }
        let shown = lines.prefix(limit)
        let veil = try reveal.veil(
            .jobs, of: shown.filter(\.isVeiled).map { .delivery($0.attempt) }, locations)
        try list.format.write(JobsTable.table(Array(shown), veil))
        guard lines.count > limit, let last = shown.last else { return }
        Output.error(
            "These are the latest \(shown.count); for earlier ones --before \(last.attempt), "
                + "for more at once --limit.")
    }
}
