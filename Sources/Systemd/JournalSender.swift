import Dispatch
import Synchronization

/// Sends to the journal with a deadline.
///
/// journald's socket is a queue in the kernel. When journald stands still (stopped, or waiting for
/// a disk) it fills, and then `sd_journal_sendv` blocks for as long as that lasts: libsystemd makes
/// its socket itself, in blocking mode, without `SO_SNDTIMEO`, and gives nobody its descriptor. The
/// work must not wait for that, and neither must the end of the process. So one queue of its own
/// does the sending, and it alone may block; who sends waits for it no longer than the deadline.
///
/// The other way, speaking journald's protocol over a non-blocking socket of our own, would be the
/// library written again, with its special case for large entries (a sealed memory file).
///
/// A burst that is late is given up: its queue sends nothing more of it once it comes to life. The
/// one entry that was blocked then arrives all the same, so a notice that is sent again can arrive
/// twice, and readers tell by its sequence number.
package final class JournalSender: Sendable {
    private let queue = DispatchQueue(label: "okoce.journal")
    private let sendAll: @Sendable ([JournalEntry], () -> Bool) -> JournalDelivery

    /// A sender to the system's journal.
    package convenience init() {
        self.init { Journal.send($0, while: $1) }
    }

    /// A sender by way of `sendAll`, which is given a burst and asks before each entry whether it
    /// is still wanted.
    init(_ sendAll: @escaping @Sendable ([JournalEntry], () -> Bool) -> JournalDelivery) {
        self.sendAll = sendAll
    }

    /// Sends the entries in their order.
    ///
    /// - Parameters:
    ///   - burst: the entries, delivered or not as a whole.
    ///   - timeout: how long to wait at most; after it ``JournalDelivery/stalled``.
    package func send(_ burst: [JournalEntry], within timeout: Duration) -> JournalDelivery {
        let attempt = Attempt()
        let finished = DispatchSemaphore(value: 0)
        queue.async { [sendAll] in
            attempt.finish(attempt.isWanted ? sendAll(burst) { attempt.isWanted } : .stalled)
            finished.signal()
        }
        _ = finished.wait(timeout: .now() + timeout.dispatchInterval)
        return attempt.giveUp()
    }
}

/// One burst between the thread that waits for it and the queue that sends it.
private final class Attempt: Sendable {
    private enum State {
        case wanted, givenUp
        case finished(JournalDelivery)
    }

    private let state = Mutex(State.wanted)

    var isWanted: Bool {
        state.withLock {
            if case .wanted = $0 { true } else { false }
        }
    }

    /// The queue's last word; it comes too late if the burst was given up.
    func finish(_ delivery: JournalDelivery) {
        state.withLock {
            if case .wanted = $0 { $0 = .finished(delivery) }
        }
    }

    /// Ends the wait: what became of the burst, or that it is no longer wanted.
    func giveUp() -> JournalDelivery {
        state.withLock {
            if case .finished(let delivery) = $0 { return delivery }
            $0 = .givenUp
            return .stalled
        }
    }
}

extension Duration {
    /// In whole nanoseconds, rounded down; 292 years at most.
    fileprivate var dispatchInterval: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .never : .nanoseconds(Int(whole + attoseconds / 1_000_000_000))
    }
}
