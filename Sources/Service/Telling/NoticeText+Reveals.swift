import Ledger
import Programme
import Systemd

/// That somebody was shown people unmasked: who, whom, why.
extension Notice {
    func announcement(of revealed: RevealNotice, by job: JobNotice) -> Announcement {
        let jobID = Masking.maskingPeople(in: job.jobID?.text ?? "-")
        let name = Masking.maskingPeople(in: revealed.operatorName)
        let account = revealed.owner.map { " (uid \($0))" } ?? ""
        let reason = Masking.maskingPeople(in: revealed.reason)
        return Announcement(
            .revealed,
            """
            \(EventKind.revealed.words): \(revealed.subjects) to \(name)\(account) by okocectl \
            \(revealed.view.rawValue), because: \(reason) (\(job.source)/\(jobID))
            """,
            fields: [
                JournalField("OKOCE_SEQ", "\(seq)"), JournalField("OKOCE_JOB", jobID),
                JournalField("OKOCE_SOURCE", job.source.text),
                JournalField("OKOCE_SCHEMA", job.schema?.rawValue ?? "-"),
                JournalField("OKOCE_OUTCOME", job.outcome.rawValue),
                JournalField("OKOCE_ITEMS", "\(job.counts.sent)"),
                JournalField("OKOCE_RECORDED", "\(job.counts.recorded)"),
                JournalField("OKOCE_ATTEMPT", "\(job.attempt)"),
                JournalField("OKOCE_OPERATOR", name),
                JournalField("OKOCE_REASON", reason),
            ] + (revealed.owner.map { [JournalField("OKOCE_OPERATOR_UID", "\($0)")] } ?? [])
                + revealed.people.map { JournalField("OKOCE_REVEALED", $0.masked) })
    }
}

extension Notice.RevealNotice {
    /// The first people, masked, and how many more.
    fileprivate var subjects: String {
        var parts = people.prefix(3).map(\.masked)
        if peopleCount > parts.count { parts.append("\(peopleCount - parts.count) people more") }
        if deliveryCount > 0 { parts.append("names in \(deliveryCount) deliveries") }
        return parts.joined(separator: ", ")
    }
}
