package import Programme

extension LedgerReader {
    /// Adds up training: all held classes first, then who attended them in the order of people.
    ///
    /// Both are of one moment, and memory stays flat however many attended.
    ///
    /// - Parameters:
    ///   - start: makes the tally from the held classes, in no particular order.
    ///   - add: counts that a person attended the class with that ``HeldClass/id``; called in
    ///     ascending order of people. A class that is not held may be among them.
    package func training<Tally>(
        _ start: ([HeldClass]) -> Tally, add: (inout Tally, NIK, Int64) -> Void
    ) throws(LedgerError) -> Tally {
        try read { (session) throws(SQLFailure) in
            var tally = start(try session.heldClasses())
            try session.each(
                """
                SELECT nik, class FROM attendance WHERE attendance = 'attended'
                ORDER BY nik, class
                """
            ) { (row) throws(SQLFailure) in add(&tally, row.nik(0), row.integer(1)) }
            return tally
        }
    }
}

extension Session {
    fileprivate func heldClasses() throws(SQLFailure) -> [HeldClass] {
        try rows(
            """
            SELECT recorded_fact.*, class.id FROM class
              JOIN recorded_fact ON recorded_fact.id = class.header
            WHERE recorded_fact.status = 'held'
            """
        ) { (row) throws(SQLFailure) in
            let header = try self.fact(row).fact
            guard case .header(let standing) = header.content else {
                throw .unexpected("a class under a fact that is no header")
            }
            return HeldClass(
                id: row.integer(FactColumn.firstAfter), source: header.key.source,
                standing: standing)
        }
    }
}
