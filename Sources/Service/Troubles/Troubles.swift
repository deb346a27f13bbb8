import Glibc
import Programme
import Spool
import Synchronization
import Systemd

/// The one owner of what is wrong now: told when it begins and when it ends, shown as long as it
/// lasts.
///
/// Whoever meets a trouble says so here, as often as it likes. What comes of it is the same for all:
/// a notice, the status line, ``DaemonState``, and `--once`'s exit code. Nobody waits for it.
final class Troubles: Sendable {
    private struct Key: Hashable {
        let kind: Trouble.Kind
        let subject: String
    }

    private struct State {
        var open: [Key: Trouble] = [:]
        var lastOver: PastTrouble?
        var begun: [Trouble.Kind: Int] = [:]
        var phase = DaemonState.Phase.starting
        var since = WallClock.now
        var file: StateFile?
    }

    private let announcer: Announcer
    private let present = Mutex(TroubleView())
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)
    private let state: Confined<State>

    init(announcer: Announcer) {
        self.announcer = announcer
        state = Confined(label: "okoce.troubles", State())
    }

    /// What is wrong now: with all of it first, then with single boxes, each longest first. Waits
    /// for nothing.
    var all: [Trouble] { view.open }

    /// What is wrong now, and what was. Waits for nothing.
    var view: TroubleView { present.withLock { $0 }.shown(at: WallClock.now) }

    /// Calls `listener` after each change; it must return at once.
    func onChange(_ listener: @escaping @Sendable () -> Void) {
        self.listener.withLock { $0 = listener }
    }

    // MARK: Beginning and ending

    /// Something is wrong. Told the first time only; after that only what is shown follows.
    ///
    /// - Parameters:
    ///   - subject: whose it is, where there can be several of a kind.
    ///   - what: a sentence, with what happens meanwhile.
    func begin(_ kind: Trouble.Kind, of subject: String = "", _ what: String) {
        state.async { [self] state in
            let key = Key(kind: kind, subject: subject)
            let old = state.open[key]
            guard old?.what != what else { return }
            state.open[key] = Trouble(kind, of: subject, what, since: old?.since ?? WallClock.now)
            if old == nil { state.begun[kind, default: 0] += 1 }
            // Shown before it is told: telling may take its time.
            show(&state)
            guard old == nil else { return }
            announcer.say(
                Announcement(
                    kind.event, what, fields: [JournalField("OKOCE_TROUBLE", kind.rawValue)]))
        }
    }

    /// It is over, if it was.
    func end(_ kind: Trouble.Kind, of subject: String = "", _ words: String) {
        state.async { [self] state in
            guard let over = state.open.removeValue(forKey: Key(kind: kind, subject: subject))
            else { return }
            state.lastOver = PastTrouble(over, until: WallClock.now)
            show(&state)
            tell(over, words)
        }
    }

    /// What a drop box had of its own is no longer looked at: it is paused, or no box any more.
    ///
    /// - Parameters:
    ///   - boxes: those that are watched.
    ///   - paused: of the others those whose files wait by an operator's word.
    func endAll(ofBoxesBut boxes: Set<String>, paused: Set<String>) {
        state.async { [self] state in
            let over = state.open.values.filter { trouble in
                trouble.kind.isOfBox && !boxes.contains(trouble.subject)
            }
            forget(over.filter { paused.contains($0.subject) }, &state, "it is paused")
            forget(over.filter { !paused.contains($0.subject) }, &state, "it is no drop box now")
        }
    }

    /// What a drop box had of its own is over; of every box if none is named.
    func endAll(ofBox box: String? = nil, because why: String) {
        state.async { [self] state in
            let over = state.open.values.filter { trouble in
                trouble.kind.isOfBox && (box == nil || trouble.subject == box)
            }
            forget(over, &state, why)
        }
    }

    private func forget(_ over: [Trouble], _ state: inout State, _ why: String) {
        guard !over.isEmpty else { return }
        for one in over {
            state.open[Key(kind: one.kind, subject: one.subject)] = nil
            state.lastOver = PastTrouble(one, until: WallClock.now)
        }
        show(&state)
        for one in over {
            tell(one, "what was wrong with \(one.subject) is no longer looked at: \(why).")
        }
    }

    private func tell(_ over: Trouble, _ words: String) {
        let seconds = max(0, WallClock.now.nanoseconds - over.since.nanoseconds) / 1_000_000_000
        announcer.say(
            Announcement(
                .recovered, "\(words) It lasted \(seconds) s.",
                fields: [JournalField("OKOCE_TROUBLE", over.kind.rawValue)]))
    }

    /// A reader that never ends keeps the ledger's log from being cut.
    func watch(logOf ledger: any JobStore) {
        if let bytes = ledger.overlongLog {
            begin(
                .logGrows,
                """
                the ledger's log has grown to \(bytes >> 20) MiB: somebody reads the ledger without \
                end. Work goes on.
                """)
        } else if all.contains(where: { $0.kind == .logGrows }) {
            end(.logGrows, "the ledger's log is cut again.")
        }
    }

    // MARK: Showing

    /// Shows how things stand in this state directory from now on. Whoever calls it has the
    /// directory's lock.
    func publish(in directory: String) {
        state.async { [self] state in
            state.file = StateFile(path: "\(directory)/\(DaemonState.fileName)")
            show(&state)
        }
    }

    /// The daemon works, stops, or has stopped. Returns when that is shown.
    func enter(_ phase: DaemonState.Phase) {
        state.sync { state in
            state.phase = phase
            state.since = WallClock.now
            show(&state)
        }
    }

    private func show(_ state: inout State) {
        // What concerns all sources first: there may be more of single boxes than are shown.
        let all = state.open.values.sorted { one, other in
            let (first, second) = (one.subject.isEmpty ? 0 : 1, other.subject.isEmpty ? 0 : 1)
            return (first, one.since, one.subject) < (second, other.since, other.subject)
        }
        present.withLock {
            $0 = TroubleView(open: all, lastOver: state.lastOver, begun: state.begun)
        }
        let said = DaemonState(
            phase: state.phase, since: state.since, troubles: all, lastOver: state.lastOver)
        state.file?.write(said.page(processID: getpid()))
        listener.withLock { $0 }?()
    }
}
