package import Programme

extension LedgerReader {
    /// Adds up training: all held classes first, then who was on their rosters: those who are on one
    /// only by class, from the tally, the others in the order of people. Of what was known at an
    /// earlier moment everyone comes as one of the others.
    ///
    /// Both are of one moment, and memory stays flat however many there are.
    ///
    /// - Parameters:
    ///   - start: makes the tally from the held classes, in no particular order.
    ///   - addAll: counts so many people on the roster of the class with that ``HeldClass/id`` and on
    ///     no other, who attended or did not. A class that is not held may be among them.
    ///   - add: counts that a person was on the roster of a class, and whether they attended; called
    ///     in ascending order of people.
    package func training<Tally>(
        _ start: ([HeldClass]) -> Tally, addAll: (inout Tally, Int, Int64, Bool) -> Void,
        add: (inout Tally, NIK, Int64, Bool) -> Void
    ) throws(LedgerError) -> Tally {
        let isThen = known != nil
        return try read { (session) throws(SQLFailure) in
            var tally = start(try session.heldClasses())
            if isThen {
                try session.each(
                    "SELECT nik, class, attendance = 'attended' FROM attendance ORDER BY nik, class"
                ) { (row) throws(SQLFailure) in
                    add(&tally, row.nik(0), row.integer(1), row.integer(2) == 1)
                }
                return tally
            }
            try session.each("SELECT class, attended, people FROM class_tally WHERE people <> 0") {
                (row) throws(SQLFailure) in
                addAll(&tally, Int(row.integer(2)), row.integer(0), row.integer(1) == 1)
            }
            try session.each(
                """
                SELECT attendance.nik, class, attendance = 'attended'
                FROM repeat_attendee JOIN attendance ON attendance.nik = repeat_attendee.nik
                ORDER BY repeat_attendee.nik
                """
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
