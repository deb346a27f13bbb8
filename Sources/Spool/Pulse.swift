import Synchronization

/// One queue's pulse; see ``QueueProgress``.
final class Pulse: Sendable {
    private let queue: String
    private let steps = Atomic<UInt64>(0)
    private let busy = Atomic<Bool>(false)
    private let wait = Mutex<String?>(nil)

    init(_ queue: String) {
        self.queue = queue
    }

    /// A step is over and the next one begins.
    func step() {
        steps.wrappingAdd(1, ordering: .relaxed)
    }

    func isBusy(_ isBusy: Bool) {
        busy.store(isBusy, ordering: .relaxed)
        step()
    }

    /// Nil when it waits for nothing.
    func waits(for reason: String?) {
        wait.withLock { $0 = reason }
    }

    var progress: QueueProgress {
        QueueProgress(
            queue: queue, steps: steps.load(ordering: .relaxed),
            isBusy: busy.load(ordering: .relaxed), waitsFor: wait.withLock { $0 })
    }
}
