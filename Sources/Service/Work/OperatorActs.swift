import Dispatch
import JobFormat
import Ledger
import Programme
import Spool
import Synchronization

/// Does what operators have the daemon do, once their commands are recorded: opens and closes drop
/// boxes, and puts rejected files back.
///
/// The ledger is the list of what is to be done: a pause is in force while it is the latest act on
/// its source, a retry is done when it is written down what became of it. So whatever ends the
/// daemon in between, the next start goes on; a file that went back just before and was judged
/// since is then `gone`. One that was refused and has yet to leave its box waits until it has.
final class OperatorActs: Sendable {
    private struct State {
        var isStopped = false
        /// Counts plans, so that an older plan that fires late does nothing.
        var plan = 0
        var tally = Tally()
    }

    /// What was done, and what could not be.
    struct Tally: Sendable {
        /// Files that went back, and sources that were paused or resumed, since the start.
        var done = 0
        /// Files that are to go back and have yet to reach `rejected/`; as of the last look.
        var waiting = 0
    }

    /// Files that go back before that is written down.
    private static let batch = 100
    /// The next try after one that failed, in seconds.
    private static let retryWait = 5
    /// The next look at files that have yet to reach `rejected/`, in seconds.
    private static let arrivalWait = 1

    private let ledger: any JobStore
    private let settings: Current
    private let announcer: Announcer
    private let spool: Spool<JobHost>
    private let failed: @Sendable (LedgerError) -> Void
    private let changed = Mutex<(@Sendable (_ resumed: Set<SourceCode>) -> Void)?>(nil)
    private let state: Confined<State>

    /// - Parameter failed: called when the ledger can record nothing more.
    init(
        ledger: any JobStore, settings: Current, announcer: Announcer, spool: Spool<JobHost>,
        failed: @escaping @Sendable (LedgerError) -> Void
    ) {
        self.ledger = ledger
        self.settings = settings
        self.announcer = announcer
        self.spool = spool
        self.failed = failed
        state = Confined(label: "okoce.acts", State())
    }

    /// Calls `listener` when other sources are paused than before, with those that no longer are.
    func onPause(_ listener: @escaping @Sendable (_ resumed: Set<SourceCode>) -> Void) {
        changed.withLock { $0 = listener }
    }

    /// Looks what is to be done. Returns at once.
    func wake() {
        state.async { [self] in look(&$0) }
    }

    /// Does what is to be done, and returns when it is. Not to be called from the spool's queues.
    func finish() -> Tally {
        state.sync { state in
            look(&state)
            return state.tally
        }
    }

    /// Does nothing more. Returns when nothing is under way.
    func stop() {
        state.sync { $0.isStopped = true }
    }

    private func look(_ state: inout State) {
        guard !state.isStopped else { return }
        state.plan += 1
        do {
            if try lookAtPauses() { state.tally.done += 1 }
            if try putAllBack(&state.tally) { lookAgain(in: OperatorActs.arrivalWait, state.plan) }
        } catch {
            if let error = error as? LedgerError, error.isLast { return failed(error) }
            // A full disk, a spool that is away: told by those whose work it keeps too.
            lookAgain(in: OperatorActs.retryWait, state.plan)
        }
    }

    private func lookAgain(in seconds: Int, _ plan: Int) {
        state.async(after: .seconds(seconds)) { [self] in
            if $0.plan == plan { look(&$0) }
        }
    }

    /// - Returns: whether others are paused than before.
    private func lookAtPauses() throws -> Bool {
        let pauses = try ledger.pauses()
        let before = settings.paused
        let now = Set(pauses.map(\.source))
        guard now != before else { return false }
        settings.paused = now
        for pause in pauses where !before.contains(pause.source) {
            say(
                """
                \(pause.source) is paused by \(pause.operatorName) (\(pause.reason)): its files \
                wait, none is refused.
                """)
        }
        for source in before.subtracting(now).sorted() {
            let word = try ledger.resumption(of: source).map {
                " by \($0.operatorName) (\($0.reason))"
            }
            say("\(source) is resumed\(word ?? ""): its files are taken again.")
        }
        changed.withLock { $0 }?(before.subtracting(now))
        return true
    }

    /// - Returns: whether one has yet to reach `rejected/`, of a source whose files are taken. Of a
    ///   paused one nothing comes before it is resumed, and that is told.
    private func putAllBack(_ tally: inout Tally) throws -> Bool {
        var isAwaited = false
        var last: Int64 = 0
        tally.waiting = 0
        while true {
            let retries = try ledger.pendingRetries(after: last, limit: OperatorActs.batch)
            guard let final = retries.last else { return isAwaited }
            last = final.act
            if try putBack(retries, &tally) { isAwaited = true }
        }
    }

    private func putBack(_ retries: [PendingRetry], _ tally: inout Tally) throws -> Bool {
        var done: [(result: RetryResult, retry: PendingRetry)] = []
        defer {
            tell(done)
            tally.done += done.count { $0.result.outcome == .returned }
        }
        var isAwaited = false
        do {
            for retry in retries {
                if let result = try putBack(retry) {
                    done.append((result, retry))
                } else {
                    tally.waiting += 1
                    let isPaused = (retry.file?.box).map(settings.paused.contains) ?? false
                    if !isPaused { isAwaited = true }
                }
            }
        } catch {
            // What went back is written down all the same.
            try ledger.finish(retries: done.map(\.result))
            throw error
        }
        if !done.isEmpty { try ledger.finish(retries: done.map(\.result)) }
        return isAwaited
    }

    /// - Returns: nil if it is to be asked again.
    private func putBack(_ retry: PendingRetry) throws(SpoolError) -> RetryResult? {
        guard let file = retry.file else { return RetryResult(of: retry, .notRejected) }
        // In a folder that is no source's box nobody would look at it.
        guard settings.value.sources.contains(where: { $0.organisation.code == file.box }) else {
            return RetryResult(of: retry, .noBox)
        }
        let returned = try spool.putBack(
            box: file.box.text, name: FileName(bytes: file.name), number: retry.attempt,
            identity: SpoolFile(
                device: file.identity.device, inode: file.identity.inode, size: file.identity.size,
                modified: file.identity.mtimeNs, changed: file.identity.ctimeNs, owner: 0),
            isReceipt: { ReceiptDocument.attempt(in: $0) == retry.attempt })
        switch returned {
        case .returned(let file):
            return RetryResult(
                of: retry, .returned,
                file: LedgerFile(
                    device: file.device, inode: file.inode, size: file.size,
                    mtimeNs: file.modified, ctimeNs: file.changed))
        case .notYet: return nil
        case .gone: return RetryResult(of: retry, .gone)
        case .noBox: return RetryResult(of: retry, .noBox)
        }
    }

    /// A sentence for each who asked and why.
    private func tell(_ done: [(result: RetryResult, retry: PendingRetry)]) {
        var told: Set<[String]> = []
        for (_, retry) in done where told.insert([retry.operatorName, retry.reason]).inserted {
            let own = done.filter {
                $0.retry.operatorName == retry.operatorName && $0.retry.reason == retry.reason
            }
            say(
                """
                \(own.count { $0.result.outcome == .returned }) of \(own.count) rejected files that \
                \(retry.operatorName) wants judged anew (\(retry.reason)) went back into their \
                drop boxes.
                """)
        }
    }

    private func say(_ words: String) {
        announcer.say(.operatorActed, Masking.maskingPeople(in: words))
    }
}
