package import Programme

/// The ledger at a glance.
package struct LedgerCounts: Hashable, Sendable {
    /// Deliveries, leftovers not counted.
    package let attempts: Int
    /// People with a P1.
    package let members: Int
    package let held: Int
    package let contradicted: Int
    /// Deferred jobs that are not yet taken up.
    package let deferred: Int
    /// The number of the last notice; 0 before the first.
    package let lastNotice: Int64
    /// The number up to which the journal was sent the notices, as far as that is written down.
    package let sentUpTo: Int64
    /// Deliveries by outcome.
    package let outcomes: [JobOutcome: Int]

    /// Notices that the journal has not been sent.
    package var outboxLag: Int64 { max(0, lastNotice - sentUpTo) }
}

extension LedgerReader {
    /// Counts what is in the ledger. Passes over all attempts and members: for a person who asks,
    /// not for a loop.
    package func counts() throws(LedgerError) -> LedgerCounts {
        try read { (session) throws(SQLFailure) in
            let outcomes = try session.rows(
                "SELECT outcome, count(*) FROM attempt GROUP BY outcome"
            ) { (row) throws(SQLFailure) in
                (try row.word(0, as: JobOutcome.self), Int(row.integer(1)))
            }
            let waiting = try session.waitingFacts()
            return LedgerCounts(
                attempts: outcomes.reduce(0) { $0 + $1.1 },
                members: try session.count("SELECT count(*) FROM member WHERE p1_on IS NOT NULL"),
                held: waiting.held, contradicted: waiting.contradicted,
                deferred: try session.count("SELECT count(*) FROM deferred"),
                lastNotice: Int64(try session.count("SELECT next_notice - 1 FROM counter")),
                sentUpTo: Int64(
                    try session.count("SELECT up_to FROM sent ORDER BY id DESC LIMIT 1")),
                outcomes: Dictionary(outcomes, uniquingKeysWith: +))
        }
    }

    /// How many facts wait now: from an index, one pass over those that do.
    package func waitingFacts() throws(LedgerError) -> WaitingFacts {
        try read { (session) throws(SQLFailure) in try session.waitingFacts() }
    }

    /// The notices after a number, in their order: the outbox, read beside the writer.
    package func notices(after seq: Int64, limit: Int) throws(LedgerError) -> [Notice] {
        try read { (session) throws(SQLFailure) in try session.notices(after: seq, limit: limit) }
    }
}

extension Session {
    func waitingFacts() throws(SQLFailure) -> WaitingFacts {
        var facts = WaitingFacts()
        try each(
            "SELECT verdict, count(*) FROM verdict WHERE waits_for IS NOT NULL GROUP BY verdict"
        ) { (row) throws(SQLFailure) in
            switch try row.word(0, as: Verdict.self) {
            case .held: facts.held = Int(row.integer(1))
            case .contradicted: facts.contradicted = Int(row.integer(1))
            case let other: throw .unexpected("\(other) facts that wait")
            }
        }
        return facts
    }

    /// The one number that a query answers; 0 for no row.
    func count(_ sql: StaticString) throws(SQLFailure) -> Int {
        try first(sql) { (row) throws(SQLFailure) in Int(row.integer(0)) } ?? 0
    }
}
