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

    /// Does what recording has put off; called after each batch.
    ///
    /// - Throws: what batches are done with no more; nothing that the last one was done with is undone.
    func keepLogShort() throws(LedgerError)

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

    /// See ``Ledger/Ledger/resumption(of:)``.
    func resumption(of source: SourceCode) throws(LedgerError) -> Pause?

    /// Rejected files that are to go back, the oldest wish first.
    func pendingRetries(after act: Int64, limit: Int) throws(LedgerError) -> [PendingRetry]

    /// Writes down what became of such wishes.
    func finish(retries results: [RetryResult]) throws(LedgerError)

    /// Erasures that are commanded and not done; and everybody who was erased.
    func pendingErasures() throws(LedgerError) -> [PendingErasure]
    func erasedPeople() throws(LedgerError) -> [ErasedPerson]

    /// The key by which they are known, and whom facts are about, of those who are asked for.
    func erasingKey() throws(LedgerError) -> ErasingKey?
    func keep(_ key: ErasingKey) throws(LedgerError)
    func people(where isAsked: (NIK) -> Bool) throws(LedgerError) -> [NIK]

    /// By which words somebody could be known again.
    func traces(of nik: NIK) throws(LedgerError) -> Traces

    /// Puts a tombstone in the place of a person in all facts, at once.
    func eraseFacts(
        _ erasure: PendingErasure, known traces: Traces, as tombstone: NIK, mac: [UInt8],
        under rules: Rules, with tools: ErasingTools, random: @escaping @Sendable () -> String
    ) throws(LedgerError) -> Int

    /// The last delivery, and taking a person out of what is kept of deliveries, piece by piece.
    func lastAttempt() throws(LedgerError) -> Int64
    func eraseAttempts(
        _ erasure: PendingErasure, known traces: Traces?, after reached: Int64, upTo last: Int64,
        with tools: ErasingTools
    ) throws(LedgerError) -> Int64

    /// Writes down how far an erasure has come; the deliveries that it has changed.
    func advance(
        erasure act: Int64, to step: PendingErasure.Step, reached: Int64
    ) throws(LedgerError)
    func redacted(by act: Int64) throws(LedgerError) -> Set<Int64>

    /// Takes a person out of what the store's files hold in no use, piece by piece, and of its log.
    func scrub(
        _ traces: Traces, after page: Int64, pages: Int
    ) throws(LedgerError) -> Ledger.Scrubbed
    func emptyLog() throws(LedgerError)

    /// Removes a little of what is too old, in a small transaction; noted under a day.
    func removeSome(
        before limits: RetentionLimits, on day: Day
    ) throws(LedgerError) -> Removed

    /// Gives back what memory only makes it faster. Waits for the store's turn.
    func releaseMemory()
}

extension Ledger: JobStore {}
