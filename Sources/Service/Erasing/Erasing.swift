import Dispatch
import Glibc
import Ledger
import Programme
import Spool
import Synchronization

/// Forgets people, once an operator's command to do so is recorded, in steps that each leave the
/// ledger whole and the writer free for the next batch.
///
/// The ledger is the list of what is to be done and how far it has come; so whatever ends the daemon
/// in between, the next start goes on. While it lasts, the words to look for lie in a file of their
/// own that only the daemon may read. What a step has done it finds done.
final class Erasing: Sendable {
    private struct State {
        var isStopped = false
        /// Counts plans, so that an older plan that fires late does nothing.
        var plan = 0
        /// Those that a fault of ours keeps from being done; told once.
        var failed: Set<Int64> = []
    }

    /// The next try after one that failed, in seconds.
    private static let retryWait = 2
    /// The next try where somebody has to remove a file by hand, in seconds.
    private static let stuckWait = 600
    /// Pieces of work after which it is written down how far it has come.
    private static let piecesTold = 20
    /// Pages of the ledger's file that are looked at in one piece, of 4 KiB each.
    private static let pages = 512
    /// How often and how long, in microseconds, it waits for readers to end before it begins again.
    private static let readersTries = 300
    private static let readersWait: UInt32 = 100_000

    private let ledger: any JobStore
    private let settings: Current
    private let people: ErasedPeople
    private let facts: ErasingFacts
    private let announcer: Announcer
    private let troubles: Troubles
    private let finishSettling: @Sendable () -> Void
    private let failed: @Sendable (LedgerError) -> Void
    private let isStopping = Atomic(false)
    private let state: Confined<State>

    /// - Parameters:
    ///   - finishSettling: returns when all files that leave their box leave it without the people who
    ///     are erased by now.
    ///   - failed: called when the ledger can record nothing more.
    init(
        ledger: any JobStore, settings: Current, people: ErasedPeople, facts: ErasingFacts,
        announcer: Announcer, troubles: Troubles, finishSettling: @escaping @Sendable () -> Void,
        failed: @escaping @Sendable (LedgerError) -> Void
    ) {
        self.ledger = ledger
        self.settings = settings
        self.people = people
        self.facts = facts
        self.announcer = announcer
        self.troubles = troubles
        self.finishSettling = finishSettling
        self.failed = failed
        state = Confined(label: "okoce.erasing", State())
    }

    /// Looks whether somebody is to be erased. Returns at once.
    func wake() {
        state.async { [self] in look(&$0) }
    }

    /// Begins no further piece. Returns when nothing is under way.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
        state.sync { $0.isStopped = true }
    }

    private var mustStop: Bool { isStopping.load(ordering: .relaxed) }

    private func look(_ state: inout State) {
        guard !state.isStopped, !mustStop else { return }
        state.plan += 1
        do {
            try settings.recording { (configuration) throws(LedgerError) in
                try facts.erase(under: configuration)
            }
            var isStuck = false
            for erasure in try ledger.pendingErasures()
            where erasure.step != .facts && !state.failed.contains(erasure.act) {
                do {
                    try erase(erasure)
                } catch let error as Stuck {
                    isStuck = true
                    tell(error, of: erasure)
                } catch let error as SecretFileError {
                    isStuck = true
                    tell(Stuck(description: "\(error)"), of: erasure)
                } catch LedgerError.queryFailed(_, let reason) {
                    state.failed.insert(erasure.act)
                    announcer.say(
                        .trouble,
                        """
                        a person is not erased everywhere (act \(erasure.act)): \(reason). This is a \
                        fault of the program; it goes on at the next start.
                        """)
                }
            }
            if isStuck { lookAgain(in: Erasing.stuckWait, state) }
        } catch {
            if let error = error as? LedgerError, error.isLast { return failed(error) }
            // A full disk, somebody who reads: it is tried again.
            lookAgain(in: Erasing.retryWait, state)
        }
    }

    private func lookAgain(in seconds: Int, _ state: State) {
        let plan = state.plan
        self.state.async(after: .seconds(seconds)) { [self] in
            if $0.plan == plan { look(&$0) }
        }
    }

    private func tell(_ stuck: Stuck, of erasure: PendingErasure) {
        troubles.begin(
            .erasureStuck, of: "act \(erasure.act)",
            """
            a person is erased in the ledger but not in all files (act \(erasure.act)): \
            \(stuck.description). Others are erased all the same; this is tried again every \
            \(Erasing.stuckWait / 60) minutes and at the next start.
            """)
    }

    private func erase(_ erasure: PendingErasure) throws {
        let notes = SecretFile.notes(of: erasure, in: settings.value.daemon.state)
        // After a crash the step is behind what is done; doing it again changes nothing.
        let traces = try notes.read().flatMap(Traces.init(noted:))
        var step = erasure.step
        var reached = erasure.reached
        if step == .attempts {
            try eraseAttempts(erasure, traces, from: reached)
            people.settleDeliveries()
            try take(&step, to: .files, erasure, &reached)
        }
        var seen: SpoolTraces.Found?
        if step == .files {
            seen = try removeFiles(erasure)
            try take(&step, to: .pages, erasure, &reached)
        }
        if let traces { try scrub(traces) }
        try emptyLog()
        try notes.remove()
        // By now somebody may have removed what was stuck.
        var found = try seen ?? removeFiles(erasure)
        if !found.stuck.isEmpty { found = try removeFiles(erasure) }
        guard found.stuck.isEmpty else {
            throw Stuck(description: found.stuck.map(\.description).joined(separator: "; "))
        }
        try ledger.advance(erasure: erasure.act, to: .done, reached: 0)
        let deliveries = try ledger.redacted(by: erasure.act).count
        announcer.say(
            .operatorActed,
            """
            a person is erased (act \(erasure.act)): taken out of \(deliveries) deliveries and \
            \(found.removed) files of the spool; \(found.waiting) delivered files that nobody has \
            read yet still tell of them, and lose it when they are taken. Copies and backups are \
            beyond reach\(found.words).
            """)
        troubles.end(
            .erasureStuck, of: "act \(erasure.act)",
            "the person of act \(erasure.act) is erased everywhere.")
    }

    private func take(
        _ step: inout PendingErasure.Step, to next: PendingErasure.Step, _ erasure: PendingErasure,
        _ reached: inout Int64
    ) throws(LedgerError) {
        try ledger.advance(erasure: erasure.act, to: next, reached: 0)
        step = next
        reached = 0
    }

    private func eraseAttempts(
        _ erasure: PendingErasure, _ traces: Traces?, from start: Int64
    ) throws {
        // Whatever is recorded from now on comes in without the person.
        let last = try ledger.lastAttempt()
        let tools = people.tools
        var (reached, pieces) = (start, 0)
        while reached < last {
            if mustStop { throw Interrupted() }
            reached = try ledger.eraseAttempts(
                erasure, known: traces, after: reached, upTo: last, with: tools)
            pieces += 1
            if pieces % Erasing.piecesTold == 0 {
                try ledger.advance(erasure: erasure.act, to: .attempts, reached: reached)
            }
        }
    }

    private func removeFiles(_ erasure: PendingErasure) throws -> SpoolTraces.Found {
        finishSettling()
        let found = SpoolTraces(
            spool: settings.value.daemon.spool,
            redaction: erasure.mac.map { people.redaction(of: $0) } ?? people.redaction,
            deliveries: try ledger.redacted(by: erasure.act), isStopping: { [self] in mustStop }
        ).remove()
        guard !found.isCut else { throw Interrupted() }
        return found
    }

    /// From the first page, also after a crash: what is in the log then is moved into the file once
    /// more, over what was written there.
    private func scrub(_ traces: Traces) throws {
        var page: Int64 = 0
        while true {
            if mustStop { throw Interrupted() }
            let scrubbed = try ledger.scrub(traces, after: page, pages: Erasing.pages)
            page = scrubbed.page
            if scrubbed.isLast { return }
        }
    }

    /// Waits for a moment at which nobody reads, a piece of time at a time: the line goes on.
    private func emptyLog() throws {
        for _ in 0..<Erasing.readersTries {
            if mustStop { throw Interrupted() }
            do {
                return try ledger.emptyLog()
            } catch LedgerError.busy {
                usleep(Erasing.readersWait)
            }
        }
        try ledger.emptyLog()
    }

    /// The daemon stops; the next start goes on.
    private struct Interrupted: Error {}

    /// Something is left that the daemon may not remove, or a file that it cannot read.
    private struct Stuck: Error {
        let description: String
    }
}
