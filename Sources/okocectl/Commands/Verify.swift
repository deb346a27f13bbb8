import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// `okocectl verify`: whether the ledger is as its facts say.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Folds the whole ledger anew from its facts and compares.",
        discussion: """
            Compares members, classes, applications and verdicts with what the facts add up to \
            under the configured rules, and lists what differs. Changes nothing. Holds all facts \
            in memory at once. Exits 1 if anything differs.
            """)

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let rules = try locations.configuration().rules
        let differences = try ProgressLine.during("folding the whole ledger") {
            try locations.reading { (ledger) throws(LedgerError) in
                try ledger.verify(under: rules)
            }
        }
        if differences.isEmpty, list.format == .table {
            try Output.write("the ledger is as its facts say: nothing differs\n")
        } else {
            try list.format.write(DifferencesTable.table(differences))
        }
        if !differences.isEmpty { throw CommandFailure(.refusedOrAbsent) }
    }
}
