internal import GRDB

extension Schema {
    /// What an operator holds back is not held for too long by its source. The eighth migration.
    static func exceptOperatorsHolds(_ database: Database) throws {
        try database.execute(sql: "DROP VIEW held_untold; \(heldUntold)")
    }

    private static let heldUntold = """
        -- Held facts of which that was not announced, and since when they are held: since they
        -- were recorded, or since a job that took from them what they had, or since an operator let
        -- them go. What an operator holds back is not among them.
        CREATE VIEW held_untold AS
        SELECT verdict.fact, verdict.fact / 8192 AS job,
          coalesce(
            (SELECT cause.recorded_at
             FROM verdict_change JOIN attempt AS cause ON cause.id = verdict_change.because_of
             WHERE verdict_change.fact = verdict.fact AND verdict_change.became = 'held'
               AND (verdict_change.was <> 'held'
                 OR 'decision' IN (verdict_change.was_waiting_for, verdict_change.waits_for))
             ORDER BY verdict_change.id DESC LIMIT 1),
            attempt.recorded_at) AS since
        FROM verdict JOIN attempt ON attempt.id = verdict.fact / 8192
        WHERE verdict.verdict = 'held' AND verdict.waits_for <> 'decision'
          AND NOT EXISTS (SELECT 1 FROM overdue WHERE overdue.fact = verdict.fact);
        """
}
