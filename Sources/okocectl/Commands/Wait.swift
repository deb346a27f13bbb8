import ArgumentParser
import Glibc
import JobFormat
import Ledger
import Programme
import Reports
import Service

/// `okocectl wait`: until everything that was dropped is recorded and told.
struct WaitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Waits until every complete file is settled and every notice is sent.",
        discussion: """
            Files that end too early are not complete and are not waited for; nor are folders of \
            sources that are not registered, or that an operator has paused. Exits 0 then, or 75 \
            when the time is over.
            """)

    @OptionGroup var timeout: TimeoutOptions
    @OptionGroup var list: DocumentOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let configuration = try locations.configuration()
        let state = try locations.statePath()
        // A ledger that is not there yet has nobody paused; what else is wrong with it is said later.
        let paused = (try? LedgerReader(path: state).pauses())?.map(\.source) ?? []
        let settlement = Settlement(
            watch: SettlementWatch(
                spool: try locations.spoolPath(),
                sources: configuration.sources.map(\.organisation.code).filter {
                    !paused.contains($0)
                },
                limit: configuration.daemon.maximumFileSize),
            state: state)
        try settlement.wait(until: timeout.deadline)
        try list.format.write("") { json in json.member("settled", true) }
    }
}

/// `--timeout`.
struct TimeoutOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Give up after so many seconds (exit 75).", valueName: "seconds"))
    var timeout: Double?

    func validate() throws {
        if let timeout, !(0...1e9).contains(timeout) {
            throw ValidationError("--timeout takes seconds, 0 or more.")
        }
    }

    /// When the time is over; nil without a limit.
    var deadline: ContinuousClock.Instant? {
        timeout.map { .now + .milliseconds(Int64($0 * 1000)) }
    }
}

/// Everything dropped is recorded, removed or moved aside, and told.
final class Settlement {
    /// A file on its way from one name to another may escape one look at its folder, not two.
    private static let looksNeeded = 2
    private static let pause: useconds_t = 50_000

    private var watch: SettlementWatch
    private let state: String
    private var reader: LedgerReader?

    init(watch: SettlementWatch, state: String) {
        self.watch = watch
        self.state = state
    }

    /// Returns when all is settled and told; fails with 75 after the deadline.
    func wait(until deadline: ContinuousClock.Instant?) throws {
        var looks = 0
        while true {
            let obstacle = try obstacle()
            looks = obstacle == nil ? looks + 1 : 0
            if looks == Settlement.looksNeeded { return }
            if let obstacle, let deadline, ContinuousClock.now >= deadline {
                throw CommandFailure(
                    .timedOut, "timed out: \(obstacle)\nIs okoced running? `okocectl status` tells."
                )
            }
            usleep(Settlement.pause)
        }
    }

    /// What is still to come, in words; nil if nothing. The boxes first: a file that has left its
    /// box is in the ledger, and so is its notice.
    private func obstacle() throws -> String? {
        do {
            if let file = try watch.waitingFile() {
                return "\(file.source)/\(file.name) still waits in its drop box"
            }
        } catch {
            throw CommandFailure(error)
        }
        do {
            guard try ledgerIsThere() else { return nil }
            let unsent = try reader?.noticeCount().unsent ?? 0
            return unsent > 0 ? "\(unsent) notices are not sent yet" : nil
        } catch LedgerError.busy {
            return "the ledger is busy"
        } catch let error as LedgerError {
            throw CommandFailure(error)
        }
    }

    /// Opens the ledger when there is one. A daemon that has not started yet has made none, and
    /// then there is nothing to tell.
    private func ledgerIsThere() throws -> Bool {
        if reader != nil { return true }
        guard access("\(state)/\(Ledger.fileName)", F_OK) == 0 else { return false }
        reader = try LedgerReader(path: state)
        return true
    }
}
