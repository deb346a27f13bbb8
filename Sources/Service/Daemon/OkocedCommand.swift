import ArgumentParser

/// The daemon's program.
package enum Okoced {
    /// Does what the command line says, and ends the process with its exit code if that is not 0.
    ///
    /// - Parameter hazard: what a build for tests adds; the shipped program adds nothing.
    package static func main(_ hazard: Hazard? = nil) {
        CrashSilence.begin()
        let status = Daemon.run(OkocedCommand.parseOrExit(ProcessArguments.all).options, hazard)
        if status != 0 { OkocedCommand.exit(withError: ExitCode(status)) }
    }
}

/// `okoced`: the daemon's command line.
struct OkocedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "okoced",
        abstract: "Takes job files from a spool and records them in the ledger, each once.",
        discussion: """
            Every file named *.json in SPOOL/incoming/SOURCE is read once it is complete, checked, \
            recorded in STATE/ledger.sqlite and then removed, or moved to SPOOL/rejected/SOURCE \
            with a receipt that says why. SIGTERM and SIGINT finish what is begun and stop; SIGHUP \
            reads the configuration again.

            Exit codes: 0 done, 64 usage, 65 the ledger is damaged or of a later version, 69 the \
            spool or the state cannot be had (another daemon has it, say), 74 the ledger's storage \
            failed, 75 with --once: files are left, for a trouble that may pass, 78 configuration.
            """,
        version: "okoced \(Version.current)")

    @Option(
        help: ArgumentHelp(
            "The directory of okoced.yaml, sources.yaml, products.yaml, targets.yaml, regions.csv.",
            valueName: "dir"))
    var config = "/etc/okoce"

    @Option(
        help: ArgumentHelp("The spool; overrides okoced.yaml. (/var/spool/okoce)", valueName: "dir")
    )
    var spool: String?

    @Option(
        help: ArgumentHelp(
            "The state directory, where the ledger is; overrides okoced.yaml. (/var/lib/okoce)",
            valueName: "dir"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "How many files are prepared at once; overrides okoced.yaml.", valueName: "number"))
    var workers: Int?

    @Flag(help: "Take all that is there, then stop.")
    var once = false

    func validate() throws {
        if let workers, !(1...64).contains(workers) {
            throw ValidationError("--workers takes a number from 1 to 64.")
        }
    }

    var options: DaemonOptions {
        DaemonOptions(
            configuration: config, spool: spool, state: state, workers: workers, once: once)
    }
}

/// What the command line says; nil leaves it to the configuration.
package struct DaemonOptions: Sendable {
    let configuration: String
    let spool: String?
    let state: String?
    let workers: Int?
    let once: Bool
}
