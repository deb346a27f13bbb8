extension Ledger {
    /// The notices after a number, in their order: the outbox. Read on the writing connection, in
    /// turn with the batches; a sender that must not wait for a commit reads from a
    /// ``LedgerReader`` of its own.
    ///
    /// - Throws: see ``LedgerError/nextStep``.
    package func notices(after seq: Int64, limit: Int) throws(LedgerError) -> [Notice] {
        try write { (session) throws(SQLFailure) in try session.notices(after: seq, limit: limit) }
    }
}
