/// What sources report of a member by stage updates: evidence of P3 to P6, and claims to have been
/// trained (the rulebook, "Member").
///
/// Who had no right to report is `denied` once there is a P1, before the fact waits for any step.
struct EvidenceFold {
    /// The facts of each step that count.
    private(set) var facts: [Stage: [StepFact]] = [:]

    /// - Parameters:
    ///   - standing: the person's facts that are not revoked, in canonical order; only evidence and
    ///     claims are looked at.
    ///   - details: the member's, in order of `from`; empty while not registered.
    ///   - judgements: gets the verdicts on claims, and on evidence that is denied.
    init(
        _ standing: [Fact], details: [MemberState.Details], attendances: Attendances,
        in history: History, under rules: Rules, judging judgements: inout [FactKey: Judgement]
    ) {
        func isDenied(_ fact: Fact) -> Bool {
            guard let details = details.inForce(on: fact.occurredOn) else { return false }
            return Authority.denies(fact, about: details, in: history, under: rules)
        }
        for fact in standing {
            switch fact.content {
            case .evidence where isDenied(fact), .trainingClaim where isDenied(fact):
                judgements[fact.key] = Judgement(.denied)
            case .evidence(_, let evidence):
                facts[evidence.stage, default: []].append(
                    StepFact(fact: fact, day: fact.occurredOn))
            case .trainingClaim(_, let key):
                judgements[fact.key] = attendances.judgeClaim(on: key)
            default: break
            }
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
