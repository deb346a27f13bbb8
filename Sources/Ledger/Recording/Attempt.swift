internal import Programme

/// One delivery as it is about to be written down: what arrived, and what becomes of it.
final class Attempt {
    let number: Int64
    let received: ReceivedJob
    let outcome: JobOutcome
    /// Complaints of envelope and class header.
    let complaints: [Complaint]
    let classOutcome: ItemOutcome?
    let items: [IntakeResult.Item]
    /// What is recorded; empty unless the outcome uses up the id.
    let facts: [Fact]
    let unaffiliated: [UnaffiliatedActivity]
    /// Of a duplicate or a conflict.
    let sameAs: Int64?
    /// The ledger could not hold what it said: a CRIT notice tells.
    let isSetAside: Bool

    /// As the intake check says.
    convenience init(_ number: Int64, _ received: ReceivedJob) {
        let result = received.result
        self.init(
            number, received, outcome: result.outcome, complaints: result.complaints,
            classOutcome: result.classOutcome, items: result.items,
            facts: result.outcome.usesUpID ? result.facts : [], unaffiliated: result.unaffiliated)
    }

    /// The same bytes again: its report is that of the job.
    convenience init(_ number: Int64, _ received: ReceivedJob, duplicateOf recorded: Int64) {
        self.init(number, received, outcome: .duplicate, sameAs: recorded)
    }

    /// Other bytes under a used-up id: all refused, nothing overwritten.
    convenience init(_ number: Int64, _ received: ReceivedJob, conflictWith recorded: Int64) {
        let complaint = Complaint(
            .jobIDConflict, at: "/job_id",
            message: "attempt \(recorded) has recorded a job with this id and other bytes; "
                + "send what is new under an id of its own")
        self.init(
            number, received, outcome: .conflict, complaints: [complaint],
            classOutcome: received.result.classOutcome.map { _ in .refused },
            items: received.result.items.map {
                IntakeResult.Item(
                    position: $0.position, itemID: $0.itemID, outcome: .refused, complaints: [])
            }, sameAs: recorded)
    }

    /// A job that the ledger cannot hold, though the intake check had nothing against it: a fault
    /// of ours. Kept as `unreadable`, so that its file goes to `rejected/`, its id is not used up,
    /// and the same file may be sent again when the fault is mended.
    convenience init(_ number: Int64, setAside received: ReceivedJob, because failure: SQLFailure) {
        let complaint = Complaint(
            .notReadable, at: "",
            message:
                "the ledger could not hold this job and set it aside (SQLite \(failure.code)); "
                + "this is a fault of the program: tell its operator")
        self.init(
            number, received, outcome: .unreadable, complaints: [complaint], isSetAside: true)
    }

    private init(
        _ number: Int64, _ received: ReceivedJob, outcome: JobOutcome,
        complaints: [Complaint] = [], classOutcome: ItemOutcome? = nil,
        items: [IntakeResult.Item] = [], facts: [Fact] = [],
        unaffiliated: [UnaffiliatedActivity] = [], sameAs: Int64? = nil, isSetAside: Bool = false
    ) {
        self.number = number
        self.received = received
        self.outcome = outcome
        self.complaints = complaints
        self.classOutcome = classOutcome
        self.items = items
        self.facts = facts
        self.unaffiliated = unaffiliated
        self.sameAs = sameAs
        self.isSetAside = isSetAside
    }

    /// How many items were sent, and how many of these are facts now.
    var counts: RecordedJob.Counts {
        RecordedJob.Counts(
            sent: items.count,
            recorded: outcome.usesUpID ? items.count { $0.outcome == .recorded } : 0)
    }

    /// Whether the exact bytes are kept; of what is not to be recorded the hash is enough.
    var keepsBytes: Bool {
        switch outcome {
        case .duplicate, .conflict, .unreadable: false
        default: true
        }
    }
}
