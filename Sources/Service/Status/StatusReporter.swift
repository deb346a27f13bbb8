import Dispatch
import Ledger
import Programme
import Spool
import Systemd

/// Writes the service manager's status line when there is something new to say, at most once a
/// second, and never the same line twice in a row.
///
/// While the work goes on it looks every second; while files wait that cannot be taken, every ten;
/// when nothing waits and nothing was done of late, not at all.
final class StatusReporter: Sendable {
    private struct State {
        var rate = JobRate(since: .now)
        var said = ""
        /// A look is planned for this moment.
        var due: ContinuousClock.Instant?
        /// Before the start is over and after the end has begun: the line is another's then.
        var isSilent = true
    }

    private static let shortWait = Duration.seconds(1)
    private static let longWait = Duration.seconds(10)

    private let notifier: ServiceNotifier
    private let spool: Spool<JobHost>
    private let ledger: any JobStore
    private let settings: Current
    private let troubles: Troubles
    private let state: Confined<State>

    init(
        notifier: ServiceNotifier, spool: Spool<JobHost>, ledger: any JobStore,
        settings: Current, troubles: Troubles
    ) {
        self.notifier = notifier
        self.spool = spool
        self.ledger = ledger
        self.settings = settings
        self.troubles = troubles
        state = Confined(label: "okoce.status", State())
    }

    /// Has the line from now on. Until then nothing is said, so that nothing is said over these
    /// last words of the start, or taken for said under them; they stand for a second.
    func start(over words: String) {
        state.async { [self] state in
            state.isSilent = false
            state.said = words
            plan(&state, after: StatusReporter.shortWait)
        }
    }

    /// Something is otherwise: said within a second. Returns at once.
    func isDue() {
        state.async { [self] in plan(&$0, after: StatusReporter.shortWait) }
    }

    /// The line was written by another, of something that happened once: these words stand for ten
    /// seconds, unless something else happens.
    func isDue(over words: String) {
        state.async { [self] state in
            state.said = words
            plan(&state, after: StatusReporter.longWait)
        }
    }

    /// What is wrong, or no longer, is shown at once.
    func troublesChanged() {
        state.async { [self] in look(&$0) }
    }

    /// Writes nothing more over the last words of the status line.
    func stop() {
        state.sync { $0.isSilent = true }
    }

    private func plan(_ state: inout State, after wait: Duration) {
        let due = ContinuousClock.now + wait
        if let planned = state.due, planned <= due { return }
        state.due = due
        self.state.async(after: .milliseconds(Int(wait / .milliseconds(1)))) { [self] state in
            // A plan that was brought forward leaves this one behind.
            guard state.due == due else { return }
            state.due = nil
            look(&state)
        }
    }

    private func look(_ state: inout State) {
        guard !state.isSilent else { return }
        let statistics = spool.statistics()
        let view = troubles.view
        let rate = state.rate.note(statistics.settled, at: .now)
        let line = StatusLine(
            statistics, rate: rate, facts: ledger.waitingFacts,
            paused: settings.paused.map(\.text), troubles: view)
        let isNew = line.text != state.said
        if isNew {
            notifier.status(line.text)
            state.said = line.text
        }
        let isWaiting = statistics.boxes.values.contains { $0.waiting > $0.incomplete }
        if rate > 0 || (isWaiting && isNew) {
            plan(&state, after: StatusReporter.shortWait)
        } else if isWaiting {
            plan(&state, after: StatusReporter.longWait)
        } else if view.lastOver != nil {
            // So that it is not shown for ever on an idle machine.
            plan(&state, after: PastTrouble.isShownFor)
        }
    }
}
