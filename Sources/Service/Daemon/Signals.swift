import Dispatch
import Glibc
import Spool

/// Turns signals into calls on a queue.
///
/// A source handler may do what a signal handler may not: take locks, allocate.
final class Signals: Sendable {
    private let sources: Confined<[any DispatchSourceSignal]>

    /// - Parameter handlers: by signal number; called on `queue`, once for any number of signals
    ///   that came together.
    init(on queue: DispatchQueue, _ handlers: [Int32: @Sendable () -> Void]) {
        sources = Confined(label: "okoce.signals", [])
        sources.sync { sources in
            for (number, handler) in handlers {
                // The default action would end the process before the source hears of it.
                _ = signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler(handler: DispatchWorkItem(block: handler))
                source.resume()
                sources.append(source)
            }
        }
    }
}
