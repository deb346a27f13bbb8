import Ledger
import Programme
import Systemd

/// The notice of a source's summary.
extension Notice {
    func announcement(of summary: SummaryNotice) -> Announcement {
        let jobs = summary.outcomes.reduce(0) { $0 + $1.jobs }
        let items = summary.outcomes.reduce(0) { $0 + $1.items }
        let recorded = summary.outcomes.reduce(0) { $0 + $1.recorded }
        let refused = summary.outcomes.reduce(0) { $0 + $1.refused }
        var message = "summary: \(summary.source), \(jobs) jobs"
        if jobs > 0 {
            let words = summary.outcomes.map { outcome in
                "\(outcome.jobs) \(outcome.outcome.rawValue.replacing("_", with: " "))"
            }
            message += " (\(words.joined(separator: ", ")))"
            message += ", \(recorded) of \(items) items recorded, \(refused) refused"
        }
        if !summary.verdicts.isEmpty {
            let words = summary.verdicts.map { "\($0.times) became \($0.became.rawValue)" }
            message += "; verdicts changed: \(words.joined(separator: ", "))"
        }
        let counts =
            summary.outcomes.map { "\($0.outcome.rawValue)=\($0.jobs)" }
            + summary.verdicts.map { "\($0.became.rawValue)=\($0.times)" }
        return Announcement(
            summary.hasProblems ? .summaryOfProblems : .summary,
            message + "; from \(summary.since) to \(summary.until)",
            fields: [
                JournalField("OKOCE_SEQ", "\(seq)"),
                JournalField("OKOCE_SOURCE", summary.source.text),
                JournalField("OKOCE_JOBS", "\(jobs)"), JournalField("OKOCE_ITEMS", "\(items)"),
                JournalField("OKOCE_RECORDED", "\(recorded)"),
                JournalField("OKOCE_REFUSED", "\(refused)"),
                JournalField("OKOCE_SINCE", "\(summary.since)"),
                JournalField("OKOCE_UNTIL", "\(summary.until)"),
            ] + counts.map { JournalField("OKOCE_COUNT", $0) })
    }
}
