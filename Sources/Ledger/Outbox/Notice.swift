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
        /// One item of a job was refused; the job has a notice before this one.
        case itemRefused(JobNotice, ItemNotice)
        /// So many items more of a job were refused than have a notice each.
        case moreItemsRefused(JobNotice, count: Int)
        /// The verdict on a fact recorded earlier has changed.
        case verdictChanged(VerdictNotice)
        /// So many facts of a job are held for too long.
        case overdue(JobNotice, facts: Int)
        /// What of a source was not told one by one.
        case summary(SummaryNotice)
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
        /// Of a command that shows somebody people unmasked.
        package let revealed: RevealNotice?
    }

    /// Who was shown whom unmasked, and why.
    package struct RevealNotice: Hashable, Sendable {
        /// The command that showed it.
        package let view: Revelation.View
        /// As the command says; the account that its file belonged to, if that is known.
        package let operatorName: String
        package let reason: String
        package let owner: Int64?
        /// The first of them, at most ``listed``; all are in the ledger.
        package private(set) var people: [NIK] = []
        package private(set) var peopleCount = 0
        /// Deliveries of which ids and names of files were shown.
        package private(set) var deliveryCount = 0

        static let listed = 20

        init(view: Revelation.View, operatorName: String, reason: String, owner: Int64?) {
            self.view = view
            self.operatorName = operatorName
            self.reason = reason
            self.owner = owner
        }

        /// Adds an item: a person, else a delivery.
        mutating func add(_ person: NIK?) {
            guard let person else { return deliveryCount += 1 }
            peopleCount += 1
            if people.count < RevealNotice.listed { people.append(person) }
        }
    }

    /// One refused item.
    package struct ItemNotice: Hashable, Sendable {
        /// Place in `items`, from 0.
        package let position: Int
        /// Nil if it has none that could be read.
        package let itemID: ItemID?
        /// The codes of its own complaints, each once, in the order of first use.
        package let codes: [ComplaintCode]
    }

    /// What was counted of one source in one period.
    package struct SummaryNotice: Hashable, Sendable {
        package let source: SourceCode
        /// When the first and the last was recorded of what it counts.
        package let since: Instant
        package let until: Instant
        /// Jobs, in the outcomes' order; none with 0.
        package let outcomes: [OutcomeCount]
        /// Verdicts on earlier facts that have changed, by what they became; none with 0.
        package let verdicts: [VerdictCount]

        package struct OutcomeCount: Hashable, Sendable {
            package let outcome: JobOutcome
            package let jobs: Int
            /// Items sent, how many of them are facts now, and how many were refused.
            package let items: Int
            package let recorded: Int
            package let refused: Int
        }

        package struct VerdictCount: Hashable, Sendable {
            package let became: Verdict
            package let times: Int
        }

        /// Whether something in it was refused or waits.
        package var hasProblems: Bool {
            verdicts.contains { $0.became.isProblem }
                || outcomes.contains {
                    switch $0.outcome {
                    case .partiallyAccepted, .refused, .conflict, .unreadable: true
                    case .accepted, .acceptedWithWarnings, .validated, .deferred, .duplicate: false
                    }
                }
        }
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
