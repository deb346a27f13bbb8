import Dispatch
import Spool
import Systemd

/// Feeds the service manager's watchdog as long as the work moves.
///
/// A queue that is busy with one step for longer than the watchdog's time is stuck. One that waits
/// for something named (a full disk, a busy ledger) is not: the status line says what for. The
/// journal's sender is outside, since the work does not wait for it.
final class Pulse: Sendable {
    private struct State {
        var timer: (any DispatchSourceTimer)?
        /// Steps of each busy queue when it was first seen at that step, and when that was.
        var seen: [String: (steps: UInt64, at: ContinuousClock.Instant)] = [:]
    }

    private let notifier: ServiceNotifier
    private let spool: Spool<JobHost>
    private let state: Confined<State>

    init(notifier: ServiceNotifier, spool: Spool<JobHost>) {
        self.notifier = notifier
        self.spool = spool
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
        let now = ContinuousClock.now
        var isStuck = false
        for queue in spool.statistics().progress {
            guard queue.isBusy, queue.waitsFor == nil else {
                state.seen[queue.queue] = nil
                continue
            }
            if let before = state.seen[queue.queue], before.steps == queue.steps {
                isStuck = isStuck || now - before.at > limit
            } else {
                state.seen[queue.queue] = (queue.steps, now)
            }
        }
        if !isStuck { notifier.pingWatchdog() }
    }
}
