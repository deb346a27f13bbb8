extension Schema {
    /// Notices also of single items and of summaries, each with its own time; and what summaries
    /// count. The second migration.
    static let summaries = """
        CREATE TABLE notice_2 (
          seq INTEGER PRIMARY KEY CHECK (seq >= 1),
          kind TEXT NOT NULL CHECK (
            \(oneOf(
              "kind", "job", "set_aside", "item", "items", "verdict", "overdue", "summary"))),
          -- Of a summary the last that it counts.
          attempt INTEGER NOT NULL REFERENCES attempt (id),
          change INTEGER REFERENCES verdict_change (id),
          -- Which item of the attempt.
          position INTEGER CHECK (position BETWEEN 0 AND 8190),
          -- How many items more were refused than have a notice each.
          more INTEGER CHECK (more >= 1),
          recorded_at INTEGER NOT NULL,
          CHECK ((change IS NOT NULL) = (kind = 'verdict')),
          CHECK ((position IS NOT NULL) = (kind = 'item')),
          CHECK ((more IS NOT NULL) = (kind = 'items'))
        ) STRICT;
        INSERT INTO notice_2
        SELECT seq, kind, notice.attempt, change, NULL, NULL,
          CASE kind WHEN 'overdue'
            THEN (SELECT min(announced_at) FROM overdue WHERE overdue.notice = seq)
            ELSE (SELECT recorded_at FROM attempt WHERE attempt.id = notice.attempt) END
        FROM notice ORDER BY seq;
        DROP TABLE notice;
        ALTER TABLE notice_2 RENAME TO notice;
        CREATE TRIGGER notice_is_kept BEFORE UPDATE ON notice
        BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END;

        -- What is told of a source in one notice. While that is not told it counts on.
        CREATE TABLE summary (
          id INTEGER PRIMARY KEY,
          source INTEGER NOT NULL REFERENCES source (id),
          -- When the first and the last was recorded of what it counts.
          since INTEGER NOT NULL,
          until INTEGER NOT NULL,
          last_attempt INTEGER NOT NULL REFERENCES attempt (id),
          notice INTEGER UNIQUE REFERENCES notice (seq)
        ) STRICT;
        CREATE UNIQUE INDEX open_summary ON summary (source) WHERE notice IS NULL;

        -- How many jobs had an outcome, and how many facts got another verdict.
        CREATE TABLE summary_count (
          summary INTEGER NOT NULL REFERENCES summary (id),
          kind TEXT NOT NULL CHECK (kind IN ('job', 'verdict')),
          what TEXT NOT NULL,
          times INTEGER NOT NULL CHECK (times >= 1),
          items INTEGER NOT NULL CHECK (items >= 0),
          recorded INTEGER NOT NULL CHECK (recorded BETWEEN 0 AND items),
          refused INTEGER NOT NULL CHECK (refused BETWEEN 0 AND items),
          PRIMARY KEY (summary, kind, what)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER summary_is_kept BEFORE UPDATE ON summary WHEN OLD.notice IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a summary that is told is append-only'); END;
        CREATE TRIGGER summary_stays BEFORE DELETE ON summary
        BEGIN SELECT RAISE(ABORT, 'summary is append-only'); END;
        CREATE TRIGGER summary_count_is_kept BEFORE UPDATE ON summary_count
        WHEN (SELECT notice FROM summary WHERE id = OLD.summary) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a summary that is told is append-only'); END;
        CREATE TRIGGER summary_count_stays BEFORE DELETE ON summary_count
        BEGIN SELECT RAISE(ABORT, 'summary_count is append-only'); END;
        """
}
