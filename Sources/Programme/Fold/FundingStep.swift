/// P7: capital, by what the lenders' applications say (the rulebook, "Application").
///
/// `disbursed` reaches P7, `disbursal_undone` ends it on its day. P7 is therefore a set of spans.
struct FundingStep {
    /// Disbursals that stand, and those that repeat them: facts of P7, whose verdict is the step's.
    private(set) var standing: [StepFact] = []
    /// Disbursals of the person's applications, also those that were undone.
    private var disbursals: [ApplicationState.Disbursal] = []

    /// - Parameters:
    ///   - facts: the person's facts that are not revoked; only funding is looked at.
    ///   - judgements: gets the verdicts on all other events that name the person.
    init(
        of nik: NIK, _ facts: [Fact], applications: [ApplicationKey: ApplicationFold],
        judging judgements: inout [FactKey: Judgement]
    ) {
        var keys: Set<ApplicationKey> = []
        for fact in facts {
            guard case .funding(_, let key, _, let event) = fact.content,
                let judgement = applications[key]?.judgements[fact.key]
            else { continue }
            keys.insert(key)
            switch (event, judgement.verdict) {
            case (.disbursed, .applied), (.disbursed, .confirmed):
                standing.append(StepFact(fact: fact, day: fact.occurredOn))
            default:
                judgements[fact.key] = judgement
            }
        }
        for key in keys {
            guard let state = applications[key]?.state, state.nik == nik else { continue }
            disbursals += state.disbursals
        }
    }

    /// The times in which P7 is reached, in order, none touching another.
    ///
    /// - Parameter steps: judged up to P6.
    func spans(_ steps: StepFold) -> [MemberState.Span] {
        let spans = disbursals.compactMap { disbursal -> MemberState.Span? in
            guard let from = steps.effectiveDay(of: disbursal.on, for: .funding) else { return nil }
            // Undone before it counted: never reached.
            if let until = disbursal.undoneOn, until <= from { return nil }
            return MemberState.Span(from: from, until: disbursal.undoneOn, by: disbursal.fact)
        }
        return joined(spans)
    }

    /// Joins spans that overlap or touch; the joined one is by the fact that began it.
    private func joined(_ spans: [MemberState.Span]) -> [MemberState.Span] {
        var joined: [MemberState.Span] = []
        for span in spans.sorted(by: { ($0.from, $0.by) < ($1.from, $1.by) }) {
            guard let last = joined.last, last.until.map({ span.from <= $0 }) ?? true else {
                joined.append(span)
                continue
            }
            var until: Day?
            if let one = last.until, let other = span.until { until = max(one, other) }
            joined[joined.count - 1] = MemberState.Span(from: last.from, until: until, by: last.by)
        }
        return joined
    }
}
