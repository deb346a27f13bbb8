/// A member: what all facts about one person add up to, given the folds before it.
enum MemberFold {
    /// - Parameters:
    ///   - classes: at least those that the person has an attendance in or a claim on.
    ///   - applications: at least those with an event that names the person.
    ///   - judgements: gets the verdicts on all facts about the person. One dictionary for all
    ///     people, which each part of the fold writes into: most have a single fact.
    static func fold(
        _ nik: NIK, in history: History, classes: [ClassKey: ClassFold],
        applications: [ApplicationKey: ApplicationFold], under rules: Rules,
        judging judgements: inout [FactKey: Judgement]
    ) -> MemberState {
        let facts = (history.people[nik] ?? []).sorted(by: Fact.canonicalOrder)
        let (revoked, rest) = Revocations.split(facts, in: history)
        let held = rest.filter { Decisions.isHeld($0, in: history) }
        let standing = held.isEmpty ? rest : rest.filter { !Decisions.isHeld($0, in: history) }
        let registration = RegistrationFold(
            standing, in: history, under: rules, judging: &judgements)
        let attendances = Attendances(standing, classes: classes, judging: &judgements)
        let evidence = EvidenceFold(
            standing, details: registration.details, attendances: attendances, in: history,
            under: rules, judging: &judgements)
        let funding = FundingStep(
            of: nik, standing, applications: applications, judging: &judgements)

        var steps = StepFold(registered: registration.earliest, under: rules)
        steps.judge(attendances.trainings, of: .training, judging: &judgements)
        for stage in [Stage.mentoring, .licensing, .marketing, .accounts] {
            steps.judge(evidence.facts[stage] ?? [], of: stage, judging: &judgements)
        }
        steps.judge(
            funding.standing, of: .funding, spans: funding.spans(steps), judging: &judgements)

        Revocations.judge(facts, in: history, judging: &judgements)
        for fact in revoked { judgements[fact.key] = Judgement(.revoked) }
        for fact in held { judgements[fact.key] = Judgement(.held, waitsFor: .decision) }
        let state = MemberState(
            nik: nik, registration: registration.first?.fact.key, details: registration.details,
            reached: steps.reached, workers: evidence.workers(steps))
        remarkOnProducts(standing, of: state, under: rules, judging: &judgements)
        return state
    }

    /// Remarks on events by whose day the applicant lacked a step that the product needs. Only for
    /// events that moved their application, a disbursal also while its step is held.
    private static func remarkOnProducts(
        _ facts: [Fact], of state: MemberState, under rules: Rules,
        judging judgements: inout [FactKey: Judgement]
    ) {
        for fact in facts {
            guard case .funding = fact.content, let judgement = judgements[fact.key],
                judgement.verdict == .applied || judgement.verdict == .held,
                ProductSteps.areMissing(at: fact, reached: state.reached, under: rules)
            else { continue }
            judgements[fact.key] = judgement.remarking(.productStepsMissing)
        }
    }
}
