package import Programme

extension LedgerReader {
    /// How many members had reached each step by the end of a day, where they were on that day, by
    /// whose report: from the folded tables, in one pass over the members.
    ///
    /// - Parameter day: of P7, a member counts if a disbursement of theirs stood on it.
    package func stageCounts(asOf day: Day) throws(LedgerError) -> [StageCount] {
        try read { (session) throws(SQLFailure) in
            var tally = StageTally(places: try session.correctedPlaces(asOf: day))
            try session.each(
                """
                SELECT nik, has_more, place, p1_on, p1_source, p2_on, p2_source, p3_on, p3_source,
                  p4_on, p4_source, p5_on, p5_source, p6_on, p6_source
                FROM member WHERE place IS NOT NULL
                """
            ) { (row) throws(SQLFailure) in tally.add(row, asOf: day) }
            try session.each(
                """
                SELECT DISTINCT member.nik, has_more, place, stage, source
                FROM member_span JOIN member ON member.nik = member_span.nik
                  JOIN attempt ON attempt.id = by_fact / 8192
                WHERE member_span.from_day <= ?1 AND (until_day IS NULL OR until_day > ?1)
                  AND place IS NOT NULL
                """, day
            ) { (row) throws(SQLFailure) in tally.add(spanOf: row) }
            return try tally.counts(session)
        }
    }
}

/// Adds up members by place, source and step, as the numbers that the ledger has for these.
private struct StageTally {
    /// Where members are whose details a `correct` has changed.
    let places: [Int64: Int64]
    private var members: [Key: Int] = [:]

    private struct Key: Hashable {
        let place: Int64
        let source: Int64
        let stage: Int64
    }

    init(places: [Int64: Int64]) {
        self.places = places
    }

    mutating func add(_ row: borrowing ResultRow, asOf day: Day) {
        let place = place(row)
        for stage in Int64(1)...6 {
            let column = Int32(1 + 2 * stage)
            guard let on = row.optionalInteger(column), on <= Int64(day.number) else { continue }
            let key = Key(place: place, source: row.integer(column + 1), stage: stage)
            members[key, default: 0] += 1
        }
    }

    mutating func add(spanOf row: borrowing ResultRow) {
        let key = Key(place: place(row), source: row.integer(4), stage: row.integer(3))
        members[key, default: 0] += 1
    }

    private func place(_ row: borrowing ResultRow) -> Int64 {
        let first = row.integer(2)
        return row.integer(1) == 1 ? places[row.integer(0)] ?? first : first
    }

    func counts(_ session: Session) throws(SQLFailure) -> [StageCount] {
        var counts: [StageCount] = []
        for (key, number) in members {
            guard let place = Place(RegionCode(unchecked: key.place)),
                let stage = Stage(rawValue: Int(key.stage))
            else { throw .unexpected("a member of no place") }
            counts.append(
                StageCount(
                    place: place, source: try session.code(key.source), stage: stage,
                    members: number))
        }
        return counts
    }
}

extension Session {
    /// Where members are on a day whose details a `correct` has changed by then.
    fileprivate func correctedPlaces(asOf day: Day) throws(SQLFailure) -> [Int64: Int64] {
        var places: [Int64: Int64] = [:]
        try each(
            "SELECT nik, place FROM member_details WHERE from_day <= ? ORDER BY nik, number", day
        ) { (row) throws(SQLFailure) in places[row.integer(0)] = row.integer(1) }
        return places
    }
}
