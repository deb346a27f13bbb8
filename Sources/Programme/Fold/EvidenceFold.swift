/// What sources report of a member by stage updates: evidence of P3 to P6, and claims to have been
/// trained (the rulebook, "Member").
///
/// Who had no right to report is `denied` once there is a P1, before the fact waits for any step.
struct EvidenceFold {
    /// The facts of each step that count.
    private(set) var facts: [Stage: [StepFact]] = [:]
    /// The verdicts on claims, and on evidence that is denied.
    private(set) var judgements: [FactKey: Judgement] = [:]

    /// - Parameters:
    ///   - standing: the person's facts that are not revoked, in canonical order; only evidence and
    ///     claims are looked at.
    ///   - details: the member's, in order of `from`; empty while not registered.
    init(
        _ standing: [Fact], details: [MemberState.Details], attendances: Attendances,
        in history: History, under rules: Rules
    ) {
        for fact in standing {
            let details = details.inForce(on: fact.occurredOn)
            switch fact.content {
            case .evidence, .trainingClaim:
                if let details, Authority.denies(fact, about: details, in: history, under: rules) {
                    judgements[fact.key] = Judgement(.denied)
                } else {
                    take(fact, attendances)
                }
            default: break
            }
        }
    }

    /// Takes a fact that is not denied.
    private mutating func take(_ fact: Fact, _ attendances: Attendances) {
        switch fact.content {
        case .evidence(_, let evidence):
            facts[evidence.stage, default: []].append(StepFact(fact: fact, day: fact.occurredOn))
        case .trainingClaim(_, let key):
            judgements[fact.key] = attendances.judgeClaim(on: key)
        default: break
        }
    }

    /// People at work in the member's business, by the accounts (P6) that count: from the day on
    /// which each counts, the latest of one day.
    func workers(_ steps: StepFold) -> [MemberState.Workers] {
        var workers: [MemberState.Workers] = []
        for report in (facts[.accounts] ?? []).sorted(by: StepFact.canonicalOrder) {
            guard case .evidence(_, .accounts(let accounts)) = report.fact.content,
                let count = accounts.workers,
                let day = steps.effectiveDay(of: report.day, for: .accounts)
            else { continue }
            if workers.last?.from == day { workers.removeLast() }
            workers.append(MemberState.Workers(from: day, count: count))
        }
        return workers
    }
}
