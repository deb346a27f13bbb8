import JobFormat
import Ledger
import Programme
import Systemd

/// A notice of the ledger's as it is told: a line for people, the `OKOCE_` fields for programs.
///
/// No personal data: items and jobs are named by the ids that their senders gave them, and a NIK
/// among those is masked.
extension Notice {
    var announcement: Announcement {
        switch event {
        case .job(let job):
            if let revealed = job.revealed {
                announcement(of: revealed, by: job)
            } else {
                announcement(
                    of: job,
                    as: job.codes.contains(.killsTheProgram) ? .deadly : EventKind(job.outcome))
            }
        case .setAside(let job): announcement(of: job, as: .setAside)
        case .itemRefused(let job, let item): announcement(of: item, of: job)
        case .moreItemsRefused(let job, let count): announcement(ofItemsMore: count, of: job)
        case .verdictChanged(let change): announcement(of: change)
        case .overdue(let job, let facts): announcement(of: job, overdue: facts)
        case .summary(let summary): announcement(of: summary)
        }
    }

    private func announcement(of job: JobNotice, as kind: EventKind) -> Announcement {
        let jobID = Masking.maskingPeople(in: job.jobID?.text ?? "-")
        let file = Masking.maskingPeople(in: JSONWriter.describing(job.fileName))
        let schema = job.schema?.rawValue ?? "-"
        var message = "\(kind.words): \(job.source)/\(jobID) (\(file))"
        if job.counts.sent > 0 {
            message += ", \(job.counts.recorded) of \(job.counts.sent) items recorded"
        }
        if !job.codes.isEmpty {
            message += ", \(job.codes.map(\.rawValue).joined(separator: " "))"
        }
        let fields =
            [
                JournalField("OKOCE_SEQ", "\(seq)"), JournalField("OKOCE_JOB", jobID),
                JournalField("OKOCE_SOURCE", job.source.text),
                JournalField("OKOCE_SCHEMA", schema),
                JournalField("OKOCE_OUTCOME", job.outcome.rawValue),
                JournalField("OKOCE_ITEMS", "\(job.counts.sent)"),
                JournalField("OKOCE_RECORDED", "\(job.counts.recorded)"),
                JournalField("OKOCE_ATTEMPT", "\(job.attempt)"),
                JournalField("OKOCE_FILE", file),
            ] + job.codes.map { JournalField("OKOCE_CODE", $0.rawValue) }
        return Announcement(kind, message, fields: fields)
    }

    private func announcement(of job: JobNotice, overdue facts: Int) -> Announcement {
        let jobID = Masking.maskingPeople(in: job.jobID?.text ?? "-")
        return Announcement(
            .overdue,
            """
            overdue: \(job.source)/\(jobID), \(facts) of its facts have been held for too long; \
            okocectl explain says what they wait for
            """,
            fields: [
                JournalField("OKOCE_SEQ", "\(seq)"), JournalField("OKOCE_JOB", jobID),
                JournalField("OKOCE_SOURCE", job.source.text),
                JournalField("OKOCE_OVERDUE", "\(facts)"),
                JournalField("OKOCE_ATTEMPT", "\(job.attempt)"),
            ])
    }

    private func announcement(of change: VerdictNotice) -> Announcement {
        let jobID = Masking.maskingPeople(in: change.fact.jobID.text)
        let item = change.itemID.map { "item \(Masking.maskingPeople(in: $0.text))" } ?? "class"
        let waits = change.waitsFor.map { ", waits for \(Masking.maskingPeople(in: $0))" } ?? ""
        return Announcement(
            .verdictChanged,
            """
            verdict changed: \(change.fact.source)/\(jobID) \(item) was \(change.was.rawValue), is \
            \(change.became.rawValue)\(waits), because of attempt \(change.becauseOf)
            """,
            fields: [
                JournalField("OKOCE_SEQ", "\(seq)"), JournalField("OKOCE_JOB", jobID),
                JournalField("OKOCE_SOURCE", change.fact.source.text),
                JournalField("OKOCE_VERDICT", change.became.rawValue),
                JournalField("OKOCE_BECAUSE", "\(change.becauseOf)"),
            ])
    }
}

extension EventKind {
    /// What is told of a job with this outcome.
    init(_ outcome: JobOutcome) {
        self =
            switch outcome {
            case .accepted: .accepted
            case .acceptedWithWarnings: .acceptedWithWarnings
            case .partiallyAccepted: .partiallyAccepted
            case .refused: .refused
            case .validated: .validated
            case .deferred: .deferred
            case .duplicate: .duplicate
            case .conflict: .conflict
            case .unreadable: .unreadable
            }
    }
}
