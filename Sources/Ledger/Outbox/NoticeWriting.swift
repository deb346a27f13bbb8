internal import Programme

/// Decides what is told of what a transaction records: each by itself, or counted in the summary of
/// its source. Nothing is neither.
struct NoticeWriting {
    private let session: Session
    private let rules: NoticeRules
    private let now: Instant
    private var numbers: NoticeNumbers
    private var tallies: [SourceCode: SummaryTally] = [:]

    init(_ session: Session, under rules: NoticeRules, at now: Instant) throws(SQLFailure) {
        self.session = session
        self.rules = rules
        self.now = now
        numbers = try NoticeNumbers(session, at: now)
    }

    /// What became of a delivery, once its facts are judged.
    mutating func tell(of attempt: Attempt, _ report: RecordedJob) throws(SQLFailure) {
        let source = attempt.received.box
        guard isTold(attempt, report, rules[source]) else {
            return tallies[source, default: SummaryTally()].count(attempt)
        }
        try numbers.announce(attempt: attempt.number, setAside: attempt.isSetAside)
        guard rules[source] != .summary else { return }
        let faulty = attempt.faultyItems
        for item in faulty.prefix(NoticeRules.itemsToldOfAJob) {
            try numbers.announce(item: item.position, of: attempt.number)
        }
        if faulty.count > NoticeRules.itemsToldOfAJob {
            try numbers.announce(
                itemsMore: faulty.count - NoticeRules.itemsToldOfAJob, of: attempt.number)
        }
    }

    /// What needs somebody at once is told by itself under every policy.
    private func isTold(
        _ attempt: Attempt, _ report: RecordedJob, _ policy: NoticePolicy
    ) -> Bool {
        if attempt.isSetAside || attempt.complaints.contains(where: { $0.code == .killsTheProgram })
            || attempt.facts.contains(where: \.reveals)
        {
            return true
        }
        return switch policy {
        case .jobs: true
        case .problems: report.hasProblems
        case .summary: false
        }
    }

    /// That the verdict on a fact recorded earlier has changed.
    mutating func tell(of change: FoldWriting.Change) throws(SQLFailure) {
        let isTold =
            switch rules[change.source] {
            case .jobs: true
            case .problems: change.became.isProblem
            case .summary: false
            }
        if isTold {
            try numbers.announce(change: change.number, becauseOf: change.attempt)
        } else {
            tallies[change.source, default: SummaryTally()].count(change)
        }
    }

    /// Tells the summaries whose period is over, adds what was counted now to those that go on, and
    /// writes the counter back.
    mutating func finish() throws(SQLFailure) {
        for summary in try session.summariesDue(at: now, under: rules) {
            try session.tell(summary, &numbers)
        }
        for (source, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            try session.add(tally, toSummaryOf: source, at: now)
        }
        try numbers.finish()
    }
}

extension Attempt {
    /// Of a job of many items, those that were refused for a fault of their own. A job of one says
    /// all of it in its own notice; one that only asked, or whose id was used up, has none.
    fileprivate var faultyItems: [IntakeResult.Item] {
        guard outcome == .partiallyAccepted || outcome == .refused, items.count > 1 else {
            return []
        }
        return items.filter { item in
            item.outcome == .refused
                && item.complaints.contains {
                    $0.severity == .error && $0.code != .otherItemRefused
                }
        }
    }
}

extension Fact {
    /// Whether somebody is shown people unmasked: announced under every policy (G12).
    fileprivate var reveals: Bool {
        if case .reveal = act { true } else { false }
    }
}
