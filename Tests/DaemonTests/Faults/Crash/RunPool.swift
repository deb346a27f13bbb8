import Dispatch
import Synchronization

/// The runs of a matrix, done by some threads at once, each with a worker of its own.
final class RunPool<Run: Sendable>: Sendable {
    private let todo: Mutex<[Run]>

    init(_ runs: [Run]) {
        todo = Mutex(runs.reversed())
    }

    /// Returns when all runs are done, or no more are wanted: after some failures the rest tells
    /// nothing new.
    func go(
        threads: Int, while isWanted: @Sendable () -> Bool,
        failed: @Sendable (any Error) -> Void, _ perform: @Sendable (Run, CrashWorker) -> Void
    ) {
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            do {
                let worker = try CrashWorker()
                while isWanted(), let run = todo.withLock({ $0.popLast() }) {
                    perform(run, worker)
                }
            } catch {
                failed(error)
            }
        }
    }
}
