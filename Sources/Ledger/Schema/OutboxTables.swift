extension Schema {
    /// What is to be announced, by a number without gaps, and how far that has come.
    static let outbox = """
        -- The number of the next notice. A row of its own: AUTOINCREMENT would leave gaps.
        CREATE TABLE counter (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          next_notice INTEGER NOT NULL CHECK (next_notice >= 1)
        ) STRICT;
        INSERT INTO counter VALUES (1, 1);

        CREATE TABLE notice (
          seq INTEGER PRIMARY KEY CHECK (seq >= 1),
          kind TEXT NOT NULL CHECK (kind IN ('job', 'set_aside', 'verdict', 'overdue')),
          attempt INTEGER NOT NULL REFERENCES attempt (id),
          change INTEGER REFERENCES verdict_change (id),
          CHECK ((change IS NOT NULL) = (kind = 'verdict'))
        ) STRICT;

        -- Facts of which it was announced that they are held for too long: each once, ever.
        CREATE TABLE overdue (
          fact INTEGER PRIMARY KEY REFERENCES fact (id),
          notice INTEGER NOT NULL REFERENCES notice (seq),
          announced_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX overdue_by_notice ON overdue (notice);

        -- Held facts of which that was not announced, and since when they are held: since they
        -- were recorded, or since a job that took from them what they had.
        CREATE VIEW held_untold AS
        SELECT verdict.fact, verdict.fact / 8192 AS job,
          coalesce(
            (SELECT cause.recorded_at
             FROM verdict_change JOIN attempt AS cause ON cause.id = verdict_change.because_of
             WHERE verdict_change.fact = verdict.fact
               AND verdict_change.became = 'held' AND verdict_change.was <> 'held'
             ORDER BY verdict_change.id DESC LIMIT 1),
            attempt.recorded_at) AS since
        FROM verdict JOIN attempt ON attempt.id = verdict.fact / 8192
        WHERE verdict.verdict = 'held' AND verdict.waits_for IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM overdue WHERE overdue.fact = verdict.fact);

        -- How far the journal has been sent the notices: the last row says where it is; the ones
        -- before it, where it was, so that after a boot those not yet on the journal's disk are
        -- sent again. `uptime_s` counts from that boot.
        CREATE TABLE sent (
          id INTEGER PRIMARY KEY,
          boot_id TEXT NOT NULL,
          uptime_s INTEGER NOT NULL,
          up_to INTEGER NOT NULL CHECK (up_to >= 0)
        ) STRICT;
        """

    /// What has happened stays as it was recorded: these triggers let nothing be edited.
    /// A later migration lets erasing and retention through: see ``addPersons(_:)``. A document's bytes
    /// may be forgotten, but not exchanged.
    static let keeping =
        [
            "attempt", "item", "complaint", "unaffiliated", "fact", "header_session",
            "header_speaker", "verdict_change", "overdue",
        ]
        .map { table in
            """
            CREATE TRIGGER \(table)_is_kept BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            """
        }.joined(separator: "\n") + """

            CREATE TRIGGER document_is_kept BEFORE UPDATE ON document
            WHEN NEW.bytes IS NOT NULL OR NEW.id <> OLD.id
            BEGIN SELECT RAISE(ABORT, 'a document may be forgotten, not changed'); END;
            CREATE TRIGGER document_stays BEFORE DELETE ON document
            BEGIN SELECT RAISE(ABORT, 'a document may be forgotten, not removed'); END;
            CREATE TRIGGER notice_is_kept BEFORE UPDATE ON notice
            BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END;
            """
}
