package import JobFormat
package import Ledger
package import Programme
import Spool

extension Settlement {
    /// How a recorded job's file leaves its box, with what its sender is told.
    init(_ job: ReceivedJob, _ record: RecordedJob, receipts: SourceSettings.Receipts) {
        let isRejected = record.outcome.isRejected
        // Of somebody who was erased no file is kept: its receipt says why it is gone.
        let isReturned = isRejected && !job.isRedacted
        let keeps = receipts.wants(record) || isRejected && job.isRedacted
        self.init(
            attempt: record.attempt, disposition: isReturned ? .reject : .remove,
            receipt: isRejected || keeps
                ? ReceiptDocument(record, sha256: job.sha256).bytes : nil,
            keepsReceipt: keeps, name: FileName(bytes: record.fileName), basis: job.erasures)
    }
}

extension Spool {
    /// Lays the receipt that tells a source what of a job is overdue: `NAME.overdue.receipt.json`.
    ///
    /// - Parameter isTrue: whether it is still true, asked right before it is laid.
    /// - Returns: whether it was.
    func layReceipt(
        overdue job: OverdueJob, _ bytes: [UInt8], while isTrue: () -> Bool
    ) throws(SpoolError) -> Bool {
        try layReceipt(
            box: job.report.box.text,
            name: FileName(bytes: job.report.fileName + Array(".overdue".utf8)),
            number: job.report.attempt, bytes: bytes, while: isTrue)
    }
}

extension SourceSettings.Receipts {
    /// Whether a source with this setting gets a receipt of a job. One that only asked
    /// (`validate_only`) is always told.
    func wants(_ record: RecordedJob) -> Bool {
        if record.outcome == .validated { return true }
        return switch self {
        case .all: true
        case .problems: record.hasProblems
        case .none: false
        }
    }
}

extension Configuration {
    /// What receipts a source wants.
    func receipts(of box: SourceCode) -> SourceSettings.Receipts {
        sources.first { $0.organisation.code == box }?.receipts ?? .problems
    }
}

extension ReceiptDocument {
    /// What the ledger says of an attempt, as its sender reads it.
    ///
    /// - Parameters:
    ///   - overdueAfterDays: of a receipt that comes later, see ``ReceiptDocument``.
    ///   - heldSince: of what is overdue, by position.
    package init(
        _ record: RecordedJob, sha256: [UInt8], overdueAfterDays: Int? = nil,
        heldSince: [Int: Instant] = [:]
    ) {
        self.init(
            fileName: record.fileName, source: record.box, jobID: record.jobID,
            schema: record.schema, attempt: record.attempt, receivedAt: record.receivedAt,
            sha256: sha256.isEmpty ? nil : hexadecimal(sha256), outcome: record.outcome,
            deferredUntil: record.deferredUntil, complaints: record.complaints,
            classHeader: record.header.map {
                Part(
                    itemID: nil, outcome: $0.outcome, judgement: $0.judgement,
                    heldSince: heldSince[FactKey.header])
            },
            items: record.items.map {
                Part(
                    itemID: $0.itemID, outcome: $0.outcome, judgement: $0.judgement,
                    complaints: $0.complaints + $0.remarks, heldSince: heldSince[$0.position])
            }, overdueAfterDays: overdueAfterDays)
    }
}

extension RecordedJob.Item {
    /// What history remarks, as complaints beside the intake check's.
    fileprivate var remarks: [Complaint] {
        (judgement?.remarks ?? []).map { code in
            Complaint(
                code, at: "/items/\(position)", itemID: itemID,
                message: ComplaintCatalogue.entry(for: code)?.english.when ?? "")
        }
    }
}

/// Lower-case hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

extension ReceiptDocument {
    /// The attempt that a receipt's bytes are of; nil if they are no receipt.
    static func attempt(in bytes: [UInt8]) -> Int64? {
        var tape = JSONTape()
        guard (try? tape.read(bytes)) != nil, tape.kind(JSONTape.root) == .object,
            let node = tape.fields(of: JSONTape.root)["attempt"], tape.kind(node) == .number,
            case .value(let attempt) = tape.integer(node)
        else { return nil }
        return attempt
    }
}
