/// P1: who a member is (the rulebook, "Member" and "Names").
///
/// Details come from the first P1 by rank of source, then canonical order. The same NIK under
/// another name is never merged silently: a person decides.
struct RegistrationFold {
    /// A P1 that is in the fold: neither revoked nor ruled `not_the_same`.
    struct Candidate {
        let fact: Fact
        let registration: Registration
        let isRuledTheSame: Bool
    }

    /// The P1 that the details come from, `applied`; nil while there is none.
    let first: Candidate?
    /// The P1 with the earliest day, of the first and those that agree with it: P1's day.
    let earliest: Fact?
    /// The details with their corrections, in order of `from`; empty without a P1.
    let details: [MemberState.Details]

    /// - Parameters:
    ///   - facts: the person's facts that are not revoked, in canonical order; only P1s and
    ///     corrections are looked at.
    ///   - judgements: gets the verdicts on these.
    init(
        _ facts: [Fact], in history: History, under rules: Rules,
        judging judgements: inout [FactKey: Judgement]
    ) {
        var candidates: [Candidate] = []
        for fact in facts {
            guard case .registration(_, let registration) = fact.content else { continue }
            let ruling = Decisions.ruling(on: fact, in: history)
            if ruling == .notTheSame {
                judgements[fact.key] = Judgement(.denied)
            } else {
                candidates.append(
                    Candidate(
                        fact: fact, registration: registration,
                        isRuledTheSame: ruling == .samePerson))
            }
        }
        first = RegistrationFold.first(of: candidates, under: rules)
        let corrections = CorrectionFold(
            facts, of: first?.registration, in: history, under: rules, judging: &judgements)

        let known = RegistrationFold.knownNames(
            of: first, corrected: corrections.names, among: candidates)
        var agreeing: [Fact] = []
        for candidate in candidates {
            let verdict = candidate.verdict(beside: first, known)
            judgements[candidate.fact.key] = verdict
            if verdict.verdict != .contradicted { agreeing.append(candidate.fact) }
        }
        earliest = agreeing.min(by: Fact.canonicalOrder)
        details = corrections.details(from: earliest?.occurredOn)
    }

    /// The first by rank of source, then canonical order, in which the candidates come.
    private static func first(of candidates: [Candidate], under rules: Rules) -> Candidate? {
        // `min` keeps the earlier of two that are equal.
        candidates.min {
            rank(rules.registry[$0.fact.key.source]) < rank(rules.registry[$1.fact.key.source])
        }
    }

    /// Whose word on a member's details goes first: operator; portal or SKPD; penggerak.
    private static func rank(_ source: Organisation?) -> Int {
        switch source?.kind {
        case .operator: 0
        case .portal, .skpd: 1
        case .penggerak: 2
        case .dpmptsp, .lender, nil: 3
        }
    }

    /// The names, folded, under which the member is known: the first P1's, those that corrections
    /// gave, those that an operator ruled to be the same person's.
    private static func knownNames(
        of first: Candidate?, corrected: [PersonName], among candidates: [Candidate]
    ) -> Set<String> {
        // A single P1 agrees with itself; folding names costs more than all else here.
        guard let first, candidates.count > 1 else { return [] }
        let ruled = candidates.filter(\.isRuledTheSame).map(\.registration.name)
        return Set(([first.registration.name] + corrected + ruled).map(\.folded))
    }
}

extension RegistrationFold.Candidate {
    /// `applied` for the first, `confirmed` under a known name, else `contradicted`; with a remark
    /// where its details differ from the first's.
    fileprivate func verdict(beside first: Self?, _ knownNames: Set<String>) -> Judgement {
        guard let first, first.fact.key != fact.key else { return Judgement(.applied) }
        let remarks = differs(from: first.registration) ? [ComplaintCode.registrationDiffers] : []
        return knownNames.contains(registration.name.folded)
            ? Judgement(.confirmed, remarks: remarks)
            : Judgement(.contradicted, waitsFor: .decision, remarks: remarks)
    }

    /// Whether the two tell different things, the name left aside. What only one of them tells is
    /// no difference, nor is a kelurahan in the kecamatan that the other names.
    private func differs(from first: Registration) -> Bool {
        func differ<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
            if let left, let right { left != right } else { false }
        }
        return registration.penggerak != first.penggerak
            || registration.place.kecamatan != first.place.kecamatan
            || differ(registration.place.kelurahan, first.place.kelurahan)
            || differ(registration.business, first.business)
            || differ(registration.sex, first.sex)
            || differ(registration.birthDate, first.birthDate)
    }
}
