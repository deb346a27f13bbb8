internal import Programme

extension Schema {
    /// What the facts add up to. Made anew from the facts by one command, and equal then.
    static let folded = """
        -- The rules that all of it was folded under; see Ledger.adopt.
        CREATE TABLE judged_under (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          rules TEXT NOT NULL
        ) STRICT;

        -- Everyone of whom there is a fact; registered or not. The details are the P1's.
        CREATE TABLE member (
          nik INTEGER PRIMARY KEY CHECK (\(nik("nik"))),
          registration INTEGER REFERENCES fact (id),
          \(details)
          -- Whether there are rows in member_details, member_span or member_workers.
          has_more INTEGER NOT NULL CHECK (has_more IN (0, 1)),
          -- Reach days of P1 to P6, the facts that reached them, and whose facts these are.
          \((1...6).map(reached).joined(separator: ",\n  ")),
          CHECK ((name IS NULL) = (from_day IS NULL)),
          CHECK ((name IS NULL) = (place IS NULL)),
          CHECK ((name IS NULL) = (penggerak IS NULL)),
          CHECK ((business_name IS NULL) = (business_sector IS NULL)),
          \((1...6).map { "CHECK ((p\($0)_on IS NULL) = (p\($0)_by IS NULL))" }
            .joined(separator: ",\n  ")),
          \((1...6).map { "CHECK ((p\($0)_on IS NULL) = (p\($0)_source IS NULL))" }
            .joined(separator: ",\n  "))
        ) STRICT;

        -- Details that a `correct` brought, from its day on.
        CREATE TABLE member_details (
          nik INTEGER NOT NULL REFERENCES member (nik),
          number INTEGER NOT NULL CHECK (number >= 1),
          \(details)
          PRIMARY KEY (nik, number),
          CHECK (coalesce(from_day, name, place, penggerak) IS NOT NULL),
          CHECK ((business_name IS NULL) = (business_sector IS NULL))
        ) STRICT, WITHOUT ROWID;

        -- Spans of the step that can end: P7. (Of P1 to P6 none: they are in `member`.)
        CREATE TABLE member_span (
          nik INTEGER NOT NULL REFERENCES member (nik),
          stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 7),
          number INTEGER NOT NULL CHECK (number >= 0),
          from_day INTEGER NOT NULL CHECK (\(day("from_day"))),
          -- The first day on which it no longer holds.
          until_day INTEGER CHECK (until_day >= from_day),
          by_fact INTEGER NOT NULL REFERENCES fact (id),
          PRIMARY KEY (nik, stage, number)
        ) STRICT, WITHOUT ROWID;

        -- People at work in the member's business, from a P6 on.
        CREATE TABLE member_workers (
          nik INTEGER NOT NULL REFERENCES member (nik),
          number INTEGER NOT NULL CHECK (number >= 0),
          from_day INTEGER NOT NULL CHECK (\(day("from_day"))),
          people INTEGER NOT NULL CHECK (people >= 0),
          PRIMARY KEY (nik, number)
        ) STRICT, WITHOUT ROWID;

        -- A class under its standing header, whose sessions and speakers lie with the fact. A class
        -- once met keeps its row and number; the header is NULL while none stands.
        CREATE TABLE class (
          id INTEGER PRIMARY KEY,
          organiser INTEGER NOT NULL REFERENCES source (id),
          class_id TEXT NOT NULL CHECK (\(identifier("class_id"))),
          header INTEGER REFERENCES fact (id),
          UNIQUE (organiser, class_id)
        ) STRICT;

        -- What each person stands as in each class; registered as a member or not.
        CREATE TABLE attendance (
          nik INTEGER NOT NULL CHECK (\(nik("nik"))),
          class INTEGER NOT NULL REFERENCES class (id),
          attendance TEXT NOT NULL CHECK (\(word("attendance", Attendance.self))),
          by_fact INTEGER NOT NULL REFERENCES fact (id),
          PRIMARY KEY (nik, class)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE application (
          lender INTEGER NOT NULL REFERENCES source (id),
          application_id TEXT NOT NULL CHECK (\(identifier("application_id"))),
          nik INTEGER NOT NULL CHECK (\(nik("nik"))),
          product TEXT NOT NULL CHECK (\(identifier("product"))),
          phase TEXT NOT NULL CHECK (\(word("phase", ApplicationState.Phase.self))),
          requested INTEGER CHECK (requested >= 0),
          approved INTEGER CHECK (approved >= 0),
          tenor_months INTEGER, rate_bp INTEGER,
          repaid INTEGER NOT NULL CHECK (repaid >= 0),
          \(ApplicationState.Phase.allCases.map { "\($0.rawValue)_on INTEGER" }
            .joined(separator: ", ")),
          PRIMARY KEY (lender, application_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE application_disbursal (
          lender INTEGER NOT NULL,
          application_id TEXT NOT NULL,
          number INTEGER NOT NULL CHECK (number >= 0),
          fact INTEGER NOT NULL REFERENCES fact (id),
          on_day INTEGER NOT NULL CHECK (\(day("on_day"))),
          amount INTEGER NOT NULL CHECK (amount >= 0),
          undone_on INTEGER CHECK (\(day("undone_on"))),
          PRIMARY KEY (lender, application_id, number),
          FOREIGN KEY (lender, application_id) REFERENCES application (lender, application_id)
        ) STRICT, WITHOUT ROWID;
        """

    private static func reached(_ stage: Int) -> String {
        "p\(stage)_on INTEGER CHECK (\(day("p\(stage)_on"))), "
            + "p\(stage)_by INTEGER REFERENCES fact (id), "
            + "p\(stage)_source INTEGER REFERENCES source (id)"
    }

    private static let details = """
        from_day INTEGER CHECK (\(day("from_day"))),
          name TEXT,
          place INTEGER CHECK (\(place("place"))),
          penggerak INTEGER REFERENCES source (id),
          business_name TEXT, business_sector TEXT,
        """
}
