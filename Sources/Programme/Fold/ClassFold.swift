/// Classes (the rulebook, "Class"): of a class's headers the latest stands whole, by (submitted_at,
/// source, job_id, position); the others are `superseded`. One that an operator holds back is out of
/// it, so that the one before it stands, or none.
struct ClassFold {
    /// Nil if an operator holds back all of its headers.
    let state: ClassState?
    /// The verdicts on its headers.
    let judgements: [FactKey: Judgement]

    /// The classes among these that have a header.
    static func fold(_ keys: Set<ClassKey>, in history: History) -> [ClassKey: ClassFold] {
        var classes: [ClassKey: ClassFold] = [:]
        for key in keys { classes[key] = fold(key, headers: history.headers[key] ?? [], history) }
        return classes
    }

    /// What the header says that stands among these of one class.
    static func standing(among headers: [Fact], in history: History) -> TrainingClass? {
        let free = headers.filter { !Decisions.isHeld($0, in: history) }
        guard case .header(let standing)? = free.max(by: Fact.submissionOrder)?.content else {
            return nil
        }
        return standing
    }

    private static func fold(
        _ key: ClassKey, headers: [Fact], _ history: History
    ) -> ClassFold? {
        guard !headers.isEmpty else { return nil }
        var judgements: [FactKey: Judgement] = [:]
        var free: [Fact] = []
        for header in headers {
            if Decisions.isHeld(header, in: history) {
                judgements[header.key] = Judgement(.held, waitsFor: .decision)
            } else {
                free.append(header)
                judgements[header.key] = Judgement(.superseded)
            }
        }
        guard let latest = free.max(by: Fact.submissionOrder),
            case .header(let standing) = latest.content
        else { return ClassFold(state: nil, judgements: judgements) }
        judgements[latest.key] = Judgement(.applied)
        return ClassFold(
            state: ClassState(key: key, standing: standing, header: latest.key),
            judgements: judgements)
    }
}

/// All that an attendee's steps take from the class; see ``Attendances``.
struct Bearing: Equatable {
    let status: TrainingClass.Status
    /// The day of the step.
    let lastDay: Day
}

extension TrainingClass {
    var bearing: Bearing { Bearing(status: status, lastDay: lastDay) }
}
