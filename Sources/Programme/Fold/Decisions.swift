/// What operators decide (the rulebook, "The job files", operator-command): whether a P1 under
/// another name is the same person, and whether a fact counts in spite of a denial.
///
/// Of several on one fact the latest by `submitted_at` wins (ties: source, job, position), however
/// late or early it came.
enum Decisions {
    /// What was decided on a P1: the latest decision's ruling, nil without one.
    static func ruling(on registration: Fact, in history: History) -> OperatorItem.Ruling? {
        let latest = latest(in: history.aimed(at: registration), isDecision)
        guard case .command(.decide(_, let ruling), _) = latest?.content else { return nil }
        return ruling
    }

    /// Whether the latest override says that a fact counts in spite of a denial for own community
    /// or kecamatan scope. It lifts no other denial.
    static func isOverridden(_ fact: Fact, in history: History) -> Bool {
        let latest = latest(in: history.aimed(at: fact), isOverride)
        guard case .command(.override(_, let ruling), _) = latest?.content else { return false }
        return ruling == .counts
    }

    /// The verdict on a decision or an override. Before its fact: `held`; on a fact of which it can
    /// change nothing: `denied`; the latest: `applied`; earlier ones: `superseded`.
    ///
    /// Whether the fact *is* contradicted or denied plays no part: that is the member's fold, and
    /// nothing flows back from it.
    static func judge(_ command: Fact, in history: History) -> Judgement? {
        guard case .command(let item, _) = command.content else { return nil }
        guard let target = history.fact(named: item.fact) else {
            return Judgement(.held, waitsFor: .fact(item.fact))
        }
        let alike: (Fact) -> Bool
        switch item {
        case .decide:
            guard case .registration = target.content else { return Judgement(.denied) }
            alike = isDecision
        case .override:
            guard Authority.isJudgedByVerdict(target) else { return Judgement(.denied) }
            alike = isOverride
        }
        let latest = latest(in: history.aimed(at: item.fact), alike)
        return Judgement(latest?.key == command.key ? .applied : .superseded)
    }

    private static func latest(in facts: [Fact], _ alike: (Fact) -> Bool) -> Fact? {
        facts.filter(alike).max(by: Fact.submissionOrder)
    }

    private static func isDecision(_ fact: Fact) -> Bool {
        if case .command(.decide, _) = fact.content { true } else { false }
    }

    private static func isOverride(_ fact: Fact) -> Bool {
        if case .command(.override, _) = fact.content { true } else { false }
    }
}
