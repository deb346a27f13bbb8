internal import Programme

extension Schema {
    /// Recorded items. One wide table, so that a fact is one row and a person's facts one index
    /// range; its last check says which columns each kind has, and that it has no others.
    ///
    /// A fact's number holds its job and its position, so both find it without another index, and
    /// facts lie in the order in which they were recorded.
    static let facts = """
        \(factTable);
        CREATE INDEX fact_by_item ON fact (job, item_id) WHERE item_id IS NOT NULL;
        CREATE INDEX fact_by_nik ON fact (nik) WHERE nik IS NOT NULL;
        CREATE INDEX fact_by_class ON fact (organiser, class_id, kind, nik)
          WHERE class_id IS NOT NULL;
        CREATE INDEX fact_by_application ON fact (lender, application_id)
          WHERE application_id IS NOT NULL;
        CREATE INDEX fact_by_target ON fact (target_source, target_job, target_item)
          WHERE target_job IS NOT NULL;

        CREATE TABLE header_session (
          fact INTEGER NOT NULL REFERENCES fact (id),
          number INTEGER NOT NULL CHECK (number >= 0),
          date INTEGER NOT NULL CHECK (\(day("date"))),
          hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 24),
          PRIMARY KEY (fact, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE header_speaker (
          fact INTEGER NOT NULL REFERENCES fact (id),
          number INTEGER NOT NULL CHECK (number >= 0),
          speaker_id TEXT NOT NULL CHECK (\(identifier("speaker_id"))),
          name TEXT NOT NULL,
          PRIMARY KEY (fact, number)
        ) STRICT, WITHOUT ROWID;
        """

    /// The table itself, as SQLite keeps it: the third migration puts it in an older one's place.
    static let factTable = """
        CREATE TABLE fact (
          id INTEGER PRIMARY KEY CHECK (id = job * 8192 + position + 1),
          job INTEGER NOT NULL REFERENCES attempt (id),
          -- Place in `items`; -1 for a class header.
          position INTEGER NOT NULL CHECK (position BETWEEN -1 AND 8190),
          item_id TEXT CHECK (\(identifier("item_id"))),
          kind TEXT NOT NULL,
          nik INTEGER CHECK (\(nik("nik"))),
          occurred_on INTEGER NOT NULL CHECK (\(day("occurred_on"))),
          \(FactColumn.definitions)
          CHECK ((kind = 'header') = (position = -1)),
          CHECK ((kind = 'header') = (item_id IS NULL)),
          CHECK ((\(oneOf("kind", "header", "decide", "override", "hold", "act"))) = (nik IS NULL)),
          CHECK ((business_name IS NULL) = (business_sector IS NULL)),
          CHECK (kind <> 'correction'
            OR coalesce(name, place, penggerak, business_name) IS NOT NULL),
          CHECK (kind <> 'funding' OR (
            (amount IS NOT NULL) = (\(oneOf("event", "submitted", "approved", "disbursed", "repayment")))
            AND (tenor_months IS NOT NULL) = (event = 'approved')
            AND (rate_bp IS NOT NULL) = (event = 'approved')
            AND (reason IS NOT NULL)
              = (\(oneOf("event", "rejected", "approval_undone", "disbursal_undone"))))),
          CHECK (CASE kind
            \(FactKind.allCases.map(\.check).joined(separator: "\n    "))
            ELSE 0 END)
        ) STRICT
        """

    /// Facts with the names of their jobs and the verdicts they have now.
    static let recordedFacts = """
        CREATE VIEW recorded_fact AS
        SELECT fact.id, attempt.source, attempt.job_id, attempt.submitted_at, fact.position,
          fact.item_id, fact.kind, fact.nik, fact.occurred_on,
          verdict.verdict, verdict.remarks, verdict.waits_for, verdict.stage,
          verdict.organisation, verdict.local_id, verdict.item_id AS waits_item,
          verdict.event AS waits_event,
          \(FactColumn.allCases.map { "fact.\($0.name)" }.joined(separator: ", ")),
          fact.job
        FROM fact JOIN attempt ON attempt.id = fact.job LEFT JOIN verdict ON verdict.fact = fact.id;
        """
}
