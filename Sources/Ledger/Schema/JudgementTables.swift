internal import Programme

extension Schema {
    /// The verdict that each fact has now, and every change of one.
    static let judgements = """
        CREATE TABLE verdict (
          fact INTEGER PRIMARY KEY REFERENCES fact (id),
          verdict TEXT NOT NULL CHECK (\(word("verdict", Verdict.self))),
          -- Codes with a space between; NULL for none.
          remarks TEXT CHECK (remarks GLOB 'R[0-9][0-9][0-9]*'),
          -- What a held or contradicted fact waits for.
          waits_for TEXT,
          stage INTEGER CHECK (stage BETWEEN 1 AND 7),
          organisation INTEGER REFERENCES source (id),
          -- A class, an application or a job of that organisation's.
          local_id TEXT CHECK (\(identifier("local_id"))),
          item_id TEXT CHECK (\(identifier("item_id"))),
          event TEXT CHECK (\(word("event", FundingEvent.Kind.self))),
          CHECK ((waits_for IS NOT NULL) = (verdict IN ('held', 'contradicted'))),
          CHECK ((stage IS NOT NULL) = (waits_for IS 'step')),
          CHECK ((event IS NOT NULL) = (waits_for IS 'event')),
          CHECK ((item_id IS NOT NULL) = (waits_for IS 'fact')),
          CHECK (CASE
            WHEN waits_for IS NULL OR \(oneOf("waits_for", "registration", "step", "decision"))
              THEN organisation IS NULL AND local_id IS NULL
            WHEN waits_for = 'revoke' THEN organisation IS NOT NULL AND local_id IS NULL
            WHEN \(oneOf("waits_for", "class_header", "class_held", "attendance", "disbursal", "event", "fact"))
              THEN organisation IS NOT NULL AND local_id IS NOT NULL
            ELSE 0 END)
        ) STRICT;
        -- Facts that wait, of each verdict in the order in which they were recorded.
        CREATE INDEX verdict_waiting ON verdict (verdict, fact) WHERE waits_for IS NOT NULL;

        -- The first verdict of a fact is no change; what became of it afterwards is.
        CREATE TABLE verdict_change (
          id INTEGER PRIMARY KEY,
          fact INTEGER NOT NULL REFERENCES fact (id),
          was TEXT NOT NULL CHECK (\(word("was", Verdict.self))),
          became TEXT NOT NULL CHECK (\(word("became", Verdict.self))),
          -- What it waited for, in words.
          was_waiting_for TEXT,
          waits_for TEXT,
          -- A job of the batch that changed it: one that touched the same person, class or
          -- application where there is one, else the batch's last.
          because_of INTEGER NOT NULL REFERENCES attempt (id),
          CHECK ((was_waiting_for IS NOT NULL) = (was IN ('held', 'contradicted'))),
          CHECK ((waits_for IS NOT NULL) = (became IN ('held', 'contradicted')))
        ) STRICT;
        CREATE INDEX verdict_change_by_fact ON verdict_change (fact);
        """
}
