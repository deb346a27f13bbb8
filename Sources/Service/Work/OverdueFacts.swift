import Dispatch
import JobFormat
import Ledger
import Programme
import Spool
import Synchronization

/// Finds facts that have been held for longer than `hold_for`, tells their sources, and announces
/// each once.
///
/// The receipt is laid first and the ledger then remembers, in one transaction with the notice,
/// that it was announced: a crash between the two lays the same receipt again. Time changes no
/// verdict: an overdue fact applies as any other when what it waits for comes.
final class OverdueFacts: Sendable {
    private struct State {
        var isStopped = false
        /// Counts plans, so that an older plan that fires late does nothing.
        var plan = 0
    }

    /// Jobs in one transaction.
    private static let batch = 50
    /// The longest time between two looks, in seconds. The wall clock may be set meanwhile, and
    /// what is recorded meanwhile is overdue a day later at the earliest.
    private static let longestWait: Int64 = 3600
    /// The next look after one that could not tell all, in seconds.
    private static let retryWait: Int64 = 60

    /// Lays a receipt for a source.
    typealias LayReceipt =
        @Sendable (_ job: OverdueJob, _ bytes: [UInt8], _ isTrue: () -> Bool) throws(SpoolError) ->
        Bool

    private let ledger: any JobStore
    private let settings: Current
    private let troubles: Troubles
    private let people: ErasedPeople
    private let layReceipt: LayReceipt
    private let announced: @Sendable () -> Void
    private let failed: @Sendable (LedgerError) -> Void
    /// Ends a long look between two transactions.
    private let isStopping = Atomic<Bool>(false)
    private let state: Confined<State>

    /// - Parameters:
    ///   - people: of whom no receipt is laid that was written before they were forgotten.
    ///   - layReceipt: returns when it is there, or is not because it is no longer true.
    ///   - announced: called when there are new notices.
    ///   - failed: called when the ledger can record nothing more.
    init(
        ledger: any JobStore, settings: Current, troubles: Troubles, people: ErasedPeople,
        layReceipt: @escaping LayReceipt, announced: @escaping @Sendable () -> Void,
        failed: @escaping @Sendable (LedgerError) -> Void
    ) {
        self.ledger = ledger
        self.settings = settings
        self.troubles = troubles
        self.people = people
        self.layReceipt = layReceipt
        self.announced = announced
        self.failed = failed
        state = Confined(label: "okoce.overdue", State())
    }

    /// Looks whether something is overdue, and plans the next look.
    func wake() {
        state.async { [self] in look(&$0) }
    }

    /// Announces nothing more. Returns when nothing is under way.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
        state.sync { $0.isStopped = true }
    }

    private func look(_ state: inout State) {
        guard !state.isStopped else { return }
        state.plan += 1
        let configuration = settings.value
        var wait = OverdueFacts.retryWait
        do {
            if try tellAll(under: configuration, &state) {
                let limit = OverdueFacts.seconds(configuration.rules.holdForDays)
                let next = try ledger.longestHeld()?.adding(seconds: limit)
                wait = next.map { WallClock.now.seconds(until: $0) + 1 } ?? .max
                wait = max(1, min(wait, OverdueFacts.longestWait))
            }
        } catch {
            if error.isLast { failed(error) }
            // What waiting mends is told by who commits; look again.
        }
        let plan = state.plan
        self.state.async(after: .seconds(Int(wait))) { [self] in
            if $0.plan == plan { look(&$0) }
        }
    }

    /// - Returns: false if a receipt was not laid: its job is announced at a later look.
    private func tellAll(
        under configuration: Configuration, _ state: inout State
    ) throws(LedgerError) -> Bool {
        let limit = OverdueFacts.seconds(configuration.rules.holdForDays)
        let moment = WallClock.now.adding(seconds: -limit)
        var last: Int64 = 0
        var trouble: String?
        var isPastTrue = false
        while true {
            let known = people.generation
            let jobs = try ledger.overdue(
                heldBefore: moment, after: last, limit: OverdueFacts.batch)
            guard let final = jobs.last else { break }
            last = final.report.attempt
            var told: [OverdueJob] = []
            for job in jobs {
                do throws(SpoolError) {
                    let isTold = try tell(job, configuration) { people.generation == known }
                    // Else somebody is being forgotten: it is read anew, without them.
                    if isTold { told.append(job) } else { isPastTrue = true }
                } catch {
                    trouble = "\(error)"
                }
            }
            if try ledger.announce(overdue: told) > 0 { announced() }
            guard !isStopping.load(ordering: .relaxed) else { break }
        }
        if let trouble {
            troubles.begin(
                .receiptsWait,
                "sources cannot be told what is overdue: \(trouble). It is tried again.")
        } else {
            troubles.end(.receiptsWait, "sources are told again what is overdue.")
        }
        return trouble == nil && !isPastTrue
    }

    private static func seconds(_ days: Int) -> Int64 { Int64(days) * 86_400 }

    /// - Returns: false if it is no longer true.
    private func tell(
        _ job: OverdueJob, _ configuration: Configuration, while isTrue: () -> Bool
    ) throws(SpoolError) -> Bool {
        guard configuration.receipts(of: job.report.box) != .none else { return true }
        let receipt = ReceiptDocument(
            job.report, sha256: job.sha256,
            overdueAfterDays: configuration.rules.holdForDays, heldSince: job.heldSince)
        return try layReceipt(job, receipt.bytes, isTrue)
    }
}

extension Instant {
    /// Whole seconds, negative if it is past.
    fileprivate func seconds(until other: Instant) -> Int64 {
        (other.nanoseconds - nanoseconds) / 1_000_000_000
    }
}
