internal import Programme

extension Session {
    /// The stored row of a member with all that goes with it, nil if there is none.
    func storedMember(_ nik: NIK) throws(SQLFailure) -> MemberRow? {
        let main = try first(
            """
            SELECT registration, has_more, from_day, name, place, penggerak, business_name,
              business_sector, p1_on, p1_by, p1_source, p2_on, p2_by, p2_source, p3_on, p3_by,
              p3_source, p4_on, p4_by, p4_source, p5_on, p5_by, p5_source, p6_on, p6_by, p6_source
            FROM member WHERE nik = ?
            """, nik
        ) { (row) throws(SQLFailure) in
            var reached: [MemberRow.Reached?] = []
            for column in stride(from: Int32(8), to: 26, by: 3) {
                reached.append(try self.reached(row, from: column))
            }
            return (
                registration: row.optionalInteger(0), hasMore: row.integer(1) == 1,
                details: row.isNull(2) ? nil : try self.details(row, from: 2), reached: reached
            )
        }
        guard let main else { return nil }
        let first = main.details.map { [$0] } ?? []
        return MemberRow(
            registration: main.registration,
            details: main.hasMore ? first + (try laterDetails(nik)) : first, reached: main.reached,
            spans: main.hasMore ? try spans(nik) : [],
            workers: main.hasMore ? try workers(nik) : [])
    }

    private func reached(
        _ row: borrowing ResultRow, from column: Int32
    ) throws(SQLFailure) -> MemberRow.Reached? {
        guard let day = row.optionalDay(column) else { return nil }
        return MemberRow.Reached(
            on: day, by: row.integer(column + 1), source: try code(row.integer(column + 2)))
    }

    /// Details from six columns, `from_day` first.
    func details(
        _ row: borrowing ResultRow, from column: Int32
    ) throws(SQLFailure) -> MemberState.Details {
        MemberState.Details(
            from: row.day(column), name: PersonName(row.text(column + 1)),
            place: try row.place(column + 2), penggerak: try code(row.integer(column + 3)),
            business: row.optionalText(column + 4).map {
                Business(name: $0, sector: row.text(column + 5))
            })
    }

    private func laterDetails(_ nik: NIK) throws(SQLFailure) -> [MemberState.Details] {
        try rows(
            """
            SELECT from_day, name, place, penggerak, business_name, business_sector
            FROM member_details WHERE nik = ? ORDER BY number
            """, nik
        ) { (row) throws(SQLFailure) in try self.details(row, from: 0) }
    }

    private func spans(_ nik: NIK) throws(SQLFailure) -> [MemberRow.Span] {
        try rows(
            """
            SELECT stage, number, from_day, until_day, by_fact, source
            FROM member_span JOIN attempt ON attempt.id = by_fact / 8192
            WHERE nik = ? ORDER BY stage, number
            """, nik
        ) { (row) throws(SQLFailure) in
            guard let stage = Stage(rawValue: Int(row.integer(0))) else {
                throw .unexpected("a span of no step")
            }
            return MemberRow.Span(
                stage: stage, number: Int(row.integer(1)), from: row.day(2),
                until: row.optionalDay(3), by: row.integer(4),
                source: try self.code(row.integer(5)))
        }
    }

    private func workers(_ nik: NIK) throws(SQLFailure) -> [MemberState.Workers] {
        try rows("SELECT from_day, people FROM member_workers WHERE nik = ? ORDER BY number", nik) {
            (row) throws(SQLFailure) in
            MemberState.Workers(from: row.day(0), count: row.integer(1))
        }
    }
}
