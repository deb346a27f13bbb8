// What refuses a job as a whole, before any item (the rulebook, "The job files", "Affiliation").

extension IntakeCheck {
    /// What the envelope is complained of, besides what reading it complained of.
    func envelopeComplaints(
        of job: SentJob, from box: SourceCode, receivedAt: Instant
    ) -> [Complaint] {
        var findings = job.source.map { sourceFindings($0, from: box) } ?? []
        if let envelope = job.envelope {
            findings += controlFindings(envelope, job.body)
            findings += [submittedInFuture(envelope, receivedAt: receivedAt)].compactMap { $0 }
            // Of a file in another's drop box nobody's rights can be asked.
            if envelope.source == box, let source = rules.registry[box] {
                findings += [
                    schemaNotForSource(envelope, source), operatorNote(envelope, source),
                ].compactMap { $0 }
            }
        }
        return findings.map { $0.complaint(under: "") }
    }

    /// Who a job is from is decided by the drop box; the file must agree, and the registry know it.
    private func sourceFindings(_ source: SourceCode, from box: SourceCode) -> [Finding] {
        var findings: [Finding] = []
        if source != box {
            findings.append(
                Finding(
                    .sourceNotOfDropBox, at: "/source",
                    "The file lay in the drop box of \(box) but names another source: "
                        + "send it through that source's own drop box, or mend source."))
        }
        if rules.registry[source] == nil {
            findings.append(
                Finding(
                    .sourceNotRegistered, at: "/source",
                    "The source is not in the registry of the programme: check its code, "
                        + "or have it registered with the programme office."))
        }
        return findings
    }

    /// `submitted_at` is at most 24 h after receipt ("Dates").
    private func submittedInFuture(_ envelope: Envelope, receivedAt: Instant) -> Finding? {
        let day: Int64 = 86_400_000_000_000
        let (latest, overflow) = receivedAt.nanoseconds.addingReportingOverflow(day)
        guard !overflow, envelope.submittedAt.nanoseconds > latest else { return nil }
        return Finding(
            .submittedInFuture, at: "/submitted_at",
            "submitted_at is more than 24 hours after the file was received: "
                + "check the sending computer's clock and time zone.")
    }

    /// Which kinds of file a kind of source may send ("Who does what", "The job files").
    private func schemaNotForSource(_ envelope: Envelope, _ source: Organisation) -> Finding? {
        guard !source.maySend(envelope.schema) else { return nil }
        return Finding(
            .schemaNotForSource, at: "/schema",
            "\(source.code) is registered as \(source.kind.rawValue), which may not send "
                + "\(envelope.schema.rawValue): such files come from "
                + "\(envelope.schema.senders).")
    }

    /// What comes through the operator's drop box says who typed it and why, and nothing else does.
    private func operatorNote(_ envelope: Envelope, _ source: Organisation) -> Finding? {
        switch (source.kind == .operator, envelope.operatorNote) {
        case (true, nil):
            Finding(
                .operatorNoteMissing, at: "/operator",
                "A file in the operator's drop box needs operator and reason in its envelope: "
                    + "say who sends it and why.")
        case (false, .some):
            Finding(
                .operatorNoteNotAllowed, at: "/operator",
                "operator and reason are only for files in the operator's drop box: "
                    + "leave them out of the envelope.")
        default: nil
        }
    }

    /// `control` covers the items as sent; a mismatch means that the file was cut or mixed up.
    private func controlFindings(_ envelope: Envelope, _ body: SentJob.Body) -> [Finding] {
        guard let control = envelope.control, let sent = body.sentAmounts else { return [] }
        var findings: [Finding] = []
        if let items = control.items, items != Int64(sent.count) {
            findings.append(
                Finding(
                    .controlItemsMismatch, at: "/control/items",
                    "control says \(items) items, the file has \(sent.count): "
                        + "send the whole file, or count again."))
        }
        guard let total = control.amountTotal else { return findings }
        if envelope.schema != .fundingApplication {
            findings.append(
                Finding(
                    .controlAmountNotAllowed, at: "/control/amount_total",
                    "amount_total is only for funding applications: leave it out."))
        } else if exactSum(sent) != total.amount {
            findings.append(
                Finding(
                    .controlAmountMismatch, at: "/control/amount_total",
                    "amount_total is not the sum of every amount in the file: "
                        + "send the whole file, or add up again."))
        }
        return findings
    }

    /// The sum of the amounts, nil if it is too large for any control total.
    private func exactSum(_ amounts: [Int64?]) -> Int64? {
        var sum: Int64 = 0
        for amount in amounts.compactMap({ $0 }) {
            let (next, overflow) = sum.addingReportingOverflow(amount)
            guard !overflow else { return nil }
            sum = next
        }
        return sum
    }
}

extension SentJob.Body {
    /// The `amount` of every item as sent; nil if there are no items to count.
    fileprivate var sentAmounts: [Int64?]? {
        switch self {
        case .stageUpdate(let items): items.map(\.amount)
        case .roster(_, let rows): rows.map(\.amount)
        case .funding(let items): items.map(\.amount)
        case .commands(let items): items.map(\.amount)
        case .none: nil
        }
    }
}
