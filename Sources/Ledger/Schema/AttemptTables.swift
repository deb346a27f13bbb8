internal import Programme

extension Schema {
    /// Who, what arrived, in which bytes, and what the intake check said of it.
    ///
    /// An *attempt* is one delivery of a file (or a deferred job come due). The attempt that
    /// recorded something *is* the job, and its (source, job_id) is unique; other attempts do not
    /// use up an id.
    static let attempts = """
        -- Organisations by number: a code once met keeps its number.
        CREATE TABLE source (
          id INTEGER PRIMARY KEY,
          code TEXT NOT NULL UNIQUE CHECK (\(identifier("code")))
        ) STRICT;

        -- The exact bytes of a job, under the number of the attempt that brought them first.
        -- NULL once their retention has ended.
        CREATE TABLE document (
          id INTEGER PRIMARY KEY,
          bytes BLOB
        ) STRICT;

        CREATE TABLE attempt (
          id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 1000000000000),
          source INTEGER NOT NULL REFERENCES source (id),
          job_id TEXT CHECK (\(identifier("job_id"))),
          submitted_at INTEGER,
          recorded INTEGER NOT NULL CHECK (
            recorded = (\(oneOf("outcome", "accepted", "accepted_with_warnings", "partially_accepted")))),
          outcome TEXT NOT NULL CHECK (\(word("outcome", JobOutcome.self))),
          schema TEXT CHECK (\(word("schema", JobSchema.self))),
          received_at INTEGER NOT NULL,
          recorded_at INTEGER NOT NULL,
          sha256 BLOB CHECK (length(sha256) = 32),
          document INTEGER REFERENCES document (id),
          -- Raw bytes, which need not be UTF-8.
          file_name BLOB NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
          -- What tells a crash's leftover from a resend; none of a deferred job come due.
          device INTEGER, inode INTEGER, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER,
          resumes INTEGER REFERENCES attempt (id),
          -- Of a duplicate or a conflict: the attempt that used up the id.
          same_as INTEGER REFERENCES attempt (id),
          deferred_until INTEGER,
          class_outcome TEXT CHECK (\(oneOf("class_outcome", "recorded", "refused", "valid"))),
          items INTEGER NOT NULL CHECK (items >= 0),
          items_recorded INTEGER NOT NULL CHECK (items_recorded BETWEEN 0 AND items),
          complaints INTEGER NOT NULL CHECK (complaints >= 0),
          operator_name TEXT, operator_reason TEXT,

          CHECK (NOT recorded OR
            (job_id IS NOT NULL AND submitted_at IS NOT NULL AND schema IS NOT NULL)),
          CHECK (recorded OR items_recorded = 0),
          CHECK (sha256 IS NOT NULL OR outcome = 'unreadable'),
          CHECK (document IS NOT NULL OR \(oneOf("outcome", "duplicate", "conflict", "unreadable"))),
          CHECK ((same_as IS NOT NULL) = (outcome IN ('duplicate', 'conflict'))),
          CHECK ((deferred_until IS NOT NULL) = (outcome = 'deferred')),
          CHECK ((operator_name IS NULL) = (operator_reason IS NULL)),
          CHECK (CASE WHEN resumes IS NULL
            THEN device IS NOT NULL AND inode IS NOT NULL AND size IS NOT NULL
              AND mtime_ns IS NOT NULL AND ctime_ns IS NOT NULL
            ELSE resumes < id AND device IS NULL AND inode IS NULL AND size IS NULL
              AND mtime_ns IS NULL AND ctime_ns IS NULL END)
        ) STRICT;
        CREATE UNIQUE INDEX job_by_id ON attempt (source, job_id) WHERE recorded = 1;
        CREATE INDEX attempt_by_id ON attempt (source, job_id) WHERE recorded = 0;
        -- By change time first: it grows, so that each new entry goes to the end of the index.
        CREATE INDEX attempt_by_file ON attempt (ctime_ns, inode) WHERE ctime_ns IS NOT NULL;
        CREATE UNIQUE INDEX attempt_by_resumed ON attempt (resumes) WHERE resumes IS NOT NULL;
        -- Finds bytes that are kept already; recorded jobs need no entry, their id is used up.
        CREATE INDEX attempt_by_bytes ON attempt (sha256)
          WHERE recorded = 0 AND document IS NOT NULL;

        -- Items that were not recorded; recorded ones are facts.
        CREATE TABLE item (
          attempt INTEGER NOT NULL REFERENCES attempt (id),
          position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 8190),
          item_id TEXT CHECK (\(identifier("item_id"))),
          outcome TEXT NOT NULL CHECK (outcome IN ('refused', 'valid')),
          PRIMARY KEY (attempt, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE complaint (
          attempt INTEGER NOT NULL REFERENCES attempt (id),
          number INTEGER NOT NULL CHECK (number >= 0),
          -- NULL for envelope and class header.
          position INTEGER CHECK (position BETWEEN 0 AND 8190),
          item_id TEXT CHECK (\(identifier("item_id"))),
          code TEXT NOT NULL CHECK (code GLOB '[EWR][0-9][0-9][0-9]'),
          pointer TEXT NOT NULL,
          message TEXT NOT NULL,
          line INTEGER CHECK (line >= 1), "column" INTEGER CHECK ("column" >= 1),
          PRIMARY KEY (attempt, number),
          CHECK ((line IS NULL) = ("column" IS NULL))
        ) STRICT, WITHOUT ROWID;

        -- Deferred jobs that are not yet due or not yet taken up; a row leaves when it is.
        CREATE TABLE deferred (
          attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
          until INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX deferred_by_time ON deferred (until, attempt);

        -- Work from or by who is not part of the programme.
        CREATE TABLE unaffiliated (
          id INTEGER PRIMARY KEY,
          attempt INTEGER NOT NULL REFERENCES attempt (id),
          role TEXT NOT NULL CHECK (\(oneOf("role", "source", "organiser", "penggerak"))),
          code TEXT NOT NULL CHECK (\(identifier("code"))),
          place INTEGER CHECK (place BETWEEN 10 AND 9999999999),
          day INTEGER CHECK (\(day("day"))),
          people INTEGER NOT NULL CHECK (people >= 0)
        ) STRICT;
        """
}
