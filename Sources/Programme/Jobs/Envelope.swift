/// The four kinds of job file.
package enum JobSchema: String, Hashable, Sendable, CaseIterable {
    case stageUpdate = "okoce/stage-update/1"
    case trainingRoster = "okoce/training-roster/1"
    case fundingApplication = "okoce/funding-application/1"
    case operatorCommand = "okoce/operator-command/1"

    /// The complaint for a date in this kind of file that is malformed or does not exist.
    package var malformedDate: ComplaintCode {
        switch self {
        case .stageUpdate, .operatorCommand: .stageDateMalformed
        case .trainingRoster: .classDateMalformed
        case .fundingApplication: .fundingDateMalformed
        }
    }

    /// The complaint for a date in this kind of file that lies after the day of `submitted_at`.
    package var futureDate: ComplaintCode {
        switch self {
        case .stageUpdate, .operatorCommand: .stageDateInFuture
        case .trainingRoster: .classDateInFuture
        case .fundingApplication: .fundingDateInFuture
        }
    }
}

/// What a job says of itself, before its items.
package struct Envelope: Hashable, Sendable {
    /// What becomes of good items beside refused ones.
    package enum Mode: String, Hashable, Sendable {
        /// Good items are kept.
        case each
        /// One refused item refuses the job.
        case all
    }

    /// What the sender counted, over the items as sent.
    package struct Control: Hashable, Sendable {
        package let items: Int64?
        /// Sum of every `amount` in whole rupiah; only in funding applications.
        package let amountTotal: Rupiah?

        package init(items: Int64?, amountTotal: Rupiah?) {
            self.items = items
            self.amountTotal = amountTotal
        }
    }

    /// Who typed what came through the operator's drop box, and why.
    package struct OperatorNote: Hashable, Sendable {
        package let name: String
        package let reason: String

        package init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    package let schema: JobSchema
    package let jobID: JobID
    package let source: SourceCode
    package let submittedAt: Instant
    package let mode: Mode
    package let control: Control?
    /// Keep the attempt, record nothing, do not use up the id.
    package let validateOnly: Bool
    /// The job is deferred until then, and checked then.
    package let notBefore: Instant?
    package let operatorNote: OperatorNote?

    package init(
        schema: JobSchema, jobID: JobID, source: SourceCode, submittedAt: Instant,
        mode: Mode = .each, control: Control? = nil, validateOnly: Bool = false,
        notBefore: Instant? = nil, operatorNote: OperatorNote? = nil
    ) {
        self.schema = schema
        self.jobID = jobID
        self.source = source
        self.submittedAt = submittedAt
        self.mode = mode
        self.control = control
        self.validateOnly = validateOnly
        self.notBefore = notBefore
        self.operatorNote = operatorNote
    }
}
