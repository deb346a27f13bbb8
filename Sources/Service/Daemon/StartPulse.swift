import Dispatch
import Ledger
import Spool
import Systemd

/// Asks the service manager for more time to start, as long as the ledger moves: to judge all facts
/// by other rules, or to write out a long log, may take longer than any fixed time.
final class StartPulse: Sendable {
    private struct State {
        var steps: UInt64 = 0
        var timer: (any DispatchSourceTimer)?
    }

    /// Between two looks, in seconds; and the least that is asked for.
    private static let interval = 10
    private static let time = Duration.seconds(60)

    private let state: Confined<State>

    init(ledger: LedgerPulse, notifier: ServiceNotifier) {
        state = Confined(label: "okoce.start", State())
        state.sync { [state] own in
            let timer = DispatchSource.makeTimerSource(queue: state.queue)
            let interval = DispatchTimeInterval.seconds(StartPulse.interval)
            timer.schedule(deadline: .now() + interval, repeating: interval)
            timer.setEventHandler {
                state.onQueue { own in
                    let progress = ledger.progress
                    defer { own.steps = progress.steps }
                    guard progress.isBusy, progress.steps != own.steps else { return }
                    notifier.extendTimeout(by: StartPulse.time + progress.patience)
                }
            }
            timer.activate()
            own.timer = timer
        }
    }

    /// The start is over.
    func stop() {
        state.sync { state in
            state.timer?.cancel()
            state.timer = nil
        }
    }
}
