import Dispatch
import Glibc
import Ledger
import Programme
import Spool
import Synchronization

/// Publishes figures for Prometheus in a file, where the configuration names one.
///
/// After a change the file is written within `metrics.every`, and again as long as files or notices
/// wait; when nothing changes, every five minutes, so that its age tells a daemon that lives from one that does
/// not. At a clean end it is taken away. Where no file is named there is no timer and nothing is
/// written; what is committed is counted all the same, one lock a batch, so that a reload that names
/// one has the figures since the start.
final class Metrics: Sendable {
    private struct State {
        /// Where it was written last.
        var file: MetricsFile?
        var lastTry: ContinuousClock.Instant?
        /// A writing is planned for this moment.
        var due: ContinuousClock.Instant?
        var isStopped = false
    }

    /// The longest time between two writings.
    static let rest = Duration.seconds(300)
    /// Files of a drop box that are looked at for the oldest.
    private static let looked = 2000

    private let settings: Current
    private let spool: Spool<JobHost>
    private let ledger: any JobStore
    private let reader: LedgerReader
    private let troubles: Troubles
    private let startedAt = WallClock.now
    private let tally = Mutex(JobTally())
    private let retained = Mutex<(@Sendable () -> RetentionTally)?>(nil)
    /// A writing is asked for and not yet begun; true while there is no file to be written, too, so
    /// that nobody asks.
    private let isAsked = Atomic<Bool>(true)
    private let state: Confined<State>

    init(
        settings: Current, spool: Spool<JobHost>, ledger: any JobStore, reader: LedgerReader,
        troubles: Troubles
    ) {
        self.settings = settings
        self.spool = spool
        self.ledger = ledger
        self.reader = reader
        self.troubles = troubles
        state = Confined(label: "okoce.metrics", State())
    }

    /// Counts a batch. Called on the queue that committed it.
    func add(_ commit: Commit) {
        tally.withLock { $0.add(commit) }
        changed()
    }

    /// Asks `source` what the retention has removed, for each writing.
    func count(_ source: @escaping @Sendable () -> RetentionTally) {
        retained.withLock { $0 = source }
    }

    /// Something is otherwise: the file is written soon. Returns at once.
    func changed() {
        guard !isAsked.exchange(true, ordering: .relaxed) else { return }
        state.async { [self] in planNext(&$0) }
    }

    /// Looks at the configuration anew and writes the file at once, if there is to be one.
    func wake() {
        state.async { [self] in write(&$0) }
    }

    /// Takes the file away and writes no more. Waits for a disk that does not answer two seconds at
    /// most.
    func stop() {
        let done = DispatchSemaphore(value: 0)
        state.async { [self] state in
            state.isStopped = true
            isAsked.store(true, ordering: .relaxed)
            state.file?.remove()
            done.signal()
        }
        _ = done.wait(timeout: .now() + 2)
    }

    /// Plans the writing that was asked for: not before the last one is `every` ago.
    private func planNext(_ state: inout State) {
        let every = settings.value.daemon.metrics.every
        plan(&state, at: state.lastTry.map { $0 + every } ?? .now)
    }

    private func plan(_ state: inout State, at moment: ContinuousClock.Instant) {
        let due = max(moment, .now)
        if let planned = state.due, planned <= due { return }
        state.due = due
        let wait = Int(max(.zero, due - .now) / .milliseconds(1))
        self.state.async(after: .milliseconds(wait)) { [self] state in
            // A plan that was brought forward leaves this one behind.
            if state.due == due { write(&state) }
        }
    }

    private func write(_ state: inout State) {
        state.due = nil
        guard !state.isStopped else { return }
        let wanted = settings.value.daemon.metrics
        if let old = state.file, old.path != wanted.textfile {
            old.remove()
            state.file = nil
            troubles.end(.metricsWait, "metrics go elsewhere now, or nowhere.")
        }
        guard let path = wanted.textfile else { return isAsked.store(true, ordering: .relaxed) }
        let file = MetricsFile(path: path)
        state.file = file
        state.lastTry = .now
        // What is asked for from now on is not in this one.
        isAsked.store(false, ordering: .relaxed)
        let now = snapshot()
        do throws(MetricsFile.Failure) {
            try file.write(now.text)
            troubles.end(.metricsWait, "metrics are written again to \(file.path).")
        } catch {
            troubles.begin(
                .metricsWait,
                """
                metrics cannot be written to \(error.path): \
                \(String(cString: strerror(error.errno))). Work goes on; it is tried again.
                """)
            changed()
        }
        if now.hasMoreToCome { changed() }
        plan(&state, at: .now + max(Metrics.rest, wanted.every))
    }

    // MARK: Looking

    private func snapshot() -> MetricsSnapshot {
        var now = MetricsSnapshot(startedAt: startedAt)
        now.tally = tally.withLock { $0 }
        now.spool = spool.statistics()
        let (daemon, ledgerPath) = (settings.value.daemon, reader.path)
        for (box, statistics) in now.spool.boxes where statistics.waiting > 0 {
            let census = try? BoxCensus(
                of: SourceCode(unchecked: box), spool: daemon.spool, upTo: Metrics.looked)
            now.oldest[box] = census?.oldest
        }
        now.facts = ledger.waitingFacts
        now.retention = retained.withLock { $0 }?() ?? RetentionTally()
        now.notices = try? reader.noticeCount()
        now.troubles = troubles.view
        now.ledgerBytes = Metrics.size(of: ledgerPath)
        now.logBytes = Metrics.size(of: ledgerPath + "-wal")
        now.ledgerFreeBytes = Metrics.freeBytes(of: ledgerPath)
        now.spoolFreeBytes = Metrics.freeBytes(of: daemon.spool)
        return now
    }

    private static func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// What an account that is not root may still use.
    private static func freeBytes(of path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: status.f_bavail &* status.f_frsize)
    }
}
