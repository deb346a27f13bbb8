import JobFormat
import Ledger
import Programme
import Systemd

/// Notices of refused items of a job of many.
extension Notice {
    func announcement(of item: ItemNotice, of job: JobNotice) -> Announcement {
        let jobID = Masking.maskingPeople(in: job.jobID?.text ?? "-")
        // Counted from 1 for people, as in okocectl's tables.
        let name = item.itemID.map { Masking.maskingPeople(in: $0.text) } ?? "#\(item.position + 1)"
        let mend = item.codes.first { $0.severity == .error }
            .flatMap { ComplaintCatalogue.entry(for: $0)?.english.mend }
        return Announcement(
            .itemRefused,
            """
            item refused: \(job.source)/\(jobID) item \(name), \
            \(item.codes.map(\.rawValue).joined(separator: " "))\(mend.map { ": \($0)" } ?? "")
            """,
            fields: fields(of: job, jobID) + [JournalField("OKOCE_ITEM", name)]
                + item.codes.map { JournalField("OKOCE_CODE", $0.rawValue) })
    }

    func announcement(ofItemsMore count: Int, of job: JobNotice) -> Announcement {
        let jobID = Masking.maskingPeople(in: job.jobID?.text ?? "-")
        return Announcement(
            .moreItemsRefused,
            """
            more items refused: \(job.source)/\(jobID), \(count) more than have a notice each; \
            okocectl job \(job.source) \(jobID) lists them all
            """,
            fields: fields(of: job, jobID) + [JournalField("OKOCE_REFUSED", "\(count)")])
    }

    /// Without the outcome, which is the job's: who filters by it wants each job once.
    private func fields(of job: JobNotice, _ jobID: String) -> [JournalField] {
        [
            JournalField("OKOCE_SEQ", "\(seq)"), JournalField("OKOCE_JOB", jobID),
            JournalField("OKOCE_SOURCE", job.source.text),
            JournalField("OKOCE_SCHEMA", job.schema?.rawValue ?? "-"),
            JournalField("OKOCE_ATTEMPT", "\(job.attempt)"),
            JournalField(
                "OKOCE_FILE", Masking.maskingPeople(in: JSONWriter.describing(job.fileName))),
        ]
    }
}
