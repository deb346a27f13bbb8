package import Programme

extension Ledger {
    /// Makes the folded tables anew from the facts, in one transaction; verdicts that come out
    /// otherwise are changed, written to the verdict history and announced.
    ///
    /// For a ledger whose ``LedgerReader/verify(under:)`` found differences; a change of the rules
    /// is for ``adopt(_:)``. Needs all facts in memory at once, and no daemon running.
    ///
    /// - Returns: how many verdicts have changed.
    /// - Throws: see ``LedgerError/nextStep``.
    package func rebuild(under rules: Rules) throws(LedgerError) -> Int {
        let now = options.clock()
        return try transaction { (session) throws(SQLFailure) in
            try session.rebuild(under: rules, telling: NoticeRules(), at: now)
        }.get(orThrow: path)
    }
}

extension Session {
    /// The work of ``Ledger/rebuild(under:)``, in the present transaction.
    func rebuild(
        under rules: Rules, telling: NoticeRules, at now: Instant
    ) throws(SQLFailure) -> Int {
        let facts = StoredFacts(self)
        let all = try facts.readAll()
        try forgetFolds()
        pulse?.folds(all.count)
        let state = Fold.judge(all, under: rules)
        let changes = try FoldWriting(self, facts)
            .write(state) { () throws(SQLFailure) in
                try Causes(of: [], in: facts, last: lastAttempt())
            }
        var notices = try NoticeWriting(self, under: telling, at: now)
        for change in changes { try notices.tell(of: change) }
        try notices.finish()
        return changes.count
    }
}

extension StoredFacts {
    /// Reads every fact there is, in the order in which they were recorded.
    func readAll() throws(SQLFailure) -> [Fact] {
        try session.rows("SELECT * FROM recorded_fact ORDER BY id") { (row) throws(SQLFailure) in
            let stored = try self.session.fact(row)
            self.add(stored)
            return stored.fact
        }
    }
}

extension Session {
    /// Empties the folded tables. Classes keep their numbers; verdicts are compared, not forgotten.
    fileprivate func forgetFolds() throws(SQLFailure) {
        try run("DELETE FROM member_details")
        try run("DELETE FROM member_span")
        try run("DELETE FROM member_workers")
        try run("DELETE FROM member")
        try run("DELETE FROM attendance")
        try run("DELETE FROM application_disbursal")
        try run("DELETE FROM application")
        try run("UPDATE class SET header = NULL")
        try forgetTallies()
    }

    /// The number of the last attempt; 0 before the first.
    func lastAttempt() throws(SQLFailure) -> Int64 {
        Int64(try count("SELECT coalesce(max(id), 0) FROM attempt"))
    }
}
