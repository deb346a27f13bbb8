import Dispatch
import Synchronization
import Testing

@testable import Systemd

@Suite struct JournalSenderTests {
    @Test func `what became of the burst is what the journal said`() {
        #expect(
            JournalSender { _, _ in .delivered }.send([entry], within: .seconds(60)) == .delivered)
        #expect(JournalSender { _, _ in .absent }.send([entry], within: .seconds(60)) == .absent)
        let failing = JournalSender { _, _ in .failed(errno: 5) }
        #expect(failing.send([entry], within: .seconds(60)) == .failed(errno: 5))
    }

    @Test
    func `a journal that stands still is given up at the deadline, and serves again after it`() {
        let gate = DispatchSemaphore(value: 0)
        let stillWanted = Mutex<[Bool]>([])
        let sender = JournalSender { burst, isWanted in
            if burst.count == 1 { gate.wait() }
            stillWanted.withLock { $0.append(isWanted()) }
            return .delivered
        }
        #expect(sender.send([entry], within: .milliseconds(20)) == .stalled)
        // The queue is still blocked: the next burst is given up too, and never begun.
        #expect(sender.send([entry, entry], within: .milliseconds(20)) == .stalled)
        gate.signal()
        #expect(sender.send([entry, entry, entry], within: .seconds(60)) == .delivered)
        #expect(stillWanted.withLock { $0 } == [false, true])
    }

    private let entry = JournalEntry(message: "m", priority: .info, identifier: "okoced")
}
