package import Programme

extension LedgerReader {
    /// How many members had reached each step by the end of a day, where they were on that day, by
    /// whose report, and when: from the folded tables, in one pass over the members.
    ///
    /// - Parameters:
    ///   - day: of P7, a member counts if a disbursement of theirs stood on it.
    ///   - time: puts a reach day up to then into one of at most 4,096 times, counted from 0.
    package func stageFigures(
        asOf day: Day, time: (Day) -> Int = { _ in 0 }
    ) throws(LedgerError) -> StageFigures {
        try read { (session) throws(SQLFailure) in
            try session.stageFigures(asOf: day, time: time)
        }
    }
}

extension Session {
    fileprivate func stageFigures(
        asOf day: Day, time: (Day) -> Int
    ) throws(SQLFailure) -> StageFigures {
        var tally = StageTally(asOf: day, places: try correctedPlaces(asOf: day))
        try each(
            """
            SELECT nik, has_more, place, p1_on, p1_source, p2_on, p2_source, p3_on, p3_source,
              p4_on, p4_source, p5_on, p5_source, p6_on, p6_source
            FROM member WHERE place IS NOT NULL
            """
        ) { (row) throws(SQLFailure) in tally.add(row, time: time) }
        try each(
            """
            SELECT member.nik, has_more, place, member_span.from_day, source, p6_on
            FROM member_span JOIN member ON member.nik = member_span.nik
              JOIN attempt ON attempt.id = by_fact / 8192
            WHERE stage = 7 AND member_span.from_day <= ?1
              AND (until_day IS NULL OR until_day > ?1) AND place IS NOT NULL
            """, day
        ) { (row) throws(SQLFailure) in tally.add(spanOf: row, time: time) }
        return try tally.figures(self)
    }

    /// Where members are on a day whose details a `correct` has changed by then.
    func correctedPlaces(asOf day: Day) throws(SQLFailure) -> [Int64: Int64] {
        var places: [Int64: Int64] = [:]
        try each(
            "SELECT nik, place FROM member_details WHERE from_day <= ? ORDER BY nik, number", day
        ) { (row) throws(SQLFailure) in places[row.integer(0)] = row.integer(1) }
        return places
    }
}

/// Adds up members by place, source, step and time, as the numbers that the ledger has for these.
private struct StageTally {
    private let asOf: Int64
    /// Where members are whose details a `correct` has changed.
    private let places: [Int64: Int64]
    private var members: [Key: Int] = [:]
    private var days: [[Int: Int]] = Array(repeating: [:], count: 8)

    /// All of it in one number, which is hashed for each member and step: a source in 24 bits, a
    /// time in 12, a step in 3, the places by their order in 20.
    private typealias Key = Int
    private var numberOfPlace: [Int64: Int] = [:]
    private var placeOfNumber: [Int64] = []

    init(asOf day: Day, places: [Int64: Int64]) {
        asOf = Int64(day.number)
        self.places = places
    }

    mutating func add(_ row: borrowing ResultRow, time: (Day) -> Int) {
        let place = number(ofPlaceIn: row)
        var before: Int64?
        for stage in 1...6 {
            let column = Int32(1 + 2 * stage)
            guard let on = row.optionalInteger(column), on <= asOf else {
                before = nil
                continue
            }
            count(place, row.integer(column + 1), stage, time(Day(number: Int32(on))))
            if let before, before <= on { days[stage][Int(on - before), default: 0] += 1 }
            before = on
        }
    }

    mutating func add(spanOf row: borrowing ResultRow, time: (Day) -> Int) {
        let on = row.integer(3)
        count(number(ofPlaceIn: row), row.integer(4), 7, time(Day(number: Int32(on))))
        if let before = row.optionalInteger(5), before <= on {
            days[7][Int(on - before), default: 0] += 1
        }
    }

    private mutating func count(_ place: Int, _ source: Int64, _ stage: Int, _ time: Int) {
        precondition(time >= 0 && time < 1 << 12, "at most 4,096 times")
        let key = ((place << 24 | Int(source)) << 12 | time) << 3 | stage
        members[key, default: 0] += 1
    }

    private mutating func number(ofPlaceIn row: borrowing ResultRow) -> Int {
        let first = row.integer(2)
        let place = row.integer(1) == 1 ? places[row.integer(0)] ?? first : first
        if let number = numberOfPlace[place] { return number }
        numberOfPlace[place] = placeOfNumber.count
        placeOfNumber.append(place)
        return placeOfNumber.count - 1
    }

    func figures(_ session: Session) throws(SQLFailure) -> StageFigures {
        var figures = StageFigures()
        for (key, number) in members {
            let place = placeOfNumber[key >> 39]
            guard let place = Place(RegionCode(unchecked: place)),
                let stage = Stage(rawValue: key & 7)
            else { throw .unexpected("a member of no place") }
            figures.counts.append(
                StageCount(
                    place: place, source: try session.code(Int64(key >> 15 & 0xFF_FFFF)),
                    stage: stage, time: key >> 3 & 0xFFF, members: number))
        }
        for stage in Stage.allCases { figures.days[stage] = days[stage.rawValue] }
        return figures
    }
}
