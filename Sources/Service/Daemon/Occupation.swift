import Spool
import Synchronization

/// Whether one of the daemon's own queues is at something, for ``Pulse``.
final class Occupation: Sendable {
    private let state: Mutex<QueueProgress>

    init(_ queue: String) {
        state = Mutex(QueueProgress(queue: queue, steps: 0, isBusy: false))
    }

    /// Something begins that should not take long.
    func begin() { set(isBusy: true) }

    func end() { set(isBusy: false) }

    private func set(isBusy: Bool) {
        state.withLock { state in
            state.isBusy = isBusy
            state.steps += 1
        }
    }

    var progress: QueueProgress { state.withLock { $0 } }
}
