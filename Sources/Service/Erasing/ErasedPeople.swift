import Crypto
import JobFormat
import Ledger
import Programme
import Synchronization

/// Who was erased, so far as that must be known: enough to tell a late copy of an old file, and
/// nothing from which a NIK could be found without the key.
///
/// A NIK has so few possible values that an ordinary digest of it is found by trying all in an hour.
/// So the ledger keeps a digest with a key, and the key lies beside it in a file that only the daemon
/// may read; a copy of the ledger alone tells nothing.
final class ErasedPeople: Sendable {
    private struct People {
        /// When each was erased, by their keyed digest.
        var erased: [[UInt8]: Instant] = [:]
        /// Those whose facts are still there, by number.
        var pending: [Int64: Instant] = [:]
        /// Grows with each step of forgetting somebody: what was prepared or is to be told from what
        /// was known before is looked at again.
        var generation = 0
    }

    private let key: SymmetricKey
    private let people: Mutex<People>

    /// - Parameter key: 32 bytes.
    init(key: [UInt8], _ erased: [ErasedPerson], pending: [PendingErasure]) {
        self.key = SymmetricKey(data: key)
        var people = People()
        for person in erased {
            people.erased[person.mac] = max(
                person.erasedAt, people.erased[person.mac] ?? person.erasedAt)
        }
        for erasure in pending where erasure.step == .facts {
            people.pending[erasure.nik.number] = erasure.erasedAt
        }
        self.people = Mutex(people)
    }

    /// What is known now; see ``ReceivedJob/erasures``.
    var generation: Int { people.withLock(\.generation) }

    var isEmpty: Bool { people.withLock { $0.erased.isEmpty && $0.pending.isEmpty } }

    /// Everybody whose facts are erased, by digest, and when.
    var all: [[UInt8]: Instant] { people.withLock(\.erased) }

    /// Of how many the facts are still there.
    var pendingCount: Int { people.withLock(\.pending.count) }

    /// Somebody is to be erased by a command that was just recorded.
    func add(_ nik: NIK, at moment: Instant) {
        people.withLock {
            $0.pending[nik.number] = moment
            $0.generation += 1
        }
    }

    /// Their facts are erased.
    func settle(_ nik: NIK, at moment: Instant) {
        let mac = mac(of: nik.number)
        people.withLock {
            $0.erased[mac] = max(moment, $0.erased[mac] ?? moment)
            $0.pending[nik.number] = nil
            $0.generation += 1
        }
    }

    /// They are taken out of deliveries too.
    func settleDeliveries() {
        people.withLock { $0.generation += 1 }
    }

    /// What takes everybody who was erased out of bytes.
    var redaction: Redaction {
        Redaction(
            isErased: { [self] in isErased($0, submittedAt: $1, occurredOn: $2) },
            letters: { [self] in letters(for: $0) })
    }

    /// What takes one of them out of bytes.
    ///
    /// - Parameter mac: see ``mac(of:)``.
    func redaction(of mac: [UInt8]) -> Redaction {
        Redaction(
            isErased: { [self] number, submittedAt, day in
                self.mac(of: number) == mac
                    && isErased(number, submittedAt: submittedAt, occurredOn: day)
            }, letters: { [self] in letters(for: $0) })
    }

    /// The same, for the ledger.
    var tools: ErasingTools {
        let redaction = redaction
        return ErasingTools(
            redact: { redaction.redacted($0, hidingReason: $1) },
            mask: { redaction.masked($0) },
            keyed: { [self] in keyed($0) })
    }

    /// By which the ledger knows somebody again.
    func mac(of number: Int64) -> [UInt8] { keyed(Array("nik \(number)".utf8)) }

    /// A digest that depends on the key, 32 bytes.
    func keyed(_ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    /// Whether what is said of somebody is from before they were erased.
    private func isErased(_ number: Int64, submittedAt: Instant?, occurredOn day: Day?) -> Bool {
        guard let moment = erased(number) else { return false }
        guard let submittedAt, submittedAt > moment else { return true }
        return day.map { $0 < moment.jakartaDay } ?? false
    }

    private func erased(_ number: Int64) -> Instant? {
        let (isNobody, pending) = people.withLock { ($0.erased.isEmpty, $0.pending[number]) }
        if let pending { return pending }
        guard !isNobody else { return nil }
        let mac = mac(of: number)
        return people.withLock { $0.erased[mac] }
    }

    /// Sixteen letters from a to p.
    private func letters(for number: Int64) -> [UInt8] {
        keyed(Array("letters \(number)".utf8)).prefix(8).flatMap { byte in
            [UInt8(ascii: "a") + (byte >> 4), UInt8(ascii: "a") + (byte & 15)]
        }
    }
}
