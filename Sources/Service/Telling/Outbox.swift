import Dispatch
import Ledger
import Spool
import Systemd

/// Tells what the ledger holds: its notices, in order of their numbers, at least once each.
///
/// A notice is written in the transaction of what it tells, so none can be lost; it counts as told
/// when the journal has taken it. How far that has come is noted in the ledger with the next
/// batch, or a second later when there is none: what a crash forgets is told twice, and readers
/// drop repeats by `OKOCE_SEQ`.
///
/// The journal may be gone or stand still for hours: nothing waits for it but this queue. What it
/// had taken and not yet read when its socket went is lost with the socket: where another one has
/// its place, the last notices are told again.
final class Outbox: Sendable {
    private struct State {
        /// Where the last notices were told; nil until some were.
        var journal: JournalSocket?
        /// The number of the last notice that was told; nil until the ledger is asked.
        var told: Int64?
        /// Seconds until the next try; 0 while the journal takes what it is given.
        var backoff = 0
        var flushIsDue = false
    }

    /// Notices in one burst.
    private static let burst = 256
    /// More notices than a socket's queue holds (`net.unix.max_dgram_qlen`, to which systemd gives
    /// 512).
    private static let mostUnread: Int64 = 1024
    /// The longest wait for a journal that does not take anything, in seconds.
    private static let longestBackoff = 30

    private let ledger: Ledger
    private let reader: LedgerReader
    private let announcer: Announcer
    private let troubles: Troubles
    private let failed: @Sendable (LedgerError) -> Void
    private let bootID: String
    private let state: Confined<State>

    /// - Parameter failed: called when the ledger can record nothing more.
    init(
        ledger: Ledger, reader: LedgerReader, announcer: Announcer, troubles: Troubles,
        failed: @escaping @Sendable (LedgerError) -> Void
    ) {
        self.ledger = ledger
        self.reader = reader
        self.announcer = announcer
        self.troubles = troubles
        self.failed = failed
        // Without a boot id every start counts as a new boot: told twice rather than not at all.
        bootID = (try? BootID.current()) ?? ""
        state = Confined(label: "okoce.outbox", State())
    }

    /// Tells what is new, soon. Called after each commit; returns at once.
    func wake() {
        state.async { [self] in if $0.backoff == 0 { tell(&$0) } }
    }

    /// Tells what there is, as far as the journal takes it, and notes how far that was.
    func flush() {
        state.sync { state in
            tell(&state)
            note()
        }
    }

    private func tell(_ state: inout State) {
        do {
            var told = try state.told ?? ledger.sentWatermark(bootID: bootID)
            if let known = state.journal, let now = announcer.journal, known != now {
                told = max(0, told - Outbox.mostUnread)
                ledger.markSent(upTo: told, bootID: bootID)
                flushLater(&state)
            }
            state.journal = announcer.journal ?? state.journal
            state.told = told
            var isMoreThere = true
            while isMoreThere {
                let notices = try reader.notices(after: told, limit: Outbox.burst)
                guard let last = notices.last else { break }
                // What is committed from now on wakes this queue again.
                isMoreThere = notices.count == Outbox.burst
                guard announcer.deliver(notices.map(\.announcement)) else {
                    troubles.begin(
                        .journalAway, "the journal takes no notices; they wait in the ledger.")
                    return tryLater(&state)
                }
                told = last.seq
                state.told = told
                state.backoff = 0
                troubles.end(.journalAway, "the journal takes notices again.")
                ledger.markSent(upTo: told, bootID: bootID)
                flushLater(&state)
            }
        } catch {
            // A writer's failure; that the ledger does not answer is told of by who commits.
            if let error = error as? LedgerError, case .mustStop = error { failed(error) }
            tryLater(&state)
        }
    }

    private func tryLater(_ state: inout State) {
        state.backoff = min(max(1, state.backoff * 2), Outbox.longestBackoff)
        self.state.async(after: .seconds(state.backoff)) { [self] in tell(&$0) }
    }

    /// Notes how far it has come when no batch has done so for a second.
    private func flushLater(_ state: inout State) {
        guard !state.flushIsDue else { return }
        state.flushIsDue = true
        self.state.async(after: .seconds(1)) { [self] state in
            state.flushIsDue = false
            note()
        }
    }

    /// What cannot be noted is told again after the next start.
    private func note() {
        do throws(LedgerError) {
            try ledger.flushSentMark()
        } catch {
            if error.isLast { failed(error) }
        }
    }
}
