import Dispatch
import Ledger
import Programme
import Spool
import Synchronization

/// Removes what is older than the configuration keeps it: from the ledger in small transactions
/// between the batches, from the spool in slices of a walk once a day.
///
/// After each step it rests nine times as long as that took, so that the work has nine tenths of
/// the writer and of the settling. What is done is noted where it is done, so whatever ends the
/// daemon, the next start goes on. While nothing is old enough one look an hour is all there is, and
/// where everything is kept for ever not even that.
final class Retention: Sendable {
    private struct State {
        var isStopped = false
        /// Counts plans, so that an older plan that fires late does nothing.
        var plan = 0
        /// The walk under way.
        var sweep: Sweep?
        /// When the last walk was over.
        var sweptAt: ContinuousClock.Instant?
        /// Not told yet.
        var untold = RetentionTally()
        var toldAt: ContinuousClock.Instant?
        var trust = ClockTrust()
    }

    /// Between two looks when nothing is old enough, in seconds.
    private static let rest = 3600
    /// The next look after one that failed, in seconds.
    private static let retryWait = 60
    /// Between two walks, and between two notices.
    private static let day = Duration.seconds(86_400)
    /// The shortest rest after a step.
    private static let shortestRest = Duration.milliseconds(20)

    private let ledger: any JobStore
    private let settings: Current
    private let announcer: Announcer
    private let spool: Spool<JobHost>
    private let changed: @Sendable () -> Void
    private let failed: @Sendable (LedgerError) -> Void
    private let removed = Mutex(RetentionTally())
    private let startedAt = ContinuousClock.now
    private let state: Confined<State>

    /// - Parameters:
    ///   - changed: called when something was removed and no more is to be.
    ///   - failed: called when the ledger can record nothing more.
    init(
        ledger: any JobStore, settings: Current, announcer: Announcer, spool: Spool<JobHost>,
        changed: @escaping @Sendable () -> Void, failed: @escaping @Sendable (LedgerError) -> Void
    ) {
        self.ledger = ledger
        self.settings = settings
        self.announcer = announcer
        self.spool = spool
        self.changed = changed
        self.failed = failed
        state = Confined(label: "okoce.retention", State())
    }

    /// What was removed since the start.
    var tally: RetentionTally { removed.withLock { $0 } }

    /// Looks what is too old, the receipts too. Called at the start and after each reload.
    func wake() {
        state.async { [self] state in
            state.sweep = nil
            state.sweptAt = nil
            step(&state)
        }
    }

    /// Removes nothing more. Returns when nothing is under way.
    func stop() {
        state.sync { state in
            state.isStopped = true
            tell(&state)
        }
    }

    private func step(_ state: inout State) {
        guard !state.isStopped else { return }
        state.plan += 1
        let kept = settings.value.daemon.retention
        guard kept.removesAnything else { return }
        let begin = ContinuousClock.now
        do {
            let now = WallClock.now
            guard state.trust.believes(now, at: (begin - startedAt).components.seconds) else {
                return plan(&state, after: .seconds(Retention.rest))
            }
            if try removeFromLedger(kept, now, &state) || sweep(kept, now, &state) {
                let took = ContinuousClock.now - begin
                return plan(&state, after: max(Retention.shortestRest, took * 9))
            }
        } catch {
            if let error = error as? LedgerError, error.isLast { return failed(error) }
            // A full disk, a spool that is away: told by those whose work it keeps too.
            state.sweep = nil
            return plan(&state, after: .seconds(Retention.retryWait))
        }
        tellDaily(&state)
        plan(&state, after: .seconds(Retention.rest))
    }

    private func plan(_ state: inout State, after wait: Duration) {
        let plan = state.plan
        self.state.async(after: .milliseconds(Int(wait / .milliseconds(1)))) { [self] in
            if $0.plan == plan { step(&$0) }
        }
    }

    /// - Returns: whether there may be more.
    private func removeFromLedger(
        _ kept: RetentionSettings, _ now: Instant, _ state: inout State
    ) throws -> Bool {
        let limits = kept.limits(at: now)
        guard limits != RetentionLimits() else { return false }
        let step = try ledger.removeSome(before: limits, on: now.jakartaDay)
        guard let what = step.what else { return false }
        count(&state) { $0.add(what, step) }
        return true
    }

    /// - Returns: whether there is more to be looked at.
    private func sweep(
        _ kept: RetentionSettings, _ now: Instant, _ state: inout State
    ) throws -> Bool {
        guard let moment = kept.receiptsKept(at: now) else { return false }
        if let last = state.sweptAt, ContinuousClock.now - last < Retention.day { return false }
        let sweep = state.sweep ?? Sweep()
        state.sweep = sweep
        let swept = try spool.sweep(sweep, before: moment.nanoseconds)
        count(&state) { $0.add(swept) }
        guard swept.isOver else { return true }
        state.sweep = nil
        state.sweptAt = .now
        return false
    }

    private func count(_ state: inout State, _ add: (inout RetentionTally) -> Void) {
        add(&state.untold)
        removed.withLock { add(&$0) }
    }

    /// Tells it once a day, and the first time at once.
    private func tellDaily(_ state: inout State) {
        if !state.untold.isEmpty { changed() }
        if let last = state.toldAt, ContinuousClock.now - last < Retention.day { return }
        tell(&state)
    }

    private func tell(_ state: inout State) {
        guard !state.untold.isEmpty else { return }
        announcer.say(
            .retentionApplied,
            "\(EventKind.retentionApplied.words): \(state.untold.words) removed, older than is "
                + "kept (\(settings.value.daemon.retention.words))")
        state.untold = RetentionTally()
        state.toldAt = .now
    }
}

/// What the retention has removed.
struct RetentionTally: Hashable, Sendable {
    private(set) var rows: [Removal: Int] = [:]
    /// Of documents.
    private(set) var bytes: Int64 = 0
    private(set) var swept = Swept()

    var isEmpty: Bool {
        rows.values.allSatisfy { $0 == 0 } && swept.receipts + swept.files + swept.kept == 0
    }

    mutating func add(_ what: Removal, _ step: Removed) {
        rows[what, default: 0] += step.rows
        bytes += step.bytes
    }

    mutating func add(_ slice: Swept) {
        swept.receipts += slice.receipts
        swept.files += slice.files
        swept.kept += slice.kept
    }

    /// `12 documents (3 MiB), 40 rows of complaints and items`.
    var words: String {
        var parts: [String] = []
        for (what, name) in [
            (Removal.documents, "documents"), (.deliveries, "rows of items and complaints"),
            (.notices, "notices"), (.verdicts, "changes of verdicts"),
        ] {
            guard let count = rows[what], count > 0 else { continue }
            parts.append("\(count) \(name)")
            if what == .documents { parts[parts.count - 1] += " (\((bytes + 1023) / 1024) KiB)" }
        }
        if swept.receipts > 0 { parts.append("\(swept.receipts) receipts") }
        if swept.files > 0 { parts.append("\(swept.files) rejected files") }
        let words = parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
        return swept.kept > 0 ? words + " (\(swept.kept) receipts could not be)" : words
    }

    /// Each kind by its name for programs.
    var counts: [(what: String, count: Int)] {
        Removal.allCases.map { ($0.rawValue, rows[$0] ?? 0) }
            + [("receipts", swept.receipts), ("rejected_files", swept.files)]
    }
}
