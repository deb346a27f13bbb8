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

    /// The verdicts on the decisions and overrides of one fact. Before the fact: `held`; where they
    /// can change nothing of it: `denied`; the latest of a kind: `applied`; earlier ones:
    /// `superseded`.
    ///
    /// Whether the fact *is* contradicted or denied plays no part: that is the member's fold, and
    /// nothing flows back from it.
    static func judge(at reference: FactReference, in history: History) -> [FactKey: Judgement] {
        let commands = history.aimed(at: reference).filter { isDecision($0) || isOverride($0) }
        guard let target = history.fact(named: reference) else {
            return judge(commands) { _ in Judgement(.held, waitsFor: .fact(reference)) }
        }
        let decision = isRegistration(target) ? latest(in: commands, isDecision) : nil
        let override = Authority.isJudgedByVerdict(target) ? latest(in: commands, isOverride) : nil
        return judge(commands) { command in
            guard let latest = isDecision(command) ? decision : override else {
                return Judgement(.denied)
            }
            return Judgement(latest.key == command.key ? .applied : .superseded)
        }
    }

    private static func judge(
        _ commands: [Fact], _ judgement: (Fact) -> Judgement
    ) -> [FactKey: Judgement] {
        Dictionary(
            commands.map { ($0.key, judgement($0)) }, uniquingKeysWith: { first, _ in first })
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

    private static func isRegistration(_ fact: Fact) -> Bool {
        if case .registration = fact.content { true } else { false }
    }
}
