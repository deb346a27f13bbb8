public import Dispatch

/// Mutable state that belongs to one serial queue and is touched on that queue only.
///
/// Everything here that changes has exactly one owner of this type; owners talk by `async`, and who
/// has nothing else to do by `sync` with one that waits for none of them (the spool's intake and its
/// writer are such). So no lock is ever held while another is taken.
///
/// Nothing hands out `state` itself: `async` and `sync` run their bodies on `queue`, and `onQueue`
/// traps anywhere else.
///
/// Unchecked because `state` changes and no lock guards it: the serial queue does, by the three ways
/// in, and that a queue does is what the compiler cannot see.
public final class Confined<State>: @unchecked Sendable {
    /// The serial queue that owns the state; the target of dispatch sources whose handlers call
    /// ``onQueue(_:)``.
    public let queue: DispatchQueue

    private var state: State

    /// - Parameters:
    ///   - label: the queue's name, as debuggers and stack traces show it.
    ///   - qos: how urgent the queue's work is.
    ///   - state: the first value; the caller gives it away.
    public init(label: String, qos: DispatchQoS = .unspecified, _ state: sending State) {
        self.queue = DispatchQueue(label: label, qos: qos)
        self.state = state
    }

    /// Runs the body on the queue, later, after all that was enqueued before it.
    public func async(_ body: @escaping @Sendable (inout State) -> Void) {
        queue.async { body(&self.state) }
    }

    /// Runs the body on the queue after `delay` of monotonic time.
    public func async(
        after delay: DispatchTimeInterval, _ body: @escaping @Sendable (inout State) -> Void
    ) {
        queue.asyncAfter(deadline: .now() + delay) { body(&self.state) }
    }

    /// Runs the body on the queue and waits for it. Traps on the queue itself, where it would
    /// wait for ever.
    public func sync<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        dispatchPrecondition(condition: .notOnQueue(queue))
        return queue.sync { body(&state) }
    }

    /// Runs the body at once. Traps elsewhere than on the queue: this is for handlers of dispatch
    /// sources, whose target the compiler does not know.
    public func onQueue<Result>(_ body: (inout State) -> Result) -> Result {
        dispatchPrecondition(condition: .onQueue(queue))
        return body(&state)
    }
}
