import Glibc
import Ledger
import Programme
import Synchronization

/// The first step of forgetting people: their facts become a tombstone's, in one transaction each.
///
/// Whoever records something asks for it first, and so does ``Erasing``: between an operator's command
/// and this step nothing is recorded. Else a late copy, which has the new ids of what it is a copy of,
/// would not be known by the old ones that the ledger still has.
final class ErasingFacts: Sendable {
    private let ledger: any JobStore
    private let people: ErasedPeople
    private let announcer: Announcer
    /// Those that a fault of ours keeps from being done; told once.
    private let failed = Mutex<Set<Int64>>([])

    init(ledger: any JobStore, people: ErasedPeople, announcer: Announcer) {
        self.ledger = ledger
        self.people = people
        self.announcer = announcer
    }

    /// Erases the facts of everybody of whom that is commanded and not done. Costs nothing while there
    /// is nobody. To be called by who may record, see ``Current/recording(_:)``.
    ///
    /// - Throws: what waiting mends, or stops the daemon; nothing is changed then.
    func erase(under configuration: Configuration) throws(LedgerError) {
        guard people.pendingCount > failed.withLock(\.count) else { return }
        for erasure in try ledger.pendingErasures() where erasure.step == .facts {
            if failed.withLock({ $0.contains(erasure.act) }) { continue }
            do {
                try erase(erasure, under: configuration)
            } catch .queryFailed(_, let reason) {
                failed.withLock { _ = $0.insert(erasure.act) }
                announcer.say(
                    .trouble,
                    """
                    a person cannot be erased (act \(erasure.act)): \(reason). This is a fault of \
                    the program: nothing of them was changed; it is tried again at the next start.
                    """)
            }
        }
    }

    private func erase(
        _ erasure: PendingErasure, under configuration: Configuration
    ) throws(LedgerError) {
        let traces = try ledger.traces(of: erasure.nik)
        let notes = SecretFile.notes(of: erasure, in: configuration.daemon.state)
        do throws(SecretFileError) {
            try notes.write(traces.noted)
            // Before the ledger says so: one on the list too early is on it rightly soon.
            var list = people.all
            list[people.mac(of: erasure.nik.number)] = erasure.erasedAt
            try ErasedList(in: configuration.daemon.state).write(list)
        } catch {
            throw error.errno == ENOSPC
                ? .full(path: error.path) : .unavailable(path: error.path, reason: "\(error)")
        }
        if try ledger.erasingKey() == nil {
            try ledger.keep(ErasingKey(digest: people.digest))
        }
        _ = try ledger.eraseFacts(
            erasure, known: traces, as: .tombstone(.random(in: 0...(.max))),
            mac: people.mac(of: erasure.nik.number), under: configuration.rules,
            with: people.tools,
            random: { String(UInt64.random(in: (1 << 60)...(.max)), radix: 36) })
        people.settle(erasure.nik, at: erasure.erasedAt)
    }
}

extension SecretFile {
    /// The words to look for while somebody is erased.
    static func notes(of erasure: PendingErasure, in state: String) -> SecretFile {
        SecretFile(path: "\(state)/erasing-\(erasure.act)")
    }
}

extension Traces {
    /// As it lies in a file: NIK and words, each on a line, in hexadecimal.
    var noted: [UInt8] {
        let lines = ([nik.digits] + words.sorted()).map { hexadecimal(Array($0.utf8)) }
        return Array(lines.joined(separator: "\n").utf8)
    }

    init?(noted bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            String(decoding: [UInt8](hexadecimal: line), as: UTF8.self)
        }
        guard let first = lines.first, let number = Int64(first) else { return nil }
        self.init(nik: NIK(unchecked: number), words: Set(lines.dropFirst()))
    }
}
