/// What operators decide (the rulebook, "The job files", operator-command): whether a P1 under
/// another name is the same person, whether a fact counts in spite of a denial, and whether it is
/// held back.
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

    /// Whether the latest hold says that a fact waits for an operator. Then it is out of every fold
    /// but the report of its verdict, as one that is taken back.
    static func isHeld(_ fact: Fact, in history: History) -> Bool {
        let aimed = history.aimed(at: fact)
        // Asked of every fact of every fold, and nearly always about nothing.
        guard !aimed.isEmpty, let latest = latest(in: aimed, isHold) else { return false }
        guard case .command(.hold(_, let ruling), _) = latest.content else { return false }
        // An item of a roster may have the name that stands for its class header.
        return ruling == .held && mayBeHeld(fact)
            && (fact.itemID != nil || history.fact(named: fact.address)?.key == fact.key)
    }

    /// The verdicts on the decisions, overrides and holds of one fact. Before the fact: `held`; where they
    /// can change nothing of it: `denied`; the latest of a kind: `applied`; earlier ones:
    /// `superseded`.
    ///
    /// Whether the fact *is* contradicted or denied plays no part: that is the member's fold, and
    /// nothing flows back from it.
    static func judge(at reference: FactReference, in history: History) -> [FactKey: Judgement] {
        let commands = history.aimed(at: reference).filter {
            isDecision($0) || isOverride($0) || isHold($0)
        }
        guard let target = history.fact(named: reference) else {
            return judge(commands) { _ in Judgement(.held, waitsFor: .fact(reference)) }
        }
        let decision = isRegistration(target) ? latest(in: commands, isDecision) : nil
        let override = Authority.isJudgedByVerdict(target) ? latest(in: commands, isOverride) : nil
        let hold = mayBeHeld(target) ? latest(in: commands, isHold) : nil
        return judge(commands) { command in
            let standing = isDecision(command) ? decision : isHold(command) ? hold : override
            guard let latest = standing else {
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

    private static func isHold(_ fact: Fact) -> Bool {
        if case .command(.hold, _) = fact.content { true } else { false }
    }

    /// What counts by itself can be held: not a revoke, not a command. A class header can, although it
    /// cannot be revoked.
    private static func mayBeHeld(_ fact: Fact) -> Bool {
        switch fact.content {
        case .revocation, .command: false
        case .registration, .evidence, .trainingClaim, .correction, .header, .attendance, .funding:
            true
        }
    }

    private static func isRegistration(_ fact: Fact) -> Bool {
        if case .registration = fact.content { true } else { false }
    }
}
