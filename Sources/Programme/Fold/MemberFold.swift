/// A member: what all facts about one person add up to, given the folds before it.
struct MemberFold {
    let state: MemberState
    /// The verdicts on all facts about the person.
    private(set) var judgements: [FactKey: Judgement] = [:]

    /// - Parameters:
    ///   - classes: at least those that the person has an attendance in or a claim on.
    ///   - applications: at least those with an event that names the person.
    static func fold(
        _ nik: NIK, in history: History, classes: [ClassKey: ClassFold],
        applications: [ApplicationKey: ApplicationFold], under rules: Rules
    ) -> MemberFold {
        let facts = (history.people[nik] ?? []).sorted(by: Fact.canonicalOrder)
        let (revoked, rest) = Revocations.split(facts, in: history)
        let held = rest.filter { Decisions.isHeld($0, in: history) }
        let standing = held.isEmpty ? rest : rest.filter { !Decisions.isHeld($0, in: history) }
        let registration = RegistrationFold(standing, in: history, under: rules)
        let attendances = Attendances(standing, classes: classes)
        let evidence = EvidenceFold(
            standing, details: registration.details, attendances: attendances, in: history,
            under: rules)
        let funding = FundingStep(of: nik, standing, applications: applications)

        var steps = StepFold(registered: registration.earliest, under: rules)
        steps.judge(attendances.trainings, of: .training)
        for stage in [Stage.mentoring, .licensing, .marketing, .accounts] {
            steps.judge(evidence.facts[stage] ?? [], of: stage)
        }
        steps.judge(funding.standing, of: .funding, spans: funding.spans(steps))

        var fold = MemberFold(
            state: MemberState(
                nik: nik, registration: registration.first?.fact.key, details: registration.details,
                reached: steps.reached, workers: evidence.workers(steps)))
        for judgements in [
            registration.judgements, attendances.judgements, evidence.judgements,
            funding.judgements, steps.judgements, Revocations.judge(facts, in: history),
        ] {
            fold.judgements.merge(judgements) { $1 }
        }
        for fact in revoked { fold.judgements[fact.key] = Judgement(.revoked) }
        for fact in held { fold.judgements[fact.key] = Judgement(.held, waitsFor: .decision) }
        fold.remarkOnProducts(standing, under: rules)
        return fold
    }

    /// Remarks on events by whose day the applicant lacked a step that the product needs. Only for
    /// events that moved their application, a disbursal also while its step is held.
    private mutating func remarkOnProducts(_ facts: [Fact], under rules: Rules) {
        for fact in facts {
            guard let judgement = judgements[fact.key],
                judgement.verdict == .applied || judgement.verdict == .held,
                ProductSteps.areMissing(at: fact, reached: state.reached, under: rules)
            else { continue }
            judgements[fact.key] = judgement.remarking(.productStepsMissing)
        }
    }
}
