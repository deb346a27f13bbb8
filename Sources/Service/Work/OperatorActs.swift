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
/// daemon in between, the next start goes on; a file that went back just before is then `gone`.
final class OperatorActs: Sendable {
    private struct State {
        var isStopped = false
        /// Counts plans, so that an older plan that fires late does nothing.
        var plan = 0
    }

    /// Files that go back before that is written down.
    private static let batch = 100
    /// The next try after one that failed, in seconds.
    private static let retryWait = 5

    private let ledger: any JobStore
    private let settings: Current
    private let announcer: Announcer
    private let spool: Spool<JobHost>
    private let failed: @Sendable (LedgerError) -> Void
    private let paused = Mutex<(@Sendable () -> Void)?>(nil)
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

    /// Calls `listener` when other sources are paused than before.
    func onPause(_ listener: @escaping @Sendable () -> Void) {
        paused.withLock { $0 = listener }
    }

    /// Looks what is to be done. Returns at once.
    func wake() {
        state.async { [self] in look(&$0) }
    }

    /// Does nothing more. Returns when nothing is under way.
    func stop() {
        state.sync { $0.isStopped = true }
    }

    private func look(_ state: inout State) {
        guard !state.isStopped else { return }
        state.plan += 1
        do {
            try lookAtPauses()
            while try putBack() {}
        } catch {
            if let error = error as? LedgerError, error.isLast { return failed(error) }
            // A full disk, a spool that is away: told by those whose work it keeps too.
            let plan = state.plan
            self.state.async(after: .seconds(OperatorActs.retryWait)) { [self] in
                if $0.plan == plan { look(&$0) }
            }
        }
    }

    private func lookAtPauses() throws {
        let pauses = try ledger.pauses()
        let before = settings.paused
        let now = Set(pauses.map(\.source))
        guard now != before else { return }
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
        paused.withLock { $0 }?()
    }

    /// - Returns: whether there may be more.
    private func putBack() throws -> Bool {
        let retries = try ledger.pendingRetries(limit: OperatorActs.batch)
        guard !retries.isEmpty else { return false }
        var results: [RetryResult] = []
        defer { tell(results, of: retries) }
        do {
            for retry in retries { results.append(try putBack(retry)) }
        } catch {
            // What went back is written down all the same.
            try ledger.finish(retries: results)
            throw error
        }
        try ledger.finish(retries: results)
        return retries.count == OperatorActs.batch
    }

    private func putBack(_ retry: PendingRetry) throws(SpoolError) -> RetryResult {
        guard let file = retry.file else { return RetryResult(of: retry, .notRejected) }
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
        case .gone: return RetryResult(of: retry, .gone)
        case .noBox: return RetryResult(of: retry, .noBox)
        }
    }

    /// A sentence for each who asked and why.
    private func tell(_ results: [RetryResult], of retries: [PendingRetry]) {
        let done = zip(results, retries)
        var told: Set<[String]> = []
        for (_, retry) in done where told.insert([retry.operatorName, retry.reason]).inserted {
            let own = done.filter {
                $1.operatorName == retry.operatorName && $1.reason == retry.reason
            }
            say(
                """
                \(own.count { $0.0.outcome == .returned }) of \(own.count) rejected files that \
                \(retry.operatorName) wants judged anew (\(retry.reason)) went back into their \
                drop boxes.
                """)
        }
    }

    private func say(_ words: String) {
        announcer.say(.operatorActed, Masking.maskingPeople(in: words))
    }
}
