internal import Glibc
internal import Synchronization

/// How the writing connection's present turn gets on, for a watchdog that must not wait for it.
///
/// A turn moves while it runs statements and while its thread reads and writes: a commit of many
/// jobs does the one, moving a long log into the ledger the other. What moves without a sign of it
/// has its time: an fsync as long as a disk of 1 MiB/s takes for what the turn has written, a fold
/// in memory as long as its facts take. A turn that shows nothing for longer than that hangs.
package final class LedgerPulse: Sendable {
    /// One look at it.
    package struct Progress: Hashable, Sendable {
        /// Somebody has the turn.
        package let isBusy: Bool
        /// Grows while the turn moves.
        package let steps: UInt64
        /// How long this turn may show nothing, besides what any step may take.
        package let patience: Duration
    }

    /// Facts that are folded in a second on a slow machine; ten times as many on the one at hand.
    private static let factsPerSecond = 10_000
    private static let bytesPerSecond: UInt64 = 1 << 20

    private let steps = Atomic<UInt64>(0)
    /// Whose turn it is, 0 if nobody's.
    private let thread = Atomic<Int>(0)
    /// What the thread had written before its turn, in bytes.
    private let writtenBefore = Atomic<UInt64>(0)
    private let facts = Atomic<Int>(0)

    package init() {}

    /// The calling thread has the turn.
    func begin() {
        step()
        facts.store(0, ordering: .relaxed)
        let thread = LedgerPulse.ownNumber
        writtenBefore.store(LedgerPulse.bytes(by: thread).written, ordering: .relaxed)
        self.thread.store(thread, ordering: .releasing)
    }

    func end() {
        thread.store(0, ordering: .relaxed)
        step()
    }

    /// A statement has run, or has given a row.
    func step() {
        steps.wrappingAdd(1, ordering: .relaxed)
    }

    /// So many facts are going to be folded at once, in memory.
    func folds(_ count: Int) {
        facts.store(count, ordering: .relaxed)
    }

    /// How it gets on. Waits for nothing.
    package var progress: Progress {
        let thread = thread.load(ordering: .acquiring)
        let steps = steps.load(ordering: .relaxed)
        guard thread != 0 else { return Progress(isBusy: false, steps: steps, patience: .zero) }
        let bytes = LedgerPulse.bytes(by: thread)
        let before = writtenBefore.load(ordering: .relaxed)
        let written = bytes.written > before ? bytes.written - before : 0
        let seconds =
            Int64(written / LedgerPulse.bytesPerSecond)
            + Int64(facts.load(ordering: .relaxed) / LedgerPulse.factsPerSecond)
        return Progress(
            isBusy: true, steps: steps &+ bytes.read &+ bytes.written, patience: .seconds(seconds))
    }

    /// The calling thread's number: `/proc/thread-self` is a link to `PID/task/NUMBER`.
    private static var ownNumber: Int {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
            guard let start = room.baseAddress else { return -1 }
            let count = readlink("/proc/thread-self", start, room.count)
            guard count > 0 else { return -1 }
            let number = room[..<count].split(separator: UInt8(ascii: "/")).last ?? []
            return Int(String(decoding: number, as: UTF8.self)) ?? -1
        }
    }

    /// What a thread has read and written so far, from the disk or not (proc(5), io); zeros where
    /// the kernel does not count.
    private static func bytes(by thread: Int) -> (read: UInt64, written: UInt64) {
        let file = open("/proc/self/task/\(thread)/io", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return (0, 0) }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { room in
            let count = Glibc.read(file, room.baseAddress, room.count)
            guard count > 0 else { return (0, 0) }
            // rchar: 323934931\nwchar: 323929600\n...
            let lines = room[..<count].split(separator: UInt8(ascii: "\n"))
            let values = lines.prefix(2).map { line in
                line.reduce(UInt64(0)) { sum, byte in
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        ? sum &* 10 &+ UInt64(byte - UInt8(ascii: "0")) : sum
                }
            }
            return values.count == 2 ? (values[0], values[1]) : (0, 0)
        }
    }
}
