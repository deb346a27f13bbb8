internal import GRDB

extension Schema {
    /// What people ask for by law (UU PDP 27/2022), what was done of it, and the one way past the
    /// triggers that keep everything as it was recorded. The fourth migration.
    ///
    /// **The way past**: a transaction that has to change or remove what is append-only puts a row
    /// into `erasing`, does it, and takes the row out again before it commits; nobody else ever sees
    /// the row. `person` lets the columns be changed that may tell who somebody is, and no other.
    /// `retention` lets whole rows be removed of what only tells how something came about: attempts,
    /// their items, complaints and documents, verdict changes, notices, summaries. Neither lets a
    /// fact go.
    static func addPersons(_ database: Database) throws {
        try database.execute(sql: persons)
        for (table, columns) in mayBeErased {
            try database.execute(sql: keeping(table, but: columns))
        }
        for table in mayBeRemoved { try database.execute(sql: staying(table)) }
    }

    private static let persons = """
        -- There only inside the transaction that erases: why rows may be changed or removed.
        CREATE TABLE erasing (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          what TEXT NOT NULL CHECK (what IN ('person', 'retention'))
        ) STRICT;

        -- The rest of a fact of kind 'act' that is about a person. Of one who was erased the NIK is
        -- the tombstone's. Of a reveal it is NULL where a whole list was shown.
        CREATE TABLE person_act (
          fact INTEGER PRIMARY KEY REFERENCES fact (id),
          what TEXT NOT NULL CHECK (
            \(oneOf("what", "request", "answer", "export", "restrict", "lift", "erase", "reveal"))),
          nik INTEGER CHECK (\(nik("nik"))),
          -- Which right a request or an answer is about.
          wish TEXT CHECK (\(oneOf("wish", "export", "correct", "restrict", "erase"))),
          -- When the person asked: from then on the clock runs.
          asked_at INTEGER,
          CHECK ((nik IS NOT NULL) OR what = 'reveal'),
          CHECK ((wish IS NOT NULL) = (what IN ('request', 'answer'))),
          CHECK ((asked_at IS NOT NULL) = (what = 'request'))
        ) STRICT;
        CREATE INDEX person_act_by_nik ON person_act (nik);

        -- How far an erasure has come. Of who it was nothing but a keyed digest, whose key lies in a
        -- file beside the ledger.
        CREATE TABLE erasure (
          act INTEGER PRIMARY KEY REFERENCES person_act (fact),
          tombstone INTEGER NOT NULL UNIQUE CHECK (\(nik("tombstone"))),
          mac BLOB NOT NULL CHECK (length(mac) = 32),
          -- What was submitted until then, or occurred before that day, is not taken again.
          erased_at INTEGER NOT NULL,
          step TEXT NOT NULL CHECK (
            \(oneOf("step", "attempts", "files", "pages", "done"))),
          -- The last attempt or page that is done with.
          reached INTEGER NOT NULL,
          finished_at INTEGER,
          CHECK ((finished_at IS NOT NULL) = (step = 'done'))
        ) STRICT;

        -- Attempts whose bytes are no longer what was received: `sha256` is a keyed digest then.
        CREATE TABLE redacted (
          attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
          -- The erasure that did it; NULL of a late copy, which was never recorded otherwise.
          act INTEGER REFERENCES erasure (act)
        ) STRICT;
        CREATE INDEX redacted_by_act ON redacted (act) WHERE act IS NOT NULL;

        CREATE TRIGGER person_act_stays BEFORE DELETE ON person_act
        BEGIN SELECT RAISE(ABORT, 'person_act is append-only'); END;
        CREATE TRIGGER erasure_stays BEFORE DELETE ON erasure
        BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;
        CREATE TRIGGER person_act_is_kept BEFORE UPDATE ON person_act
        BEGIN SELECT RAISE(ABORT, 'person_act is append-only'); END;

        DROP TRIGGER document_is_kept;
        CREATE TRIGGER document_is_kept BEFORE UPDATE ON document
        WHEN NEW.id <> OLD.id OR (NEW.bytes IS NOT NULL
          AND NOT (\(isErasing("person")) AND length(NEW.bytes) = length(OLD.bytes)))
        BEGIN SELECT RAISE(ABORT, 'a document may be forgotten, not changed'); END;
        DROP TRIGGER document_stays;
        CREATE TRIGGER document_stays BEFORE DELETE ON document
        WHEN NOT \(isErasing("retention"))
        BEGIN SELECT RAISE(ABORT, 'a document may be forgotten, not removed'); END;
        """

    /// Columns that may tell who somebody is.
    private static let mayBeErased: [(table: String, columns: [String])] = [
        (
            "fact",
            [
                "nik", "item_id", "name", "consent_notice", "sex", "birth_date", "business_name",
                "business_sector", "mentor", "licence_number", "issued_on", "channel_name",
                "revenue", "expenses", "application_id", "target_job", "target_item",
                "operator_name", "reason",
            ]
        ),
        ("attempt", ["job_id", "sha256", "file_name", "operator_name", "operator_reason"]),
        ("item", ["item_id"]),
        ("complaint", ["item_id", "pointer", "message"]),
        ("verdict_change", ["was_waiting_for", "waits_for"]),
        ("header_speaker", ["speaker_id", "name"]),
        ("person_act", ["nik"]),
    ]

    /// Tables of how something came about, without which facts are what they are.
    private static let mayBeRemoved = [
        "attempt", "item", "complaint", "unaffiliated", "verdict_change", "overdue", "summary",
        "summary_count", "retried",
    ]

    private static func isErasing(_ what: String) -> String {
        "EXISTS (SELECT 1 FROM erasing WHERE what = '\(what)')"
    }

    /// An UPDATE passes in a transaction that erases a person, if it leaves all other columns.
    private static func keeping(_ table: String, but columns: [String]) -> String {
        """
        DROP TRIGGER \(table)_is_kept;
        CREATE TRIGGER \(table)_is_kept BEFORE UPDATE ON \(table)
        WHEN NOT \(isErasing("person"))
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        CREATE TRIGGER \(table)_is_kept_but BEFORE UPDATE OF \(others(than: columns, in: table))
        ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }

    /// A DELETE passes in a transaction that applies the retention.
    private static func staying(_ table: String) -> String {
        """
        DROP TRIGGER \(table)_stays;
        CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
        WHEN NOT \(isErasing("retention"))
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }

    /// All other columns of a table, as the migrations before this one made it.
    private static func others(than columns: [String], in table: String) -> String {
        let all: [String] =
            switch table {
            case "fact":
                ["id", "job", "position", "kind", "occurred_on"] + FactColumn.allCases.map(\.name)
                    + ["nik", "item_id"]
            case "attempt":
                [
                    "id", "source", "submitted_at", "recorded", "outcome", "schema", "received_at",
                    "recorded_at", "document", "device", "inode", "size", "mtime_ns", "ctime_ns",
                    "resumes", "same_as", "deferred_until", "class_outcome", "items",
                    "items_recorded", "complaints",
                ]
            case "item": ["attempt", "position", "outcome"]
            case "complaint": ["attempt", "number", "position", "code", "line", "\"column\""]
            case "verdict_change": ["id", "fact", "was", "became", "because_of"]
            case "header_speaker": ["fact", "number"]
            default: ["fact", "what", "wish", "asked_at"]
            }
        return all.filter { !columns.contains($0) }.joined(separator: ", ")
    }
}
