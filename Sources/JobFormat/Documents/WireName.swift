/// Every field name on the wire. Nowhere else in the project are they written.
enum WireName: String, CaseIterable {
    // Envelope
    case schema, source, mode, items, control, `operator`, reason, `class`
    case jobID = "job_id"
    case submittedAt = "submitted_at"
    case validateOnly = "validate_only"
    case notBefore = "not_before"
    case amountTotal = "amount_total"

    // Items of every kind
    case nik
    case itemID = "item_id"
    case occurredOn = "occurred_on"

    // Stage updates
    case action, stage, evidence, name, kelurahan, kecamatan, penggerak, consent, sex, business
    case notice, sector, corrects, type, mentor, licence, number, channel, period, revenue, expenses
    case profit, workers
    case givenOn = "given_on"
    case birthDate = "birth_date"
    case issuedOn = "issued_on"

    // Rosters
    case organiser, track, skill, status, sessions, speakers, capacity, cost, date, hours,
        attendance
    case classID = "class_id"
    case speakerID = "speaker_id"

    // Funding applications
    case product, event, amount
    case applicationID = "application_id"
    case tenorMonths = "tenor_months"
    case rateBasisPoints = "rate_bp"

    // Operator commands
    case command, fact, ruling, attempt, act, wish, view
    case askedAt = "asked_at"

    /// Names with their bytes, by how many bytes they have: most keys are told apart by that.
    private static let byLength: [[(name: WireName, bytes: [UInt8])]] = {
        var table: [[(name: WireName, bytes: [UInt8])]] = []
        for name in allCases {
            let bytes = Array(name.rawValue.utf8)
            while table.count <= bytes.count { table.append([]) }
            table[bytes.count].append((name, bytes))
        }
        return table
    }()

    /// The name that a key is, or nil if no document has such a field.
    init?(key: Int, of tape: JSONTape) {
        let text = tape.textBytes(key)
        guard text.count < WireName.byLength.count,
            let found = WireName.byLength[text.count].first(where: { text.elementsEqual($0.bytes) })
        else { return nil }
        self = found.name
    }
}
