/// Classes (the rulebook, "Class"): of a class's headers the latest stands whole, by (submitted_at,
/// source, job_id, position); the others are `superseded`.
struct ClassFold {
    let state: ClassState
    /// The verdicts on its headers.
    let judgements: [FactKey: Judgement]

    /// The classes among these that have a header.
    static func fold(_ keys: Set<ClassKey>, in history: History) -> [ClassKey: ClassFold] {
        var classes: [ClassKey: ClassFold] = [:]
        for key in keys { classes[key] = fold(key, headers: history.headers[key] ?? []) }
        return classes
    }

    /// What the header says that stands among these of one class.
    static func standing(among headers: [Fact]) -> TrainingClass? {
        guard case .header(let standing)? = headers.max(by: Fact.submissionOrder)?.content else {
            return nil
        }
        return standing
    }

    private static func fold(_ key: ClassKey, headers: [Fact]) -> ClassFold? {
        guard let latest = headers.max(by: Fact.submissionOrder),
            case .header(let standing) = latest.content
        else { return nil }
        var judgements: [FactKey: Judgement] = [:]
        for header in headers {
            judgements[header.key] = Judgement(header.key == latest.key ? .applied : .superseded)
        }
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
