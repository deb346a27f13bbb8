import ArgumentParser
import Reports

/// `okocectl status`: how things stand, on one screen.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows how things stand, on one screen.",
        discussion: """
            Whether okoced runs and what it is in, what waits in each drop box and since when, how \
            many jobs a second it records (over the last ten seconds), what became of all \
            deliveries, what is held or contradicted, what is wrong and what to do about it, the \
            size of the ledger's log (WAL), and how many notices the journal has not been sent. \
            With a configuration that cannot be used it says so and shows what it can. csv gives \
            the table of sources alone.
            """)

    @Flag(help: "Draw it again every second, until Ctrl-C.") var watch = false
    @Flag(help: "Every source, also where the terminal has no room for all.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        if watch, list.format == .csv {
            throw ValidationError("--watch shows table or json; csv has no place for the time.")
        }
    }

    func run() throws {
        guard watch else { return try Output.write(text()) }
        try Screen.watch(everySeconds: 1) { try text() }
    }

    private func text() throws -> String {
        let standing = try StandingReader(locations: locations).standing()
        switch list.format {
        case .table:
            return standing.terminalText(
                columns: Output.columns, lines: all ? nil : Output.lines, ink: Output.ink)
        case .json: return standing.jsonText
        case .csv: return CSVTable.text(standing.table)
        }
    }
}
