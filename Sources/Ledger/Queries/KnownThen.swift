internal import GRDBSQLite
package import Programme

/// What was known at a moment: the facts recorded by then, under one set of rules.
package struct KnownThen: Sendable {
    package let at: Instant
    package let rules: Rules

    package init(at moment: Instant, under rules: Rules) {
        at = moment
        self.rules = rules
    }
}

/// What the folded tables would have said at an earlier moment.
///
/// All that facts recorded since then have touched is folded without them, into tables of this
/// connection alone; views under the folded tables' names show these over what has stayed as it is.
/// A temporary name goes before the ledger's own, so every query reads the earlier state without
/// knowing of it. The cost grows with what came since, not with what there is.
extension Session {
    /// Lets all queries of this transaction see what was known then.
    func recall(_ known: KnownThen) throws(SQLFailure) {
        let tables = Recalled.written
        for table in tables { try execute(try definition(of: table, "table")) }
        try execute(
            """
            CREATE TEMP TABLE late_attempt (id INTEGER PRIMARY KEY);
            CREATE TEMP TABLE late_nik (nik INTEGER PRIMARY KEY);
            CREATE TEMP TABLE late_application (
              lender INTEGER, application_id TEXT, PRIMARY KEY (lender, application_id)
            ) WITHOUT ROWID;
            INSERT INTO late_attempt SELECT id FROM main.attempt
            WHERE recorded_at > \(known.at.nanoseconds);
            INSERT INTO temp.class SELECT * FROM main.class;
            """)
        try execute(
            try definition(of: "recorded_fact", "view")
                + " WHERE attempt.recorded_at <= \(known.at.nanoseconds)")
        try foldWithoutLater(under: known.rules)
        for table in tables where table != "class" {
            try execute(
                """
                CREATE TEMP TABLE then_\(table) AS SELECT * FROM temp.\(table);
                DROP TABLE temp.\(table);
                """)
        }
        for (table, unchanged) in Recalled.unchanged {
            try execute(
                """
                CREATE TEMP VIEW \(table) AS SELECT * FROM main.\(table) WHERE \(unchanged)
                UNION ALL SELECT * FROM temp.then_\(table)
                """)
        }
        try execute(try definition(of: "reached_step", "view"))
    }

    /// Shows the ledger as it is again. What goes wrong is passed over: the connection is used for
    /// nothing else, and its next question would say so.
    func forgetThen() {
        let views = Recalled.unchanged.map(\.table) + ["recorded_fact", "reached_step"]
        let tables =
            Recalled.written + Recalled.written.map { "then_\($0)" }
            + ["late_attempt", "late_nik", "late_application"]
        let drops =
            views.map { "DROP VIEW IF EXISTS temp.\($0);" }
            + tables.map { "DROP TABLE IF EXISTS temp.\($0);" }
        for drop in drops { try? execute(drop) }
    }

    /// Folds, job by job, what later jobs have touched, without them.
    private func foldWithoutLater(under rules: Rules) throws(SQLFailure) {
        let late = try rows("SELECT id FROM late_attempt ORDER BY id") {
            (row) throws(SQLFailure) in row.integer(0)
        }
        var batch: [Fact] = []
        for attempt in late {
            let numbers = FactNumber.all(of: attempt)
            batch += try rows(
                "SELECT * FROM main.recorded_fact WHERE id BETWEEN ? AND ?",
                numbers.lowerBound, numbers.upperBound
            ) { (row) throws(SQLFailure) in try self.fact(row).fact }
            guard batch.count >= Recalled.batch else { continue }
            try fold(without: batch, under: rules)
            batch = []
        }
        if !batch.isEmpty { try fold(without: batch, under: rules) }
    }

    private func fold(without later: [Fact], under rules: Rules) throws(SQLFailure) {
        let facts = StoredFacts(self)
        var state = try Fold.judge(before: later, in: facts, under: rules)
        for nik in state.members.keys {
            try run("INSERT OR IGNORE INTO late_nik VALUES (?)", nik)
        }
        for key in state.applications.keys {
            try run(
                "INSERT OR IGNORE INTO late_application VALUES (?, ?)",
                try number(of: key.lender), key.applicationID)
        }
        // Of whom nothing was known there was no row.
        let known = Set(facts.known.values.compactMap(\.fact.nik))
        state.members = state.members.filter { known.contains($0.key) }
        _ = try FoldWriting(self, facts).write(state) { Causes(of: [], in: facts, last: 0) }
    }

    /// The statement that makes a table or view of the ledger, made to make a temporary one.
    private func definition(
        of name: String, _ kind: String
    ) throws(SQLFailure) -> String {
        let found = try first(
            "SELECT sql FROM main.sqlite_schema WHERE name = ? AND type = ?", name, kind
        ) { (row) throws(SQLFailure) in row.text(0) }
        guard let found else { throw .unexpected("no \(kind) \(name)") }
        let words = "CREATE \(kind.uppercased())"
        return found.replacing(words, with: "CREATE TEMP \(kind.uppercased())", maxReplacements: 1)
    }

    /// Runs statements that are made up at run time, of names and numbers of ours.
    private func execute(_ sql: String) throws(SQLFailure) {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }
}

private enum Recalled {
    /// Later facts that are folded away at once, about: they bound the memory.
    static let batch = 5_000

    /// Tables that folding writes.
    static let written = [
        "member", "member_details", "member_span", "member_workers", "class", "attendance",
        "application", "application_disbursal", "verdict",
    ]

    /// Which rows of the ledger's own tables hold for then too.
    static let unchanged: [(table: String, condition: String)] =
        ["member", "member_details", "member_span", "member_workers", "attendance"].map {
            ($0, "nik NOT IN (SELECT nik FROM temp.late_nik)")
        }
        + ["application", "application_disbursal"].map {
            ($0, "(lender, application_id) NOT IN (SELECT * FROM temp.late_application)")
        }
        + [
            (
                "verdict",
                """
                fact NOT IN (SELECT fact FROM temp.then_verdict)
                  AND fact / 8192 NOT IN (SELECT id FROM temp.late_attempt)
                """
            )
        ]
}
