import Dispatch
import Spool
import Systemd

/// Feeds the service manager's watchdog as long as the work moves, and its status line.
///
/// A queue that is busy with one step for longer than the watchdog's time is stuck. One that waits
/// for something named (a full disk, a busy ledger) is not: the status line says what for. The
/// journal's sender is outside, since the work does not wait for it.
final class Pulse: Sendable {
    private struct State {
        var timer: (any DispatchSourceTimer)?
        /// Steps of each busy queue when it was first seen at that step, and when that was.
        var seen: [String: (steps: UInt64, at: ContinuousClock.Instant)] = [:]
        var statusIsDue = false
        var isStopped = false
        var settledBefore: UInt64 = 0
    }

    private let notifier: ServiceNotifier
    private let spool: Spool<JobHost>
    private let troubles: Troubles
    private let state: Confined<State>

    init(notifier: ServiceNotifier, spool: Spool<JobHost>, troubles: Troubles) {
        self.notifier = notifier
        self.spool = spool
        self.troubles = troubles
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

    /// Writes nothing more over the last words of the status line.
    func stop() {
        state.sync { state in
            state.isStopped = true
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

    /// Writes the status line within a second, and at most once a second.
    func statusIsDue() {
        state.async { [self] state in
            guard !state.statusIsDue else { return }
            state.statusIsDue = true
            self.state.async(after: .seconds(1)) { [self] state in
                state.statusIsDue = false
                writeStatus(&state)
            }
        }
    }

    /// What is wrong is shown at once.
    func troublesChanged() {
        state.async { [self] in writeStatus(&$0) }
    }

    private func writeStatus(_ state: inout State) {
        guard !state.isStopped else { return }
        let statistics = spool.statistics()
        let rate = statistics.settled - state.settledBefore
        state.settledBefore = statistics.settled
        notifier.status(
            StatusLine(statistics, settledLastSecond: rate, troubles: troubles.all).text)
        // One more line when the work has ended, so that it does not show a rate for ever.
        if rate > 0 { statusIsDue() }
    }
}

/// The line of `systemctl status`.
struct StatusLine {
    let text: String

    init(_ statistics: SpoolStatistics, settledLastSecond rate: UInt64, troubles: [Trouble]) {
        var parts: [String] = []
        if let first = troubles.first {
            let others = troubles.count > 1 ? " (and \(troubles.count - 1) more)" : ""
            parts.append("TROUBLE since \(first.since): \(first.what)\(others)")
        }
        let waiting = statistics.boxes.values.reduce(0) { $0 + $1.waiting } + statistics.inFlight
        let more = statistics.boxes.values.contains { $0.hasMore } ? "at least " : ""
        parts.append(
            waiting == 0 ? "idle" : "working: \(rate) files/s, \(more)\(waiting) waiting")
        parts.append("\(statistics.settled) files settled since the start")
        let incomplete = statistics.boxes.values.reduce(0) { $0 + $1.incomplete }
        if incomplete > 0 { parts.append("\(incomplete) incomplete") }
        let stuck = statistics.boxes.values.reduce(0) { $0 + $1.unremovable }
        if stuck > 0 { parts.append("\(stuck) cannot be removed") }
        text = parts.joined(separator: "; ")
    }
}
