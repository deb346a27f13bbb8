package import Programme

/// What the ledger holds of an attempt: all that a receipt says of it.
///
/// Of a duplicate it is the stored report of the job that has the same bytes, under this attempt's
/// number and outcome; its verdicts are those of now.
package struct RecordedJob: Hashable, Sendable {
    /// The attempt's number, from 1.
    package let attempt: Int64
    package let box: SourceCode
    /// Raw bytes, which need not be UTF-8.
    package let fileName: [UInt8]
    package let jobID: JobID?
    package let schema: JobSchema?
    package let receivedAt: Instant
    package let outcome: JobOutcome
    /// Complaints of envelope and class header.
    package let complaints: [Complaint]
    /// The class header of a roster; nil for other files.
    package let header: Header?
    /// In the order of the file. Empty where none could be read.
    package let items: [Item]
    /// How many items were sent, and how many of these are facts now.
    package let counts: Counts
    /// Until when the job is deferred.
    package let deferredUntil: Instant?
    /// Of a duplicate or a conflict: the attempt that used up the id.
    package let sameAs: Int64?
    /// The deferred attempt that this one took up.
    package let resumes: Int64?
    /// The file was that of an attempt recorded before: it is settled again, and nothing was
    /// written.
    package let isLeftover: Bool

    /// A class header's outcome and verdict.
    package struct Header: Hashable, Sendable {
        package let outcome: ItemOutcome
        /// Nil unless recorded.
        package let judgement: Judgement?

        package init(outcome: ItemOutcome, judgement: Judgement?) {
            self.outcome = outcome
            self.judgement = judgement
        }
    }

    /// What became of one item.
    package struct Item: Hashable, Sendable {
        /// Place in `items`, from 0.
        package let position: Int
        package let itemID: ItemID?
        package let outcome: ItemOutcome
        /// Nil unless recorded.
        package let judgement: Judgement?
        package let complaints: [Complaint]

        package init(
            position: Int, itemID: ItemID?, outcome: ItemOutcome, judgement: Judgement?,
            complaints: [Complaint]
        ) {
            self.position = position
            self.itemID = itemID
            self.outcome = outcome
            self.judgement = judgement
            self.complaints = complaints
        }
    }

    /// Numbers of items; the class header is not among them.
    package struct Counts: Hashable, Sendable {
        package let sent: Int
        package let recorded: Int

        package init(sent: Int, recorded: Int) {
            self.sent = sent
            self.recorded = recorded
        }
    }
}
