internal import GRDB
internal import Programme

extension Schema {
    /// What the retention has removed, and how far it is. The sixth migration.
    static func addRetention(_ database: Database) throws {
        try database.execute(sql: removals)
    }

    private static let removals = """
        -- What the retention has removed: a row for each kind and day (in Jakarta) on which it went
        -- on. The last one says how far it is.
        CREATE TABLE removal (
          what TEXT NOT NULL CHECK (\(word("what", Removal.self))),
          day INTEGER NOT NULL CHECK (\(day("day"))),
          -- The last attempt, notice or change of a verdict that is done with, and when that was
          -- recorded.
          up_to INTEGER NOT NULL CHECK (up_to >= 0),
          before INTEGER NOT NULL,
          removed INTEGER NOT NULL CHECK (removed >= 0),
          bytes INTEGER NOT NULL CHECK (bytes >= 0),
          -- Deliveries that the removed notices told of, by themselves or in summaries.
          told INTEGER NOT NULL CHECK (told >= 0),
          PRIMARY KEY (what, day)
        ) STRICT, WITHOUT ROWID;

        -- Who shares a document with the delivery that brought it; few do.
        CREATE INDEX attempt_by_document ON attempt (document) WHERE document <> id;
        -- Without it each change that goes would look through all notices.
        CREATE INDEX notice_by_change ON notice (change) WHERE change IS NOT NULL;
        """
}
