import Glibc
import Ledger
import Programme

/// The ledger, opened for the one daemon that may have it, and durable.
struct OpenLedger {
    /// Keeps every other daemon out for as long as this one lives.
    let lock: StateLock
    let ledger: Ledger
    let reader: LedgerReader
    /// How many verdicts the start changed because the rules are others now; nil if they are not.
    let rejudged: Int?

    /// How often a start tries again while a reader or another process keeps the ledger busy; each
    /// try waits for it as long as a batch would.
    private static let tries = 6

    /// - Parameter path: the state directory; made if only its last component is missing.
    init(path: String, rules: Rules) throws(StartError) {
        do throws(LedgerError) {
            lock = try StateLock(path: path)
            let ledger = try Ledger(path: path)
            // After a kill, what the ledger shows may be in the page cache only. Nothing may be
            // settled before it is on the disk.
            try OpenLedger.retrying { () throws(LedgerError) in try ledger.makeDurable() }
            rejudged = try ledger.adopt(rules)
            self.ledger = ledger
            reader = try LedgerReader(path: path)
        } catch {
            throw StartError(ledger: error)
        }
    }

    private static func retrying(
        _ body: () throws(LedgerError) -> Void
    ) throws(LedgerError) {
        for _ in 1..<tries {
            do throws(LedgerError) {
                return try body()
            } catch {
                guard error.nextStep == .retry else { throw error }
                sleep(1)
            }
        }
        try body()
    }
}
