import Dispatch
import Glibc
import Spool

/// Turns signals into calls on a queue.
///
/// A source handler may do what a signal handler may not: take locks, allocate.
final class Signals: Sendable {
    private let sources: Confined<[any DispatchSourceSignal]>

    /// Keeps signals for later: one that comes before its source is there waits for it, and does
    /// neither end the process nor get lost. To be called before there is a second thread, since
    /// threads inherit what is blocked.
    static func hold(_ numbers: [Int32]) {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Sleeps, but for a signal among those that are kept for later and that ends the process.
    /// - Returns: whether there was one. It is not kept any longer.
    static func isEndAsked(within seconds: Int) -> Bool {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        var time = timespec(tv_sec: seconds, tv_nsec: 0)
        return sigtimedwait(&set, nil, &time) > 0
    }

    /// - Parameter handlers: by signal number; called on `queue`, once for any number of signals
    ///   that came together.
    init(on queue: DispatchQueue, _ handlers: [Int32: @Sendable () -> Void]) {
        sources = Confined(label: "okoce.signals", [])
        sources.sync { sources in
            for (number, handler) in handlers {
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler(handler: DispatchWorkItem(block: handler))
                source.resume()
                sources.append(source)
            }
        }
    }
}
