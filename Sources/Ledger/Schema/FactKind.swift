internal import Programme

/// The kinds of fact, with the columns that each must and may have.
enum FactKind: String, CaseIterable, Bindable {
    case registration
    case mentoring
    case licence
    case marketing
    case accounts
    case trainingClaim = "training_claim"
    case correction
    case revocation
    case header
    case attendance
    case funding
    case decide
    case override
    case hold
    /// What the daemon is to do; the rest of it is in `act`.
    case act

    /// Columns that may not be NULL.
    private var needed: Set<FactColumn> {
        switch self {
        case .registration: [.name, .place, .penggerak, .consentOn, .consentNotice]
        case .mentoring: [.mentor]
        case .licence: [.licence, .licenceNumber, .issuedOn]
        case .marketing: [.channel, .channelName]
        case .accounts: [.period, .revenue, .expenses]
        case .trainingClaim: [.organiser, .classID]
        case .correction: [.reason]
        case .revocation: [.targetSource, .targetJob, .targetItem, .reason]
        case .header: [.organiser, .classID, .track, .skill, .place, .status, .capacity]
        case .attendance: [.organiser, .classID, .attendance]
        case .funding: [.lender, .applicationID, .product, .event]
        case .act: [.operatorName, .reason]
        case .decide, .override, .hold:
            [.targetSource, .targetJob, .targetItem, .ruling, .operatorName, .reason]
        }
    }

    /// Columns that may be there besides.
    private var allowed: Set<FactColumn> {
        switch self {
        case .registration: [.sex, .birthDate, .businessName, .businessSector]
        case .accounts: [.workers]
        case .correction: [.name, .place, .penggerak, .businessName, .businessSector]
        case .header: [.cost]
        case .funding: [.amount, .tenorMonths, .rateBasisPoints, .reason]
        default: []
        }
    }

    /// The arm of the table's check for this kind: what it must have is there, what belongs to
    /// other kinds is not.
    var check: String {
        let columns = FactColumn.allCases
        let there = columns.filter(needed.contains).map { "\($0.name) IS NOT NULL" }
        let absent = columns.filter { !needed.contains($0) && !allowed.contains($0) }.map(\.name)
        let rulings =
            switch self {
            case .decide: ["ruling IN ('same_person', 'not_the_same')"]
            case .override: ["ruling IN ('counts', 'stands')"]
            case .hold: ["ruling IN ('held', 'released')"]
            default: [String]()
            }
        let conditions =
            there + rulings + ["coalesce(\(absent.joined(separator: ", "))) IS NULL"]
        return "WHEN '\(rawValue)' THEN \(conditions.joined(separator: " AND "))"
    }
}

/// The columns of a fact that only some kinds have, in the table's order.
enum FactColumn: Int32, CaseIterable {
    case name, place, penggerak, consentOn, consentNotice, sex, birthDate
    case businessName, businessSector
    case mentor, licence, licenceNumber, issuedOn, channel, channelName
    case period, revenue, expenses, workers
    case organiser, classID, attendance, track, skill, status, capacity, cost
    case lender, applicationID, product, event, amount, tenorMonths, rateBasisPoints
    case targetSource, targetJob, targetItem, ruling, operatorName, reason

    /// Place among the columns of `recorded_fact`, after those that all facts have.
    var index: Int32 { rawValue + 17 }

    /// The first column that a query may add after those of `recorded_fact`.
    static let firstAfter = Int32(17 + allCases.count + 1)

    /// As in the schema.
    var name: String {
        switch self {
        case .consentOn: "consent_on"
        case .consentNotice: "consent_notice"
        case .birthDate: "birth_date"
        case .businessName: "business_name"
        case .businessSector: "business_sector"
        case .licenceNumber: "licence_number"
        case .issuedOn: "issued_on"
        case .channelName: "channel_name"
        case .classID: "class_id"
        case .applicationID: "application_id"
        case .tenorMonths: "tenor_months"
        case .rateBasisPoints: "rate_bp"
        case .targetSource: "target_source"
        case .targetJob: "target_job"
        case .targetItem: "target_item"
        case .operatorName: "operator_name"
        default: String(describing: self)
        }
    }

    /// All of them as the table declares them.
    static var definitions: String {
        allCases.map { "\($0.name) \($0.definition)," }.joined(separator: "\n  ")
    }

    private var definition: String {
        switch self {
        case .place: "INTEGER CHECK (\(Schema.place(name)))"
        case .penggerak, .organiser, .lender, .targetSource: "INTEGER REFERENCES source (id)"
        case .consentOn, .birthDate, .issuedOn, .period: "INTEGER CHECK (\(Schema.day(name)))"
        case .revenue, .expenses: "INTEGER"
        case .workers, .capacity, .cost, .amount, .tenorMonths, .rateBasisPoints:
            "INTEGER CHECK (\(name) >= 0)"
        case .classID, .applicationID, .product, .targetJob, .targetItem:
            "TEXT CHECK (\(Schema.identifier(name)))"
        case .sex: "TEXT CHECK (sex IN ('L', 'P'))"
        case .licence: "TEXT CHECK (\(Schema.word(name, Evidence.Licence.Kind.self)))"
        case .channel: "TEXT CHECK (channel IN ('online', 'offline'))"
        case .attendance: "TEXT CHECK (\(Schema.word(name, Attendance.self)))"
        case .track: "TEXT CHECK (\(Schema.word(name, TrainingClass.Track.self)))"
        case .skill: "TEXT CHECK (\(Schema.word(name, TrainingClass.Skill.self)))"
        case .status: "TEXT CHECK (\(Schema.word(name, TrainingClass.Status.self)))"
        case .event: "TEXT CHECK (\(Schema.word(name, FundingEvent.Kind.self)))"
        default: "TEXT"
        }
    }
}
