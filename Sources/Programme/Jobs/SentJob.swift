/// A job file as it was read: what could be understood, and a complaint for each thing that not.
///
/// Made by `JobFormat` from bytes, judged by ``IntakeCheck``.
package struct SentJob: Hashable, Sendable {
    /// `job_id` where it could be read, even if the rest of the envelope could not.
    package let jobID: JobID?
    /// `source` where it could be read, even if the rest of the envelope could not.
    package let source: SourceCode?
    /// `schema` where it could be read and is known.
    package let schema: JobSchema?
    /// Nil when something in it refuses the job; the complaints say what.
    package let envelope: Envelope?
    package let body: Body
    /// Complaints of envelope and class header. One error among them refuses the job.
    package let complaints: [Complaint]

    /// The items, by kind of file.
    package enum Body: Hashable, Sendable {
        case stageUpdate([SentItem<StageItem>])
        /// The class is nil when its header could not be understood.
        case roster(TrainingClass?, [SentItem<RosterItem>])
        case funding([SentItem<FundingItem>])
        case commands([SentItem<OperatorItem>])
        /// No items could be read: `items` or `schema` is missing or malformed.
        case none
    }

    package init(
        jobID: JobID?, source: SourceCode?, schema: JobSchema?, envelope: Envelope?, body: Body,
        complaints: [Complaint]
    ) {
        self.jobID = jobID
        self.source = source
        self.schema = schema
        self.envelope = envelope
        self.body = body
        self.complaints = complaints
    }

    /// The same without its items, which are the most of it: once it is checked, the facts and the
    /// complaints say of them all that is still asked.
    package var withoutItems: SentJob {
        SentJob(
            jobID: jobID, source: source, schema: schema, envelope: envelope, body: .none,
            complaints: complaints)
    }
}

/// One item as it was read.
package struct SentItem<Content: Hashable & Sendable>: Hashable, Sendable {
    /// Place in `items`, from 0.
    package let position: Int
    /// `item_id` where it could be read.
    package let itemID: ItemID?
    /// Nil when something in it refuses the item; the complaints say what.
    package let content: Content?
    /// An integer `amount` as sent, also of an item that is refused: `control` adds these up.
    package let amount: Int64?
    package let complaints: [Complaint]

    package init(
        position: Int, itemID: ItemID?, content: Content?, amount: Int64? = nil,
        complaints: [Complaint] = []
    ) {
        self.position = position
        self.itemID = itemID
        self.content = content
        self.amount = amount
        self.complaints = complaints
    }
}
