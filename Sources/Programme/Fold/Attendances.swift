/// What a person was to their classes (the rulebook, "Class").
///
/// Invited is not trained: only `attended`, in a class that was held, is a fact of P2.
struct Attendances {
    /// Attended in a class that was held: facts of P2, on the class's last day. Their verdict is
    /// the step's.
    private(set) var trainings: [StepFact] = []
    private var attended: Set<ClassKey> = []
    /// Classes of theirs of which an operator holds back all that was reported.
    private var heldBack: Set<ClassKey> = []

    /// - Parameters:
    ///   - facts: the person's facts that are not revoked; only attendances are looked at.
    ///   - judgements: gets the verdicts on all that are no ``trainings``.
    init(
        _ facts: [Fact], classes: [ClassKey: ClassFold],
        judging judgements: inout [FactKey: Judgement]
    ) {
        var rows: [ClassKey: [(fact: Fact, attendance: Attendance)]] = [:]
        for fact in facts {
            guard case .attendance(_, let key, let attendance) = fact.content else { continue }
            rows[key, default: []].append((fact, attendance))
        }
        for (key, rows) in rows {
            // The latest that tells what happened stands, else the latest that tells a plan.
            let final = rows.filter(\.attendance.isFinal)
            let standing = (final.isEmpty ? rows : final)
                .max { Fact.submissionOrder($0.fact, $1.fact) }
            for row in rows where row.fact.key != standing?.fact.key {
                judgements[row.fact.key] = Judgement(.superseded)
            }
            if let standing {
                let judgement = judge(standing.fact, standing.attendance, in: classes[key], key)
                if let judgement { judgements[standing.fact.key] = judgement }
            }
        }
    }

    /// The verdict on the attendance that stands, by the state of its class; nil if it is a training.
    private mutating func judge(
        _ fact: Fact, _ attendance: Attendance, in fold: ClassFold?, _ key: ClassKey
    ) -> Judgement? {
        let state = fold?.state
        switch (state?.standing.status, attendance) {
        case (nil, _):
            guard fold != nil else { return Judgement(.held, waitsFor: .classHeader(key)) }
            // Reported, and held back by an operator: its organiser can do nothing about it.
            heldBack.insert(key)
            return Judgement(.held, waitsFor: .decision)
        case (.planned, .attended), (.planned, .absent), (.planned, .withdrew):
            return Judgement(.held, waitsFor: .classHeld(key))
        case (.cancelled, _):
            return Judgement(.superseded)
        case (.held, .attended):
            attended.insert(key)
            let day = state?.standing.lastDay ?? fact.occurredOn
            trainings.append(StepFact(fact: fact, day: day))
            return nil
        case (.planned, _), (.held, _):
            return Judgement(.applied)
        }
    }

    /// The verdict on a claim to have been trained in a class. It is never the step itself:
    /// `confirmed` when the roster has the person attended in a held class, else `held`.
    func judgeClaim(on key: ClassKey) -> Judgement {
        if attended.contains(key) { return Judgement(.confirmed) }
        return Judgement(.held, waitsFor: heldBack.contains(key) ? .decision : .attendance(key))
    }
}
