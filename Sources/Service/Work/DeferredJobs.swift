import Dispatch
import Glibc
import Ledger
import Programme
import Spool

/// Takes up deferred jobs when their time has come.
///
/// They have no file any more: the ledger keeps their bytes. `not_before` is wall-clock time, so
/// the clock is looked at again every ten seconds while one is waited for.
final class DeferredJobs: Sendable {
    private struct State {
        var isStopped = false
        /// Counts plans, so that an older plan that fires late does nothing.
        var plan = 0
    }

    /// The longest time between two looks at the clock, in seconds: somebody may set it.
    private static let longestWait = 10
    /// At most this many in one transaction.
    private static let batch = 100

    private let host: JobHost
    private let ledger: any JobStore
    private let state: Confined<State>

    init(host: JobHost, ledger: any JobStore) {
        self.host = host
        self.ledger = ledger
        state = Confined(label: "okoce.deferred", State())
    }

    /// Looks whether something is due, and plans the next look.
    func wake() {
        state.async { [self] in look(&$0) }
    }

    /// Takes up nothing more. Returns when nothing is under way.
    func stop() {
        state.sync { $0.isStopped = true }
    }

    private func look(_ state: inout State) {
        guard !state.isStopped else { return }
        state.plan += 1
        var seconds = DeferredJobs.longestWait
        do {
            try takeDue()
            guard let next = try ledger.nextDeferred() else { return }
            let wait = (next.nanoseconds - clock().nanoseconds) / 1_000_000_000 + 1
            seconds = Int(max(0, min(wait, Int64(DeferredJobs.longestWait))))
        } catch {
            if let error = error as? LedgerError, error.isLast { host.mustStop(because: error) }
            // What waiting mends is told by who commits; look again.
            seconds = 5
        }
        let plan = state.plan
        self.state.async(after: .seconds(seconds)) { [self] in
            if $0.plan == plan { look(&$0) }
        }
    }

    private func takeDue() throws {
        while true {
            let now = clock()
            let due = try ledger.dueDeferred(at: now, limit: DeferredJobs.batch)
            guard !due.isEmpty else { return }
            let jobs = due.map { host.prepare($0, at: now) }
            _ = try host.record(jobs)
        }
    }

    private func clock() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
