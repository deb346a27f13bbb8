import Crypto
import JobFormat
package import Programme
import Synchronization

/// From bytes to a checked job: SHA-256, strict JSON, document, intake check. Without effect, so
/// that the daemon's workers and `okocectl check` say the same of the same file.
package final class Preparer: Sendable {
    private let readers = Mutex<[JobReader]>([])

    package init() {}

    /// What a file's bytes came to.
    package struct Reading: Sendable {
        /// Without its items; nil where it is not even JSON.
        package let job: SentJob?
        package let result: IntakeResult
        /// The input ends inside the document: perhaps the rest is on its way.
        package let endsTooEarly: Bool
    }

    /// Reads and judges a file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - box: the source whose drop box the file lay in; nil takes the file's own word for it,
    ///     as when it is only tried out.
    ///   - receivedAt: the clock at receipt; `submitted_at` and `not_before` are held against it.
    package func prepare(
        _ bytes: [UInt8], from box: SourceCode?, receivedAt: Instant, under rules: Rules
    ) -> Reading {
        // A reader keeps its memory; there are never more of them than workers.
        var reader = readers.withLock { $0.popLast() } ?? JobReader()
        defer { readers.withLock { $0.append(reader) } }
        switch reader.read(bytes) {
        case .incomplete(let complaint):
            return Reading(job: nil, result: .unreadable([complaint]), endsTooEarly: true)
        case .unreadable(let complaints):
            return Reading(job: nil, result: .unreadable(complaints), endsTooEarly: false)
        case .job(let job):
            let result = IntakeCheck(rules: rules).check(
                job, from: box ?? job.source ?? SourceCode(unchecked: "-"), receivedAt: receivedAt)
            return Reading(
                job: job.withoutItems, result: reader.located(result), endsTooEarly: false)
        }
    }

    /// Gives back what the readers keep: as much as the largest file needed, each.
    func releaseMemory() { readers.withLock { $0 = [] } }

    /// The 32 bytes by which a resend is known.
    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }
}

extension IntakeResult {
    /// A file of which nothing can be recorded, for these reasons.
    package static func unreadable(_ complaints: [Complaint]) -> IntakeResult {
        IntakeResult(outcome: .unreadable, complaints: complaints)
    }
}
