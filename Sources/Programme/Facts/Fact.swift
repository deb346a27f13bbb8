/// Names a recorded item as others name it: `{source, job_id, item_id}`.
package struct FactReference: Hashable, Comparable, Sendable {
    package let source: SourceCode
    package let jobID: JobID
    package let itemID: ItemID

    /// What stands for the item when a roster's class header is meant.
    package static let header = ItemID(unchecked: "class")

    package init(source: SourceCode, jobID: JobID, itemID: ItemID) {
        self.source = source
        self.jobID = jobID
        self.itemID = itemID
    }

    package static func < (left: FactReference, right: FactReference) -> Bool {
        (left.source, left.jobID, left.itemID) < (right.source, right.jobID, right.itemID)
    }
}

/// A job by the name that its facts share.
///
/// An object, and its hash made once: a fold looks each fact up a dozen times, and the facts of a
/// large job have one of these among them.
package final class JobKey: Hashable, Comparable, Sendable {
    package let source: SourceCode
    package let jobID: JobID
    fileprivate let hash: Int

    package init(source: SourceCode, jobID: JobID) {
        self.source = source
        self.jobID = jobID
        var hasher = Hasher()
        hasher.combine(source)
        hasher.combine(jobID)
        hash = hasher.finalize()
    }

    package static func == (left: JobKey, right: JobKey) -> Bool {
        left === right
            || left.hash == right.hash && left.jobID == right.jobID && left.source == right.source
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    package static func < (left: JobKey, right: JobKey) -> Bool {
        left !== right && (left.source, left.jobID) < (right.source, right.jobID)
    }
}

/// Where a fact stands: in which job, at which position. Unique in the ledger.
package struct FactKey: Hashable, Comparable, Sendable {
    package let job: JobKey
    /// Place in `items` from 0; ``header`` for a class header.
    package let position: Int

    package var source: SourceCode { job.source }
    package var jobID: JobID { job.jobID }

    /// The position of a roster's class header: before its rows.
    package static let header = -1

    package init(_ job: JobKey, position: Int) {
        self.job = job
        self.position = position
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(job.hash &+ position) }

    package init(source: SourceCode, jobID: JobID, position: Int) {
        self.init(JobKey(source: source, jobID: jobID), position: position)
    }

    package static func < (left: FactKey, right: FactKey) -> Bool {
        (left.job, left.position) < (right.job, right.position)
    }
}

/// A recorded item: never changed, only judged.
///
/// An object, because a fold holds each fact by its person, its name, its class: so they share it.
package final class Fact: Hashable, Sendable {
    package let key: FactKey
    /// Nil for a class header.
    package let itemID: ItemID?
    package let submittedAt: Instant
    /// The day it occurred: as sent; of headers and attendances the class's last session; of a
    /// revoke without a day and of an operator's command the Jakarta day of `submitted_at`.
    package let occurredOn: Day
    package let content: Content

    package enum Content: Hashable, Sendable {
        case registration(NIK, Registration)
        case evidence(NIK, Evidence)
        case trainingClaim(NIK, ClassKey)
        case correction(NIK, Correction)
        case revocation(NIK, of: FactReference, reason: String)
        case header(TrainingClass)
        case attendance(NIK, ClassKey, Attendance)
        case funding(NIK, ApplicationKey, product: LocalID, FundingEvent)
        case command(OperatorItem, Envelope.OperatorNote)
    }

    package init(
        key: FactKey, itemID: ItemID?, submittedAt: Instant, occurredOn: Day, content: Content
    ) {
        self.key = key
        self.itemID = itemID
        self.submittedAt = submittedAt
        self.occurredOn = occurredOn
        self.content = content
    }

    package static func == (left: Fact, right: Fact) -> Bool {
        left === right
            || left.key == right.key && left.itemID == right.itemID
                && left.submittedAt == right.submittedAt && left.occurredOn == right.occurredOn
                && left.content == right.content
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// The person it is about, if it is about one.
    package var nik: NIK? {
        switch content {
        case .registration(let nik, _), .evidence(let nik, _), .trainingClaim(let nik, _),
            .correction(let nik, _), .revocation(let nik, _, _), .attendance(let nik, _, _),
            .funding(let nik, _, _, _):
            nik
        case .header, .command: nil
        }
    }

    /// How others name it; nil for a class header.
    package var reference: FactReference? {
        itemID.map { FactReference(source: key.source, jobID: key.jobID, itemID: $0) }
    }

    /// How a revoke or a command names it: its ``reference``; of a class header the word that
    /// receipts use for it, `class`, unless an item of its roster has that for its `item_id`.
    package var address: FactReference {
        FactReference(
            source: key.source, jobID: key.jobID, itemID: itemID ?? FactReference.header)
    }

    /// What the daemon is to do; it acts on no fact.
    package var act: OperatorItem.Act? {
        if case .command(.act(let act), _) = content { act } else { nil }
    }

    /// The fact that this one acts on: of a revoke, a decision, an override, a hold.
    package var target: FactReference? {
        switch content {
        case .revocation(_, let target, _): target
        case .command(let item, _): item.fact
        default: nil
        }
    }

    /// The class that it is about.
    package var classKey: ClassKey? {
        switch content {
        case .trainingClaim(_, let key), .attendance(_, let key, _): key
        case .header(let header): header.key
        default: nil
        }
    }

    /// The application that it is about.
    package var applicationKey: ApplicationKey? {
        guard case .funding(_, let key, _, _) = content else { return nil }
        return key
    }

    /// The canonical order: occurred_on, submitted_at, source, job_id, position in `items`.
    package static func canonicalOrder(_ left: Fact, _ right: Fact) -> Bool {
        (left.occurredOn, left.submittedAt, left.key)
            < (right.occurredOn, right.submittedAt, right.key)
    }

    /// The order of headers and attendances: submitted_at, source, job_id, position.
    package static func submissionOrder(_ left: Fact, _ right: Fact) -> Bool {
        (left.submittedAt, left.key) < (right.submittedAt, right.key)
    }
}
