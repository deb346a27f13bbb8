internal import GRDB

extension Schema {
    /// Two more kinds of fact, and what operators have the daemon do. The third migration.
    ///
    /// The checks of `fact` are exchanged where SQLite keeps its text ("Making Other Kinds Of Table
    /// Schema Changes", sqlite.org/lang_altertable.html): columns and rows stay as they are, and
    /// whatever passed the old checks passes the new. Copying a million facts would take a minute.
    static func addActs(_ database: Database) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA schema_version") ?? 0
        try database.execute(sql: "PRAGMA writable_schema = ON")
        try database.execute(
            sql: "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = 'fact'",
            arguments: [factTable])
        try database.execute(sql: "PRAGMA schema_version = \(version + 1)")
        try database.execute(sql: "PRAGMA writable_schema = RESET")
        try database.execute(sql: acts)
    }

    private static let acts = """
        -- The rest of a fact of kind 'act'.
        CREATE TABLE act (
          fact INTEGER PRIMARY KEY REFERENCES fact (id),
          what TEXT NOT NULL CHECK (\(oneOf("what", "pause", "resume", "retry"))),
          source INTEGER REFERENCES source (id),
          -- Not a reference: an operator may name one that is not there.
          attempt INTEGER CHECK (attempt >= 1),
          CHECK ((source IS NULL) = (what = 'retry')),
          CHECK ((attempt IS NOT NULL) = (what = 'retry'))
        ) STRICT;

        -- What became of a retry, once the spool has been asked: with the file as it went back.
        CREATE TABLE retried (
          act INTEGER PRIMARY KEY REFERENCES act (fact),
          outcome TEXT NOT NULL CHECK (\(word("outcome", RetryOutcome.self))),
          at INTEGER NOT NULL,
          device INTEGER, inode INTEGER, size INTEGER, mtime_ns INTEGER,
          CHECK ((inode IS NOT NULL) = (outcome = 'returned')),
          CHECK ((device IS NULL) = (inode IS NULL) AND (size IS NULL) = (inode IS NULL)
            AND (mtime_ns IS NULL) = (inode IS NULL))
        ) STRICT;

        CREATE TRIGGER act_is_kept BEFORE UPDATE ON act
        BEGIN SELECT RAISE(ABORT, 'act is append-only'); END;
        CREATE TRIGGER act_stays BEFORE DELETE ON act
        BEGIN SELECT RAISE(ABORT, 'act is append-only'); END;
        CREATE TRIGGER retried_is_kept BEFORE UPDATE ON retried
        BEGIN SELECT RAISE(ABORT, 'retried is append-only'); END;
        CREATE TRIGGER retried_stays BEFORE DELETE ON retried
        BEGIN SELECT RAISE(ABORT, 'retried is append-only'); END;
        """
}
