import Dispatch
import Ledger
import Spool

/// Sees to it that a source's summary is told when its period is over, also when no job comes any
/// more. The ledger does the counting; while nothing is counted this does nothing.
final class Summaries: Sendable {
    private struct State {
        var isStopped = false
        /// Whether a look is planned: until then commits need not plan one.
        var isPlanned = false
    }

    /// The longest time between two looks, in seconds: the wall clock may be set meanwhile.
    private static let longestWait: Int64 = 3600
    /// The next look after one that failed, in seconds.
    private static let retryWait: Int64 = 5

    private let ledger: any JobStore
    private let settings: Current
    private let announced: @Sendable () -> Void
    private let failed: @Sendable (LedgerError) -> Void
    private let state: Confined<State>

    /// - Parameters:
    ///   - announced: called when there are new notices.
    ///   - failed: called when the ledger can record nothing more.
    init(
        ledger: any JobStore, settings: Current, announced: @escaping @Sendable () -> Void,
        failed: @escaping @Sendable (LedgerError) -> Void
    ) {
        self.ledger = ledger
        self.settings = settings
        self.announced = announced
        self.failed = failed
        state = Confined(label: "okoce.summaries", State())
    }

    /// Looks whether a summary is due, and plans the next look.
    func wake() {
        state.async { [self] in look(&$0) }
    }

    /// Looks unless a look is planned already. Called after each commit; returns at once.
    func wakeIfIdle() {
        guard settings.value.notices.countsAnything else { return }
        state.async { [self] in if !$0.isPlanned { look(&$0) } }
    }

    /// Tells all that is counted, whatever its period; then nothing more.
    func stop() {
        state.sync { state in
            state.isStopped = true
            do throws(LedgerError) {
                _ = try ledger.announceSummaries(under: settings.value.notices, all: true)
            } catch {
                // It stays counted: the next start tells it.
            }
        }
    }

    private func look(_ state: inout State) {
        guard !state.isStopped else { return }
        var wait: Int64? = Summaries.retryWait
        do throws(LedgerError) {
            let rules = settings.value.notices
            wait = try ledger.secondsToNextSummary(under: rules)
            if wait == 0 {
                if try ledger.announceSummaries(under: rules, all: false) > 0 { announced() }
                wait = try ledger.secondsToNextSummary(under: rules)
            }
        } catch {
            if error.isLast { failed(error) }
            // What waiting mends is told by who commits; look again.
        }
        state.isPlanned = wait != nil
        guard let wait else { return }
        let seconds = max(1, min(wait, Summaries.longestWait))
        self.state.async(after: .seconds(Int(seconds))) { [self] state in
            state.isPlanned = false
            look(&state)
        }
    }
}
