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
        let (since, until) = (summary.since.wholeSeconds, summary.until.wholeSeconds)
        var message = "summary: \(summary.source), \(jobs) \(jobs == 1 ? "job" : "jobs")"
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
            message + "; from \(since) to \(until)",
            fields: [
                JournalField("OKOCE_SEQ", "\(seq)"),
                JournalField("OKOCE_SOURCE", summary.source.text),
                JournalField("OKOCE_JOBS", "\(jobs)"), JournalField("OKOCE_ITEMS", "\(items)"),
                JournalField("OKOCE_RECORDED", "\(recorded)"),
                JournalField("OKOCE_REFUSED", "\(refused)"),
                JournalField("OKOCE_SINCE", "\(since)"),
                JournalField("OKOCE_UNTIL", "\(until)"),
            ] + counts.map { JournalField("OKOCE_COUNT", $0) })
    }
}

extension Instant {
    /// Nobody reads nanoseconds.
    fileprivate var wholeSeconds: Instant {
        Instant(nanoseconds: nanoseconds - nanoseconds % 1_000_000_000)
    }
}
