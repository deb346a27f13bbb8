package import Programme

/// The notices of a period, by their numbers. There is no gap in it: those before it that retention
/// has removed are no part of it.
package struct NoticeSpan: Hashable, Sendable {
    /// From the first to the last; nil if there were none.
    package let numbers: ClosedRange<Int64>?
    /// The journal has been sent all up to this number, as far as that is written down.
    package let sent: Int64
    /// When the first of them was recorded; nil if there were none.
    package let since: Instant?
}

extension LedgerReader {
    /// Deliveries and changed verdicts that are counted and of which no summary has told yet.
    package func countedAndUntold() throws(LedgerError) -> Int {
        try read { (session) throws(SQLFailure) in
            try session.count(
                """
                SELECT coalesce(sum(times), 0)
                FROM summary JOIN summary_count ON summary_count.summary = summary.id
                WHERE summary.notice IS NULL
                """)
        }
    }

    /// Which notices were recorded in a period.
    ///
    /// - Parameters:
    ///   - since: the period's first instant; nil from the beginning.
    ///   - until: the instant after the period's last; nil to the end.
    package func noticeSpan(
        since: Instant? = nil, until: Instant? = nil
    ) throws(LedgerError) -> NoticeSpan {
        try read { (session) throws(SQLFailure) in
            let removed = try session.removed(.notices)
            let found = try session.first(
                """
                SELECT min(seq), max(seq), min(recorded_at)
                FROM notice WHERE recorded_at >= ?1 AND recorded_at < ?2 AND seq > ?3
                """, since?.nanoseconds ?? Int64.min, until?.nanoseconds ?? Int64.max, removed
            ) { (row) throws(SQLFailure) in
                (
                    first: row.optionalInteger(0), last: row.optionalInteger(1),
                    since: row.optionalInteger(2)
                )
            }
            let count = try session.noticeCount()
            guard let found, let first = found.first, let last = found.last else {
                return NoticeSpan(numbers: nil, sent: count.sent, since: nil)
            }
            return NoticeSpan(
                numbers: (since == nil ? removed + 1 : first)...(until == nil ? count.last : last),
                sent: count.sent, since: found.since.map(Instant.init(nanoseconds:)))
        }
    }
}
