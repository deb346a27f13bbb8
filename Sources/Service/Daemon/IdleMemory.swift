import CSpool
import Dispatch
import Ledger
import Spool

/// Gives the memory of the work back when there has been none for a while: SQLite's page cache, the
/// readers' buffers, and what malloc keeps of files and jobs long gone. A daemon that waits for
/// tomorrow's files holds some megabytes, not the most that it ever needed.
final class IdleMemory: Sendable {
    private struct State {
        var lastCommit = ContinuousClock.now
        var isPlanned = false
    }

    /// Without a commit for so long. The next ones find their pages in the kernel's cache.
    private static let patience = Duration.seconds(10)

    private let host: JobHost
    private let reader: LedgerReader
    private let state = Confined(label: "okoce.memory", State())

    /// - Parameter reader: the outbox's, which has a cache of its own.
    init(host: JobHost, reader: LedgerReader) {
        self.host = host
        self.reader = reader
    }

    /// Something was recorded. Returns at once.
    func worked() {
        state.async { [self] state in
            state.lastCommit = .now
            if !state.isPlanned { plan(&state, after: IdleMemory.patience) }
        }
    }

    private func plan(_ state: inout State, after wait: Duration) {
        state.isPlanned = true
        self.state.async(after: .milliseconds(Int(wait / .milliseconds(1)) + 1)) { [self] state in
            state.isPlanned = false
            let idle = ContinuousClock.now - state.lastCommit
            guard idle >= IdleMemory.patience else {
                return plan(&state, after: IdleMemory.patience - idle)
            }
            host.releaseMemory()
            reader.releaseMemory()
            malloc_trim(0)
        }
    }
}
