/// A fact that can reach a step, with the day that counts as its own.
struct StepFact {
    let fact: Fact
    /// `occurred_on`; of an attendance the last session of the class as its standing header has it.
    let day: Day

    /// The canonical order, by the day that counts.
    static func canonicalOrder(_ left: StepFact, _ right: StepFact) -> Bool {
        (left.day, left.fact.submittedAt, left.fact.key)
            < (right.day, right.fact.submittedAt, right.fact.key)
    }
}

/// Reaching the steps (the rulebook, "Steps").
///
/// A step may be reported before the one it needs: it counts from its effective day on.
struct StepFold {
    /// The steps reached so far.
    private(set) var reached: [Stage: [MemberState.Span]] = [:]
    private let rules: Rules

    /// - Parameter registered: the fact whose day is P1's; nil while there is no P1.
    init(registered: Fact?, under rules: Rules) {
        self.rules = rules
        if let registered {
            reached[.registration] = [
                MemberState.Span(from: registered.occurredOn, by: registered.key)
            ]
        }
    }

    /// Judges a step's facts: the one with the earliest effective day is `applied` (ties: canonical
    /// order), the others `confirmed`; while what the step needs is not reached all are `held`.
    /// To be asked step by step, from P2 on.
    ///
    /// - Parameters:
    ///   - spans: when the step was reached, if that is not simply from the earliest effective day
    ///     on.
    ///   - judgements: gets the verdicts.
    mutating func judge(
        _ facts: [StepFact], of stage: Stage, spans: [MemberState.Span]? = nil,
        judging judgements: inout [FactKey: Judgement]
    ) {
        // Most people have no facts of most steps.
        guard !facts.isEmpty || spans != nil else { return }
        var first: (effective: Day, fact: StepFact)?
        for fact in facts.sorted(by: StepFact.canonicalOrder) {
            guard let effective = effectiveDay(of: fact.day, for: stage) else {
                judgements[fact.fact.key] = Judgement(.held, waitsFor: need(of: stage))
                continue
            }
            judgements[fact.fact.key] = StepFold.judgement(.confirmed, fact, effective)
            if first.map({ effective < $0.effective }) ?? true { first = (effective, fact) }
        }
        if let (effective, fact) = first {
            judgements[fact.fact.key] = StepFold.judgement(.applied, fact, effective)
            reached[stage] = [MemberState.Span(from: effective, by: fact.fact.key)]
        }
        if let spans { reached[stage] = spans.isEmpty ? nil : spans }
    }

    /// A verdict, with a remark if the fact counts only from a later day than its own.
    private static func judgement(
        _ verdict: Verdict, _ fact: StepFact, _ effective: Day
    ) -> Judgement {
        Judgement(verdict, remarks: effective > fact.day ? [.occurredBeforeNeededStep] : [])
    }

    /// The day from which a fact counts for a step: the later of its own day and the reach day of
    /// the step it needs; nil while that is not reached.
    ///
    /// The policy of the fact's own day says which step that is. A sequential fact that still waits
    /// when the asymmetric policy begins waits from then on for P1 only, and counts from that day
    /// at the earliest.
    func effectiveDay(of day: Day, for stage: Stage) -> Day? {
        guard let needed = rules.policy(on: day).prerequisite(of: stage) else { return day }
        let inOrder = reachDay(of: needed).map { max(day, $0) }
        guard rules.policy(on: day) == .sequential, let asymmetricFrom = rules.asymmetricFrom else {
            return inOrder
        }
        if let inOrder, inOrder < asymmetricFrom { return inOrder }
        return reachDay(of: .registration).map { max(asymmetricFrom, $0) }
    }

    /// What a held fact of a step waits for.
    private func need(of stage: Stage) -> WaitsFor {
        guard reached[.registration] != nil, let previous = stage.previous else {
            return .registration
        }
        return .step(previous)
    }

    private func reachDay(of stage: Stage) -> Day? { reached[stage]?.first?.from }
}
