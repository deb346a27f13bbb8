package import Ledger
package import Programme

/// What the daemon needs of a ledger, and no more: the seam at which a second store (a server's
/// database, for several machines on one ledger) can come without touching the other rooms.
package protocol JobStore: Sendable {
    /// Makes everything that is recorded durable; must succeed before the first file is settled.
    func makeDurable() throws(LedgerError)

    /// Records a batch whole or not at all; durable when it returns, one result for each job.
    func record(
        _ batch: [ReceivedJob], under rules: Rules, telling: NoticeRules
    ) throws(LedgerError) -> [RecordedJob]

    /// Sees to it that every verdict is one under these rules; how many changed, nil if none had
    /// to be looked at.
    func adopt(_ rules: Rules, telling: NoticeRules) throws(LedgerError) -> Int?

    /// Deferred jobs whose time has come, oldest first.
    func dueDeferred(at now: Instant, limit: Int) throws(LedgerError) -> [DeferredJob]

    /// When the next deferred job is due.
    func nextDeferred() throws(LedgerError) -> Instant?

    /// Jobs with facts held since before a moment of which that was not announced, oldest first.
    func overdue(
        heldBefore moment: Instant, after attempt: Int64, limit: Int
    ) throws(LedgerError) -> [OverdueJob]

    /// Announces facts as overdue, each once; how many were.
    func announce(overdue jobs: [OverdueJob]) throws(LedgerError) -> Int

    /// Announces the summaries whose period is over, or all; how many.
    func announceSummaries(under rules: NoticeRules, all: Bool) throws(LedgerError) -> Int

    /// In how many seconds the next summary is to be announced; nil if nothing is counted.
    func secondsToNextSummary(under rules: NoticeRules) throws(LedgerError) -> Int64?

    /// How long the store's log is, in bytes, if a reader keeps it from being cut; else nil.
    var overlongLog: Int64? { get }

    /// How many facts wait. Asks no table and waits for nothing.
    var waitingFacts: WaitingFacts { get }

    /// How the present turn on the store gets on, for the watchdog. Waits for nothing.
    var progress: LedgerPulse.Progress { get }

    /// Since when the fact is held that becomes overdue next.
    func longestHeld() throws(LedgerError) -> Instant?

    /// The sources whose files shall wait.
    func pauses() throws(LedgerError) -> [Pause]

    /// Rejected files that are to go back, the oldest wish first.
    func pendingRetries(limit: Int) throws(LedgerError) -> [PendingRetry]

    /// Writes down what became of such wishes.
    func finish(retries results: [RetryResult]) throws(LedgerError)

    /// Gives back what memory only makes it faster. Waits for the store's turn.
    func releaseMemory()
}

extension Ledger: JobStore {}
