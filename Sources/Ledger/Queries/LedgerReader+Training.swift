package import Programme

extension LedgerReader {
    /// Adds up training: all held classes first, then who was on their rosters in the order of
    /// people.
    ///
    /// Both are of one moment, and memory stays flat however many there are.
    ///
    /// - Parameters:
    ///   - start: makes the tally from the held classes, in no particular order.
    ///   - add: counts that a person was on the roster of the class with that ``HeldClass/id``, and
    ///     whether they attended; called in ascending order of people. A class that is not held may
    ///     be among them.
    package func training<Tally>(
        _ start: ([HeldClass]) -> Tally, add: (inout Tally, NIK, Int64, Bool) -> Void
    ) throws(LedgerError) -> Tally {
        try read { (session) throws(SQLFailure) in
            var tally = start(try session.heldClasses())
            try session.each(
                "SELECT nik, class, attendance = 'attended' FROM attendance ORDER BY nik, class"
            ) { (row) throws(SQLFailure) in
                add(&tally, row.nik(0), row.integer(1), row.integer(2) == 1)
            }
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
