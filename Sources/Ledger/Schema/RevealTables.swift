internal import GRDB
internal import Programme

extension Schema {
    /// Who was shown what, and whose file a command was. The fifth migration.
    static func addReveals(_ database: Database) throws {
        try database.execute(sql: reveals)
    }

    private static let reveals = """
        -- The uid of who owned the file; of operators' commands only.
        ALTER TABLE attempt ADD COLUMN owner INTEGER CHECK (owner >= 0);

        -- The rest of an act of showing somebody unmasked: by which command of okocectl, and of
        -- which delivery if not of a person.
        CREATE TABLE revealed (
          fact INTEGER PRIMARY KEY REFERENCES person_act (fact),
          view TEXT NOT NULL CHECK (\(word("view", Revelation.View.self))),
          -- Not a reference: a hand-made command may name one that is not there.
          attempt INTEGER CHECK (attempt >= 1)
        ) STRICT;
        CREATE TRIGGER revealed_is_kept BEFORE UPDATE ON revealed
        BEGIN SELECT RAISE(ABORT, 'revealed is append-only'); END;
        CREATE TRIGGER revealed_stays BEFORE DELETE ON revealed
        BEGIN SELECT RAISE(ABORT, 'revealed is append-only'); END;
        """
}
