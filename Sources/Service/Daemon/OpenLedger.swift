import Ledger
import Programme

/// The ledger, opened for the one daemon that may have it, and durable.
struct OpenLedger {
    let ledger: Ledger
    let reader: LedgerReader
    /// How many verdicts the start changed because the rules are others now; nil if they are not.
    let rejudged: Int?

    /// How long a start tries again while the ledger is busy or its disk is full: less than the
    /// unit's start time. Each try may itself wait as long as a batch would.
    private static let patience = Duration.seconds(60)

    /// - Parameters:
    ///   - path: the state directory, whose lock the caller has.
    ///   - pulse: shows how it gets on.
    ///   - waits: called before each wait, with its cause.
    init(
        path: String, rules: Rules, notices: NoticeRules, pulse: LedgerPulse,
        waits: (LedgerError) throws(StartError) -> Void
    ) throws(StartError) {
        let end = ContinuousClock.now + OpenLedger.patience
        while true {
            do throws(LedgerError) {
                self = try OpenLedger(
                    path: path, rules: rules, notices: notices, pulse: pulse)
                return
            } catch {
                guard error.nextStep == .retry, ContinuousClock.now < end else {
                    throw StartError(ledger: Ledger.confirm(error))
                }
                try waits(error)
            }
        }
    }

    private init(
        path: String, rules: Rules, notices: NoticeRules, pulse: LedgerPulse
    ) throws(LedgerError) {
        var options = Ledger.Options()
        options.pulse = pulse
        ledger = try Ledger(path: path, options: options)
        // After a kill, what the ledger shows may be in the page cache only. Nothing may be settled
        // before it is on the disk.
        try ledger.makeDurable()
        rejudged = try ledger.adopt(rules, telling: notices)
        do throws(LedgerError) {
            reader = try LedgerReader(path: path)
        } catch .queryFailed(let path, let reason) {
            // The writer has just read the same file: it is the disk that fails now and then.
            throw .mustStop(path: path, reason: reason)
        }
    }
}
