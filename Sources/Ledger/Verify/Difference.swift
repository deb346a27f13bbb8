package import Programme

/// Something that the ledger holds otherwise than its facts say.
package enum Difference: Hashable, Sendable {
    /// The ledger was folded under other rules than those it is held against: what else differs
    /// may come of that. A daemon that starts or reloads folds it anew; see ``Ledger/adopt(_:)``.
    case rules
    /// A fact's verdict, with what it waits for and its remarks.
    case verdict(FactKey, stored: Judgement?, folded: Judgement?)
    /// A member's folded rows.
    case member(NIK)
    /// What a person stands as in their classes.
    case attendances(NIK)
    /// The standing header of a class.
    case header(ClassKey)
    /// An application's folded rows.
    case application(ApplicationKey)
    /// How many members reached a step on a day, as it is added up for reports.
    case tally(Stage, Day)
    /// How many reached a step in the month that begins on a day.
    case tallyOfMonth(Stage, Day)
    /// By how many more people are at work from a day on, as it is added up for reports.
    case workers(Day)
    /// How many people are on a class's roster and no other, as it is added up for reports.
    case roster(ClassKey)
    /// Whether a person is on several rosters.
    case rosters(of: NIK)
    /// An attempt does not count as many recorded items as it has facts.
    case items(attempt: Int64)
    /// Notices are missing: there are fewer than the counter has given out.
    case notices(missing: Int64)
    /// Deliveries that have no notice and stand in no summary; negative where one has two.
    case untold(attempts: Int64)
}

extension Difference: CustomStringConvertible {
    /// One line, without personal data: NIKs are masked.
    package var description: String {
        switch self {
        case .rules: "the ledger is folded under other rules than these"
        case .verdict(let key, let stored, let folded):
            "verdict of \(key.source)/\(key.jobID) #\(key.position): "
                + "\(Difference.words(stored)) in the ledger, "
                + "\(Difference.words(folded)) by its facts"
        case .member(let nik): "member \(nik.masked): other rows than their facts say"
        case .attendances(let nik): "member \(nik.masked): other attendances than their facts say"
        case .header(let key): "class \(key.organiser)/\(key.classID): another header stands"
        case .application(let key):
            "application \(key.lender)/\(key.applicationID): other rows than its events say"
        case .tally(let stage, let day):
            "\(stage) on \(day): another number is added up than the members say"
        case .tallyOfMonth(let stage, let day):
            "\(stage) in the month from \(day): another number is added up than the days say"
        case .workers(let day):
            "people at work from \(day): another number is added up than the members say"
        case .roster(let key):
            "class \(key.organiser)/\(key.classID): other people are added up than attendances say"
        case .rosters(let nik): "member \(nik.masked): on several rosters or not, else than known"
        case .items(let attempt): "attempt \(attempt): not as many facts as items recorded"
        case .notices(let missing): "\(missing) notices are missing"
        case .untold(let attempts): "\(attempts) deliveries are in no notice and no summary"
        }
    }

    /// A judgement as a listing shows it: verdict, what it waits for, remarks.
    package static func words(_ judgement: Judgement?) -> String {
        guard let judgement else { return "none" }
        let waits = judgement.waitsFor.map { " for \($0)" } ?? ""
        let remarks = judgement.remarks.map { " \($0.rawValue)" }.joined()
        return judgement.verdict.rawValue + waits + remarks
    }
}
