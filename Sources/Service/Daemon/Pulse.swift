import Dispatch
import Ledger
import Spool
import Systemd

/// Feeds the service manager's watchdog as long as the work moves.
///
/// A queue that is busy with one step for longer than the watchdog's time is stuck. One that waits
/// for something named (a full disk, a busy ledger) is not: the status line says what for. Who may
/// be waiting for a turn on the ledger is not judged as long as somebody has it: that turn is, by
/// its own steps (``LedgerPulse``), so that a long commit or a judging anew is no hang, and one that
/// hangs is found out whoever began it. The journal's sender is outside, since the work does not
/// wait for it.
final class Pulse: Sendable {
    private struct State {
        var timer: (any DispatchSourceTimer)?
        /// Steps of each busy queue when it was first seen at that step, and when that was.
        var seen: [String: (steps: UInt64, at: ContinuousClock.Instant)] = [:]
    }

    private let notifier: ServiceNotifier
    private let spool: Spool<JobHost>
    private let store: any JobStore
    private let life: Occupation
    private let state: Confined<State>

    /// Queues that may wait for a turn on the ledger.
    private static let ledgersOwn: Set = ["writer", "life"]

    init(
        notifier: ServiceNotifier, spool: Spool<JobHost>, store: any JobStore, life: Occupation
    ) {
        self.notifier = notifier
        self.spool = spool
        self.store = store
        self.life = life
        state = Confined(label: "okoce.pulse", State())
    }

    /// Begins; without a watchdog there is no timer, so an idle daemon sleeps.
    func start() {
        guard let interval = notifier.watchdogInterval else { return }
        state.async { [self] state in
            let timer = DispatchSource.makeTimerSource(queue: self.state.queue)
            let half = interval / 2
            let nanoseconds =
                Int(half.components.seconds) * 1_000_000_000
                + Int(half.components.attoseconds / 1_000_000_000)
            timer.schedule(deadline: .now(), repeating: .nanoseconds(nanoseconds))
            timer.setEventHandler { [self] in
                self.state.onQueue { beat(&$0, within: interval) }
            }
            timer.resume()
            state.timer = timer
        }
    }

    /// Feeds it no more.
    func stop() {
        state.sync { state in
            state.timer?.cancel()
            state.timer = nil
        }
    }

    private func beat(_ state: inout State, within limit: Duration) {
        let store = store.progress
        let ledger = QueueProgress(queue: "ledger", steps: store.steps, isBusy: store.isBusy)
        // All are looked at, so that each has its own time.
        var isStuck = self.isStuck(ledger, &state, within: limit + store.patience)
        for queue in spool.statistics().progress + [life.progress] {
            var queue = queue
            if store.isBusy, Pulse.ledgersOwn.contains(queue.queue) { queue.waitsFor = "ledger" }
            if self.isStuck(queue, &state, within: limit) { isStuck = true }
        }
        if !isStuck { notifier.pingWatchdog() }
    }

    private func isStuck(
        _ queue: QueueProgress, _ state: inout State, within limit: Duration
    ) -> Bool {
        let now = ContinuousClock.now
        guard queue.isBusy, queue.waitsFor == nil else {
            state.seen[queue.queue] = nil
            return false
        }
        guard let before = state.seen[queue.queue], before.steps == queue.steps else {
            state.seen[queue.queue] = (queue.steps, now)
            return false
        }
        return now - before.at > limit
    }
}
