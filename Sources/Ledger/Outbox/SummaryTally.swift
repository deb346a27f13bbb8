internal import Programme

/// What a transaction adds to the summary of one source.
struct SummaryTally {
    /// How many, and of how many items.
    struct Count {
        var times = 0
        var items = 0
        var recorded = 0
        var refused = 0
    }

    private(set) var outcomes: [JobOutcome: Count] = [:]
    private(set) var verdicts: [Verdict: Int] = [:]
    /// The last attempt in it.
    private(set) var lastAttempt: Int64 = 0

    mutating func count(_ attempt: Attempt) {
        let counts = attempt.counts
        var count = outcomes[attempt.outcome] ?? Count()
        count.times += 1
        count.items += counts.sent
        count.recorded += counts.recorded
        // Who only asked was refused nothing.
        if attempt.outcome != .validated {
            count.refused += attempt.items.count { $0.outcome == .refused }
        }
        outcomes[attempt.outcome] = count
        lastAttempt = max(lastAttempt, attempt.number)
    }

    mutating func count(_ change: FoldWriting.Change) {
        verdicts[change.became, default: 0] += 1
        lastAttempt = max(lastAttempt, change.attempt)
    }
}

extension Session {
    /// Adds to the summary that a source has open; opens one if it has none.
    func add(
        _ tally: SummaryTally, toSummaryOf source: SourceCode, at now: Instant
    ) throws(SQLFailure) {
        try run(
            """
            INSERT INTO summary (source, since, until, last_attempt) VALUES (?1, ?2, ?2, ?3)
            ON CONFLICT (source) WHERE notice IS NULL
            DO UPDATE SET until = excluded.until,
              last_attempt = max(last_attempt, excluded.last_attempt)
            """, try number(of: source), now, tally.lastAttempt)
        let open = try first(
            "SELECT id FROM summary WHERE source = ? AND notice IS NULL", try number(of: source)
        ) { (row) throws(SQLFailure) in row.integer(0) }
        guard let open else { throw .unexpected("a summary is gone") }
        for (outcome, count) in tally.outcomes {
            try add("job", outcome.rawValue, count, to: open)
        }
        for (verdict, times) in tally.verdicts {
            try add("verdict", verdict.rawValue, SummaryTally.Count(times: times), to: open)
        }
    }

    private func add(
        _ kind: String, _ what: String, _ count: SummaryTally.Count, to summary: Int64
    ) throws(SQLFailure) {
        try run(
            """
            INSERT INTO summary_count (summary, kind, what, times, items, recorded, refused)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET times = times + excluded.times,
              items = items + excluded.items, recorded = recorded + excluded.recorded,
              refused = refused + excluded.refused
            """, summary, kind, what, count.times, count.items, count.recorded, count.refused)
    }
}
