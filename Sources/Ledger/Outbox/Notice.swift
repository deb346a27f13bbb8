package import Programme

/// Something to be announced in the journal, under a number without gaps.
package struct Notice: Hashable, Sendable {
    /// `OKOCE_SEQ`, from 1.
    package let seq: Int64
    package let recordedAt: Instant
    package let event: Event

    package enum Event: Hashable, Sendable {
        /// What became of a delivery.
        case job(JobNotice)
        /// A job that the ledger could not hold: CRIT.
        case setAside(JobNotice)
        /// The verdict on a fact recorded earlier has changed.
        case verdictChanged(VerdictNotice)
        /// So many facts of a job are held for too long.
        case overdue(JobNotice, facts: Int)
    }

    /// One delivery, by what the journal's fields are made of.
    package struct JobNotice: Hashable, Sendable {
        package let attempt: Int64
        package let source: SourceCode
        package let jobID: JobID?
        package let schema: JobSchema?
        package let outcome: JobOutcome
        /// The codes of its complaints, each once, in the order of first use.
        package let codes: [ComplaintCode]
        package let counts: RecordedJob.Counts
        /// Raw bytes, which need not be UTF-8 and may hold control characters.
        package let fileName: [UInt8]
    }

    /// One changed verdict.
    package struct VerdictNotice: Hashable, Sendable {
        package let fact: FactKey
        /// Nil for a class header.
        package let itemID: ItemID?
        package let was: Verdict
        package let became: Verdict
        /// What it waits for now, in words without personal data.
        package let waitsFor: String?
        /// The attempt because of which it changed.
        package let becauseOf: Int64
    }
}
