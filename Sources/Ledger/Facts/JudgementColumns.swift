internal import Programme

/// A judgement as the columns of `verdict` hold it.
struct JudgementColumns {
    let verdict: Verdict
    let remarks: String?
    var waitsFor: String?
    var stage: Stage?
    var organisation: SourceCode?
    var localID: String?
    var itemID: ItemID?
    var event: FundingEvent.Kind?

    init(_ judgement: Judgement) {
        verdict = judgement.verdict
        let codes = judgement.remarks.map(\.rawValue)
        remarks = codes.isEmpty ? nil : codes.joined(separator: " ")
        switch judgement.waitsFor {
        case nil: break
        case .registration: waitsFor = "registration"
        case .decision: waitsFor = "decision"
        case .step(let needed):
            waitsFor = "step"
            stage = needed
        case .classHeader(let key): wait("class_header", key.organiser, key.classID.text)
        case .classHeld(let key): wait("class_held", key.organiser, key.classID.text)
        case .attendance(let key): wait("attendance", key.organiser, key.classID.text)
        case .disbursal(let key): wait("disbursal", key.lender, key.applicationID.text)
        case .event(let key, let kind):
            wait("event", key.lender, key.applicationID.text)
            event = kind
        case .fact(let reference):
            wait("fact", reference.source, reference.jobID.text)
            itemID = reference.itemID
        case .revoke(let lender): wait("revoke", lender, nil)
        }
    }

    private mutating func wait(_ what: String, _ organisation: SourceCode, _ localID: String?) {
        waitsFor = what
        self.organisation = organisation
        self.localID = localID
    }
}

extension Session {
    /// Reads a judgement from eight columns of `verdict`, nil where there is none.
    ///
    /// - Parameter first: the column of the verdict; the others follow in the table's order.
    func judgement(
        _ row: borrowing ResultRow, from first: Int32
    ) throws(SQLFailure) -> Judgement? {
        guard let verdict = try row.optionalWord(first, as: Verdict.self) else { return nil }
        var remarks: [ComplaintCode] = []
        for code in (row.optionalText(first + 1) ?? "").split(separator: " ") {
            guard let remark = ComplaintCode(rawValue: String(code)) else {
                throw .unexpected("\(code) is no code")
            }
            remarks.append(remark)
        }
        let waits = try waitsFor(row, from: first + 2)
        return Judgement(verdict, waitsFor: waits, remarks: remarks)
    }

    private func waitsFor(
        _ row: borrowing ResultRow, from first: Int32
    ) throws(SQLFailure) -> WaitsFor? {
        guard let word = row.optionalText(first) else { return nil }
        switch word {
        case "registration": return .registration
        case "decision": return .decision
        case "step":
            guard let stage = Stage(rawValue: Int(row.integer(first + 1))) else { break }
            return .step(stage)
        case "revoke": return .revoke(by: try code(row.integer(first + 2)))
        default: break
        }
        let organisation = try code(row.integer(first + 2))
        let localID = row.id(first + 3, as: LocalID.self)
        let ofClass = ClassKey(organiser: organisation, classID: localID)
        let ofApplication = ApplicationKey(lender: organisation, applicationID: localID)
        switch word {
        case "class_header": return .classHeader(ofClass)
        case "class_held": return .classHeld(ofClass)
        case "attendance": return .attendance(ofClass)
        case "disbursal": return .disbursal(ofApplication)
        case "event": return .event(ofApplication, try row.word(first + 5))
        case "fact":
            return .fact(
                FactReference(
                    source: organisation, jobID: JobID(unchecked: localID.text),
                    itemID: row.id(first + 4)))
        default: throw .unexpected("\(word) is nothing to wait for")
        }
    }
}
