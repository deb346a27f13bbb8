import Spool
import Synchronization

/// A host that keeps what it commits in memory and does as its script says.
///
/// A document is whole when it ends with a closing brace; one that says `reject` is rejected.
final class ScriptedHost: SpoolHost {
    struct Job: Sendable {
        let delivery: Delivery

        var text: String {
            guard case .bytes(let bytes) = delivery.contents else { return "" }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// One recorded attempt.
    struct Attempt: Sendable {
        let number: Int64
        let job: Job
        let settlement: Settlement
    }

    struct Record: Sendable {
        var attempts: [Attempt] = []
        var byIdentity: [FileIdentity: Attempt] = [:]
        var byNumber: [Int64: Attempt] = [:]
        /// Deliveries that were told to be an attempt's leftover.
        var leftovers: [Int64] = []
        var batches: [Int] = []
        var events: [SpoolEvent] = []
        var prepared = 0
        var looks: [String] = []
    }

    struct Script: Sendable {
        /// Called on the writer's queue, before anything is recorded.
        var beforeCommit: @Sendable ([Job]) throws(CommitFailure) -> Void = {
            _ throws(CommitFailure) in
        }
        /// Called on the writer's queue, when the batch is recorded and not settled.
        var afterCommit: @Sendable ([Job]) -> Void = { _ in }
        /// Called on the writer's queue, when the batch's files are on their way.
        var catchUp: @Sendable () throws(CommitFailure) -> Void = { () throws(CommitFailure) in }
        /// Called on workers.
        var beforePrepare: @Sendable (Delivery) -> Void = { _ in }
        /// Called on the settler's queue, with the text of the file if there is one.
        var revise: @Sendable (Settlement, String?) -> Settlement = { settlement, _ in settlement }
        var keepsReceipts = false
        var firstAttempt: Int64 = 1
    }

    let record = Mutex(Record())
    let script: Script

    init(_ script: Script = Script()) {
        self.script = script
    }

    func prepare(_ delivery: Delivery) -> Preparation<Job> {
        script.beforePrepare(delivery)
        let job = Job(delivery: delivery)
        record.withLock {
            $0.prepared += 1
            $0.looks.append(delivery.name.printable)
        }
        guard case .bytes(let bytes) = delivery.contents else { return .job(job) }
        let isWhole = bytes.last == UInt8(ascii: "}")
        return isWhole || delivery.isLastChance ? .job(job) : .incomplete
    }

    func commit(_ batch: [Job]) throws(CommitFailure) -> [Settlement] {
        try script.beforeCommit(batch)
        let settlements = record.withLock { record in
            record.batches.append(batch.count)
            return batch.map { settle($0, &record) }
        }
        script.afterCommit(batch)
        return settlements
    }

    func catchUp() throws(CommitFailure) { try script.catchUp() }

    func revise(_ settlement: Settlement, contents: () -> [UInt8]?) -> Settlement {
        script.revise(settlement, contents().map { String(decoding: $0, as: UTF8.self) })
    }

    func observe(_ event: SpoolEvent) {
        record.withLock { $0.events.append(event) }
    }

    private func settle(_ job: Job, _ record: inout Record) -> Settlement {
        let delivery = job.delivery
        for number in delivery.leftoverOf ?? 0...0 {
            guard let old = record.byNumber[number],
                old.job.delivery.identity.isSameContent(as: delivery.identity)
            else { continue }
            record.leftovers.append(number)
            return old.settlement
        }
        if let old = record.byIdentity[delivery.identity] {
            record.leftovers.append(old.number)
            return old.settlement
        }
        let number = script.firstAttempt + Int64(record.attempts.count)
        let text = job.text
        let isGood = text.hasSuffix("}") && !text.contains("reject")
        let settlement = Settlement(
            attempt: number, disposition: isGood ? .remove : .reject,
            receipt: Array("{\"attempt\": \(number)}".utf8), keepsReceipt: script.keepsReceipts,
            name: delivery.name)
        let attempt = Attempt(number: number, job: job, settlement: settlement)
        record.attempts.append(attempt)
        record.byIdentity[delivery.identity] = attempt
        record.byNumber[number] = attempt
        return settlement
    }

    // MARK: What happened

    var attempts: [Attempt] { record.withLock { $0.attempts } }
    var texts: [String] { attempts.map(\.job.text) }
    var leftovers: [Int64] { record.withLock { $0.leftovers } }
    var batches: [Int] { record.withLock { $0.batches } }
    var events: [SpoolEvent] { record.withLock { $0.events } }
    var prepared: Int { record.withLock { $0.prepared } }

    func reasons(_ name: String) -> [UnreadableReason] {
        attempts.compactMap { attempt in
            guard attempt.job.delivery.name == FileName(name),
                case .unreadable(let reason) = attempt.job.delivery.contents
            else { return nil }
            return reason
        }
    }
}
