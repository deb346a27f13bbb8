import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// Where configuration, spool and state are: said on the command line, in the environment, or in
/// the configuration.
struct Locations: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration's directory.", valueName: "dir"))
    var config: String?

    @Option(help: ArgumentHelp("The spool.", valueName: "dir"))
    var spool: String?

    @Option(help: ArgumentHelp("The directory of the ledger.", valueName: "dir"))
    var state: String?

    /// Reads the configuration; faults end the command with 78.
    func configuration() throws -> Configuration {
        let directory = config ?? environment("OKOCE_CONFIG") ?? "/etc/okoce"
        do {
            return try ConfigurationReader.read(directory: directory)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The spool; reads the configuration only if nothing nearer says it.
    func spoolPath() throws -> String {
        try spool ?? environment("OKOCE_SPOOL") ?? configuration().daemon.spool
    }

    /// The state directory; reads the configuration only if nothing nearer says it.
    func statePath() throws -> String {
        try state ?? environment("OKOCE_STATE") ?? configuration().daemon.state
    }

    /// Reads the ledger; what keeps it from being read ends the command with 69.
    func reading<Result>(
        _ body: (LedgerReader) throws(LedgerError) -> Result
    ) throws -> Result {
        let path = try statePath()
        do {
            return try body(try LedgerReader(path: path))
        } catch {
            throw CommandFailure(error)
        }
    }

    /// How places and organisations are called.
    func groupNames() throws -> GroupNames {
        let rules = try configuration().rules
        return GroupNames(regions: rules.regions, registry: rules.registry)
    }
}
