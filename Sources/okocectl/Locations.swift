import ArgumentParser
import Glibc
import Ledger
import Programme
import Reports
import Service

/// Where configuration, spool and state are: said on the command line, in the environment, or in
/// the configuration.
struct Locations: ParsableArguments {
    @Option(
        help: ArgumentHelp("The configuration's directory.", valueName: "dir"),
        completion: .directory)
    var config: String?

    @Option(
        help: ArgumentHelp("The spool.", valueName: "dir"),
        completion: .directory)
    var spool: String?

    @Option(
        help: ArgumentHelp("The directory of the ledger.", valueName: "dir"),
        completion: .directory)
    var state: String?

    /// A folder that was named and is not there is said even where nothing of it is needed: what
    /// would be shown then is not what was asked for.
    private func requireNamedFolder() throws {
        guard let config, access(config, F_OK) != 0 else { return }
        throw CommandFailure(
            .configuration,
            "--config \(config): \(String(cString: strerror(errno))); name the folder that has "
                + "sources.yaml in it")
    }

    /// Reads the configuration; faults end the command with 78.
    func configuration() throws -> Configuration {
        do {
            return try readConfiguration()
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Reads the configuration.
    func readConfiguration() throws(ConfigurationError) -> Configuration {
        try ConfigurationReader.read(
            directory: config ?? environment("OKOCE_CONFIG") ?? "/etc/okoce")
    }

    /// Spool and state, also where no configuration says them: then they are where the package
    /// puts them.
    func places(_ configuration: Configuration?) throws -> (spool: String, state: String) {
        let settings = configuration?.daemon ?? DaemonSettings(workers: 1)
        try requireNamedFolder()
        return (
            spool ?? environment("OKOCE_SPOOL") ?? settings.spool,
            state ?? environment("OKOCE_STATE") ?? settings.state
        )
    }

    /// The spool; reads the configuration only if nothing nearer says it.
    func spoolPath() throws -> String {
        try requireNamedFolder()
        return try spool ?? environment("OKOCE_SPOOL") ?? configuration().daemon.spool
    }

    /// The state directory; reads the configuration only if nothing nearer says it.
    func statePath() throws -> String {
        try requireNamedFolder()
        return try state ?? environment("OKOCE_STATE") ?? configuration().daemon.state
    }

    /// Reads the ledger; what keeps it from being read ends the command with 69.
    ///
    /// - Parameter known: reads it as it was known at an earlier moment.
    func reading<Result>(
        _ known: KnownThen? = nil, _ body: (LedgerReader) throws(LedgerError) -> Result
    ) throws -> Result {
        try reading(statePath(), known, body)
    }

    /// Reads the ledger of a state directory, likewise.
    func reading<Result>(
        _ path: String, _ known: KnownThen? = nil,
        _ body: (LedgerReader) throws(LedgerError) -> Result
    ) throws -> Result {
        do {
            return try body(try LedgerReader(path: path, known: known))
        } catch {
            throw CommandFailure(error)
        }
    }
}
