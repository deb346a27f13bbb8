internal import GRDB

extension Schema {
    /// Which erasures a delivery was redacted by: one file may be about several people, who are
    /// erased one after the other. The seventh migration.
    static func addRedactions(_ database: Database) throws {
        try database.execute(sql: redactions)
    }

    private static let redactions = """
        -- Attempts whose `sha256` is a keyed digest: bytes were taken out of what was received, or
        -- nobody can tell any more whether they should be.
        CREATE TABLE redaction (
          attempt INTEGER NOT NULL REFERENCES attempt (id),
          -- The erasure that took its person out; NULL of a late copy, which was never recorded
          -- otherwise, and of what has no bytes to be looked through.
          act INTEGER REFERENCES erasure (act)
        ) STRICT;
        INSERT INTO redaction SELECT attempt, act FROM redacted ORDER BY attempt;
        DROP TABLE redacted;
        ALTER TABLE redaction RENAME TO redacted;
        CREATE UNIQUE INDEX redacted_by_attempt ON redacted (attempt, act);
        CREATE INDEX redacted_by_act ON redacted (act) WHERE act IS NOT NULL;
        """
}
