package import Programme

/// What a source is told of one delivery: the receipt beside it, and the listing of a job.
///
/// What is absent: personal data. Items are named by their ids, and complaints carry none.
package struct ReceiptDocument: Hashable, Sendable {
    /// The file's name as the source gave it; any bytes but `/` and NUL.
    package let fileName: [UInt8]
    /// The drop box's source.
    package let source: SourceCode
    /// `job_id` and `schema` where they could be read.
    package let jobID: JobID?
    package let schema: JobSchema?
    /// The attempt's number in the ledger, from 1.
    package let attempt: Int64
    package let receivedAt: Instant
    /// SHA-256 of the file in hexadecimal; nil if it was not read.
    package let sha256: String?
    package let outcome: JobOutcome
    /// Until when the job is deferred; only then.
    package let deferredUntil: Instant?
    /// Complaints of the file, the envelope and the class header.
    package let complaints: [Complaint]
    /// The class header; rosters only.
    package let classHeader: Part?
    /// The items as sent, in their order.
    package let items: [Part]
    /// Of a receipt that comes later, because some of the job is overdue: how many days a fact may
    /// be held. Nil for a delivery's own receipt.
    package let overdueAfterDays: Int?

    /// One item, or the class header: what became of it and why.
    package struct Part: Hashable, Sendable {
        /// Nil for the class header, and where it could not be read.
        package let itemID: ItemID?
        package let outcome: ItemOutcome
        /// Nil unless recorded.
        package let judgement: Judgement?
        package let complaints: [Complaint]
        /// Of what is overdue: since when it is held.
        package let heldSince: Instant?

        /// - Parameter judgement: what history says of it, if it is recorded.
        package init(
            itemID: ItemID?, outcome: ItemOutcome, judgement: Judgement? = nil,
            complaints: [Complaint] = [], heldSince: Instant? = nil
        ) {
            self.itemID = itemID
            self.outcome = outcome
            self.judgement = judgement
            self.complaints = complaints
            self.heldSince = heldSince
        }
    }

    package init(
        fileName: [UInt8], source: SourceCode, jobID: JobID?, schema: JobSchema?, attempt: Int64,
        receivedAt: Instant, sha256: String?, outcome: JobOutcome, deferredUntil: Instant? = nil,
        complaints: [Complaint] = [], classHeader: Part? = nil, items: [Part] = [],
        overdueAfterDays: Int? = nil
    ) {
        self.fileName = fileName
        self.source = source
        self.jobID = jobID
        self.schema = schema
        self.attempt = attempt
        self.receivedAt = receivedAt
        self.sha256 = sha256
        self.outcome = outcome
        self.deferredUntil = deferredUntil
        self.complaints = complaints
        self.classHeader = classHeader
        self.items = items
        self.overdueAfterDays = overdueAfterDays
    }

    /// The receipt as it is stored and laid down: indented JSON with a line feed at its end.
    package var bytes: [UInt8] {
        var json = JSONWriter(indent: 2)
        json.object { json in write(&json) }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    /// Writes the members into an object that is open, as an element of a listing is.
    ///
    /// - Parameters:
    ///   - json: takes the members.
    ///   - ids: how the sender's names for job and items are shown: as they are to the sender, who
    ///     knows the job by them; masked to anybody else.
    ///   - others: how the file's name is shown, and names that others gave.
    package func write(
        _ json: inout JSONWriter, ids: (String) -> String = { $0 },
        others: (String) -> String = Masking.maskingPeople
    ) {
        json.member("file", others(JSONWriter.describing(fileName)))
        json.member("source", source.text)
        json.member("job_id", (jobID?.text).map(ids))
        json.member("schema", schema?.rawValue)
        json.member("attempt", attempt)
        json.member("received_at", receivedAt.description)
        json.member("sha256", sha256)
        json.member("outcome", outcome.rawValue)
        json.memberIfPresent("not_before", deferredUntil?.description)
        json.memberIfPresent("overdue_after_days", overdueAfterDays)
        json.memberIfPresent("note", note)
        json.object("counts") { json in
            json.member("items", items.count)
            json.member("recorded", count(.recorded))
            json.member("refused", count(.refused))
            if outcome == .validated { json.member("valid", count(.valid)) }
        }
        json.complaints(complaints, ids: ids)
        if let classHeader {
            json.object("class") { json in
                classHeader.write(&json, ids: ids, others: others)
            }
        }
        json.array("items") { json in
            for item in items {
                json.object { json in
                    json.member("item_id", (item.itemID?.text).map(ids))
                    item.write(&json, ids: ids, others: others)
                }
            }
        }
    }

    private func count(_ outcome: ItemOutcome) -> Int {
        items.count { $0.outcome == outcome }
    }

    /// What the source should do next, where the outcome alone does not tell.
    private var note: String? {
        if let overdueAfterDays {
            return """
                What has a held_since waits for longer than \(overdueAfterDays) days. It applies \
                as soon as what it waits for is reported; it need not be sent again.
                """
        }
        return switch outcome {
        case .partiallyAccepted:
            "The recorded items stand. Send mended items under a new job_id; this one is used up."
        case .refused, .unreadable:
            "Nothing was recorded. Mend the file and send it again; it may keep its job_id."
        case .conflict:
            "This job_id was recorded before with other content, which stands. Use a new job_id."
        case .duplicate:
            "This job was recorded before; nothing happened twice."
        case .validated:
            "Only checked, nothing was recorded; the job_id is not used up."
        case .accepted, .acceptedWithWarnings, .deferred:
            nil
        }
    }
}

extension ReceiptDocument.Part {
    /// `{outcome, verdict, waits_for?, complaints}` into an object that is open. Remarks of history
    /// stand among the complaints, with severity `remark`.
    package func write(
        _ json: inout JSONWriter, ids: (String) -> String = { $0 },
        others: (String) -> String = Masking.maskingPeople
    ) {
        json.member("outcome", outcome.rawValue)
        json.member("verdict", judgement?.verdict.rawValue)
        // Another may have given what it waits for its name.
        json.memberIfPresent(
            "waits_for", (judgement?.waitsFor?.description).map(others))
        json.memberIfPresent("held_since", heldSince?.description)
        json.complaints(complaints, ids: ids)
    }
}

extension JSONWriter {
    /// Writes a member `complaints`: `[{severity, code, pointer, item_id, message, line, column}]`.
    package mutating func complaints(
        _ complaints: [Complaint], ids: (String) -> String = { $0 }
    ) {
        array("complaints") { json in
            for complaint in complaints {
                json.object { json in
                    json.member("severity", complaint.severity.rawValue)
                    json.member("code", complaint.code.rawValue)
                    json.member("pointer", complaint.pointer)
                    json.member("item_id", (complaint.itemID?.text).map(ids))
                    json.member("message", complaint.message)
                    json.memberIfPresent("line", complaint.location?.line)
                    json.memberIfPresent("column", complaint.location?.column)
                }
            }
        }
    }
}
