package import Programme

extension Ledger {
    /// Sees to it that every verdict is one under these rules: folds anew, in one transaction, if
    /// the ledger was folded under others (see `Rules.foldingText`).
    ///
    /// To be called before the first batch under new rules, so that members, classes and verdicts
    /// are at any time a function of the facts and of *one* registry and configuration.
    ///
    /// - Parameter telling: which changed verdicts get a notice of their own.
    /// - Returns: how many verdicts have changed; nil if there was nothing to do.
    /// - Throws: see ``LedgerError/nextStep``.
    package func adopt(
        _ rules: Rules, telling: NoticeRules = NoticeRules()
    ) throws(LedgerError) -> Int? {
        let text = rules.foldingText
        let now = options.clock()
        return try transaction { (session) throws(SQLFailure) -> Int? in
            let before = try session.first("SELECT rules FROM judged_under") {
                (row) throws(SQLFailure) in row.text(0)
            }
            guard before != text else { return nil }
            try session.run(
                """
                INSERT INTO judged_under (only, rules) VALUES (1, ?)
                ON CONFLICT DO UPDATE SET rules = excluded.rules
                """, text)
            guard before != nil else { return nil }
            return try session.rebuild(under: rules, telling: telling, at: now)
        }.get(orThrow: path)
    }
}
