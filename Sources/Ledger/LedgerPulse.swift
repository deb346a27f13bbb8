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
    /// The ``ThreadBytes`` of whose turn it is, -1 if nobody's.
    private let count = Atomic<Int32>(-1)
    /// What the thread had written before its turn, in bytes.
    private let writtenBefore = Atomic<UInt64>(0)
    private let facts = Atomic<Int>(0)

    package init() {}

    /// The calling thread has the turn.
    func begin() {
        step()
        facts.store(0, ordering: .relaxed)
        let count = ThreadBytes.ofThisThread
        writtenBefore.store(ThreadBytes.read(count).written, ordering: .relaxed)
        self.count.store(count, ordering: .releasing)
    }

    func end() {
        count.store(-1, ordering: .relaxed)
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
        let count = count.load(ordering: .acquiring)
        let steps = steps.load(ordering: .relaxed)
        guard count != -1 else { return Progress(isBusy: false, steps: steps, patience: .zero) }
        let bytes = ThreadBytes.read(count)
        let before = writtenBefore.load(ordering: .relaxed)
        let written = bytes.written > before ? bytes.written - before : 0
        let seconds =
            Int64(written / LedgerPulse.bytesPerSecond)
            + Int64(facts.load(ordering: .relaxed) / LedgerPulse.factsPerSecond)
        return Progress(
            isBusy: true, steps: steps &+ bytes.read &+ bytes.written, patience: .seconds(seconds))
    }
}
