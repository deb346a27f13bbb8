/// Corrections of a member's details (the rulebook, "The job files", `correct`): they hold from
/// their day on, over whatever the P1 says; the P1's details hold for all earlier days.
struct CorrectionFold {
    /// The names that applied corrections gave.
    private(set) var names: [PersonName] = []
    /// What holds after each applied correction, in canonical order.
    private var corrected: [MemberState.Details] = []
    private let registration: Registration?

    /// - Parameters:
    ///   - facts: the person's facts that are not revoked, in canonical order; only corrections are
    ///     looked at.
    ///   - registration: the P1 that they correct; without one they are `held`.
    ///   - judgements: gets the verdicts on corrections.
    init(
        _ facts: [Fact], of registration: Registration?, in history: History, under rules: Rules,
        judging judgements: inout [FactKey: Judgement]
    ) {
        self.registration = registration
        for fact in facts {
            guard case .correction(_, let correction) = fact.content else { continue }
            guard let registration else {
                judgements[fact.key] = Judgement(.held, waitsFor: .registration)
                continue
            }
            let before =
                corrected.last ?? MemberState.Details(from: fact.occurredOn, registration)
            // Scope is judged by the kecamatan before the correction.
            if Authority.denies(fact, about: before, in: history, under: rules) {
                judgements[fact.key] = Judgement(.denied)
                continue
            }
            judgements[fact.key] = Judgement(.applied)
            corrected.append(MemberState.Details(before, correction, from: fact.occurredOn))
            if let name = correction.name { names.append(name) }
        }
    }

    /// The details in order of `from`: the P1's from its day on, or from the first correction's if
    /// that is earlier, so that they stand first; of one day's corrections only what they add up
    /// to.
    ///
    /// - Parameter registeredOn: P1's day.
    func details(from registeredOn: Day?) -> [MemberState.Details] {
        guard let registeredOn, let registration else { return [] }
        let first = min(registeredOn, corrected.first?.from ?? registeredOn)
        var details = [MemberState.Details(from: first, registration)]
        for next in corrected {
            if details.count > 1, details.last?.from == next.from { details.removeLast() }
            details.append(next)
        }
        return details
    }
}

extension MemberState.Details {
    /// A P1's details.
    fileprivate init(from day: Day, _ registration: Registration) {
        self.init(
            from: day, name: registration.name, place: registration.place,
            penggerak: registration.penggerak, business: registration.business)
    }

    /// What a correction makes of the details before it.
    fileprivate init(_ before: Self, _ correction: Correction, from day: Day) {
        self.init(
            from: day, name: correction.name ?? before.name,
            place: correction.place ?? before.place,
            penggerak: correction.penggerak ?? before.penggerak,
            business: correction.business ?? before.business)
    }
}
