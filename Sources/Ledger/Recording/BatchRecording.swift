internal import Programme

/// Records a batch inside one open transaction: recognises, writes down, folds once, announces.
///
/// Thrown away with its transaction: what it learned of numbers and verdicts does not outlive it.
struct BatchRecording {
    private let session: Session
    private let rules: Rules
    private let recordedAt: Instant
    private let facts: StoredFacts
    private var notices: NoticeWriting
    private var nextAttempt: Int64
    private var entries: [Entry] = []
    private var newFacts: [Fact] = []

    /// What becomes of one delivery of the batch.
    private enum Entry {
        case written(Attempt)
        case leftover(of: Int64)
    }

    init(
        _ session: Session, under rules: Rules, telling: NoticeRules, at recordedAt: Instant
    ) throws(SQLFailure) {
        self.session = session
        self.rules = rules
        self.recordedAt = recordedAt
        facts = StoredFacts(session)
        notices = try NoticeWriting(session, under: telling, at: recordedAt)
        nextAttempt = try session.lastAttempt() + 1
    }

    /// Takes the deliveries in their order; of two with one id the first is the job.
    mutating func add(_ delivery: ReceivedJob) throws(SQLFailure) {
        let received = try session.asGiven(delivery)
        switch try session.recognise(received) {
        case .leftover(let attempt): entries.append(.leftover(of: attempt))
        case .duplicate(let recorded):
            try write(Attempt(nextAttempt, received, duplicateOf: recorded))
        case .conflict(let recorded):
            try write(Attempt(nextAttempt, received, conflictWith: recorded))
        case .new: try write(Attempt(nextAttempt, received))
        }
    }

    /// Takes a delivery that failed alone.
    mutating func setAside(
        _ delivery: ReceivedJob, because failure: SQLFailure
    ) throws(SQLFailure) {
        let received = try session.asGiven(delivery)
        try write(Attempt(nextAttempt, setAside: received, because: failure))
    }

    private mutating func write(_ attempt: Attempt) throws(SQLFailure) {
        try session.insert(attempt, at: recordedAt)
        for fact in attempt.facts {
            let number = try session.insert(fact, of: attempt.number)
            facts.add(StoredFact(id: number, fact: fact, judgement: nil))
            newFacts.append(fact)
        }
        entries.append(.written(attempt))
        nextAttempt += 1
    }

    /// Folds once for the batch, tells of it, and says what the ledger now holds of each delivery.
    mutating func finish() throws(SQLFailure) -> [RecordedJob] {
        var judgements: [FactKey: Judgement] = [:]
        var changes: [FoldWriting.Change] = []
        if !newFacts.isEmpty {
            let state = try Fold.rejudge(after: newFacts, in: facts, under: rules)
            judgements = state.judgements
            changes = try FoldWriting(session, facts).write(state) { () throws(SQLFailure) in
                Causes(of: newFacts, in: facts)
            }
        }
        var reports: [RecordedJob] = []
        for entry in entries {
            let report = try report(entry, judgements)
            if case .written(let attempt) = entry { try notices.tell(of: attempt, report) }
            reports.append(report)
        }
        for change in changes { try notices.tell(of: change) }
        try notices.finish()
        return reports
    }

    private func report(
        _ entry: Entry, _ judgements: [FactKey: Judgement]
    ) throws(SQLFailure) -> RecordedJob {
        switch entry {
        case .written(let attempt) where attempt.outcome != .duplicate:
            return RecordedJob(attempt, judgements)
        case .written(let attempt): return try stored(attempt.number, leftover: false)
        case .leftover(let attempt): return try stored(attempt, leftover: true)
        }
    }

    private func stored(_ attempt: Int64, leftover: Bool) throws(SQLFailure) -> RecordedJob {
        guard let report = try session.report(of: attempt, leftover: leftover) else {
            throw .unexpected("attempt \(attempt) is gone")
        }
        return report
    }
}

extension RecordedJob {
    /// The report of an attempt just written, without reading it back.
    fileprivate init(_ written: Attempt, _ judgements: [FactKey: Judgement]) {
        let job = written.facts.first?.key.job
        func judgement(at position: Int) -> Judgement? {
            job.flatMap { judgements[FactKey($0, position: position)] }
        }
        let received = written.received
        self.init(
            attempt: written.number, box: received.box, fileName: received.fileName,
            jobID: received.job?.jobID, schema: received.job?.schema,
            receivedAt: received.receivedAt, outcome: written.outcome,
            complaints: written.complaints,
            header: written.classOutcome.map {
                Header(outcome: $0, judgement: judgement(at: FactKey.header))
            },
            items: written.items.map {
                Item(
                    position: $0.position, itemID: $0.itemID, outcome: $0.outcome,
                    judgement: judgement(at: $0.position), complaints: $0.complaints)
            },
            counts: written.counts,
            deferredUntil: written.outcome == .deferred ? received.result.deferredUntil : nil,
            sameAs: written.sameAs, resumes: received.resumes, isLeftover: false)
    }
}
