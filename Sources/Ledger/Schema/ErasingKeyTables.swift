internal import GRDB

extension Schema {
    /// By which key the digests of erased people were made. The ninth migration.
    static func addErasingKey(_ database: Database) throws {
        try database.execute(sql: erasingKey)
    }

    private static let erasingKey = """
        CREATE TABLE erasing_key (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          -- A digest of something known, made with the key: tells the key from others.
          digest BLOB NOT NULL CHECK (length(digest) = 32),
          -- A digest of the people on the list beside the key who are not erased in this ledger, once
          -- it was looked through for them; NULL before. An older copy has an older one.
          reconciled BLOB CHECK (length(reconciled) = 32)
        ) STRICT;
        """
}
