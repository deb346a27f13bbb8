package import Programme

extension LedgerReader {
    /// How many members had reached each step by the end of a day, where they were on that day, by
    /// whose report, and when: from the tallies; of what was known at an earlier moment in a pass
    /// over the members.
    ///
    /// - Parameters:
    ///   - day: of P7, a member counts if a disbursement of theirs stood on it.
    ///   - time: puts a reach day up to then into one of at most 4,096 times, counted from 0; the
    ///     time of a later day is no earlier one.
    package func stageFigures(
        asOf day: Day, time: @escaping (Day) -> Int = { _ in 0 }
    ) throws(LedgerError) -> StageFigures {
        let isThen = known != nil
        return try read { (session) throws(SQLFailure) in
            var sum = StageSum(places: try session.correctedPlaces(asOf: day), time: time)
            if isThen {
                try session.eachStep(asOf: day) { (row) throws(SQLFailure) in sum.add(row) }
            } else {
                try session.eachTalliedStep(asOf: day, time: time) {
                    sum.add($0, members: $1)
                } gap: {
                    sum.add($0, members: $1)
                }
                try session.eachUntalliedStep(asOf: day) { (row) throws(SQLFailure) in
                    sum.add(row)
                }
            }
            return try sum.figures(session)
        }
    }
}

extension Session {
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
private struct StageSum {
    /// Where members are whose details a `correct` has changed.
    private let places: [Int64: Int64]
    private let time: (Day) -> Int
    private var members: [Key: Int64] = [:]
    private var days: [[Int: Int]] = Array(repeating: [:], count: 8)
    /// The last day with its time: rows come in the order of days.
    private var lastTime: (day: Day, time: Int)?

    /// All of it in one number, which is hashed for each cell: a source in 24 bits, a time in 12, a
    /// step in 3, the places by their order in 20.
    private typealias Key = Int
    private var numberOfPlace: [Int64: Int] = [:]
    private var placeOfNumber: [Int64] = []

    init(places: [Int64: Int64], time: @escaping (Day) -> Int) {
        self.places = places
        self.time = time
    }

    mutating func add(_ step: MemberTally.Step, members count: Int64) {
        let place = number(of: step.place)
        let time = time(of: step.day)
        let key = ((place << 24 | Int(step.source)) << 12 | time) << 3 | Int(step.stage)
        members[key, default: 0] += count
    }

    mutating func add(_ gap: MemberTally.Gap, members count: Int64) {
        days[Int(gap.stage)][Int(gap.days), default: 0] += Int(count)
    }

    /// A row of `reached_step`.
    mutating func add(_ row: borrowing ResultRow) {
        let (stage, day) = (row.integer(1), row.day(4))
        add(
            MemberTally.Step(
                stage: stage, day: day, place: places[row.integer(0)] ?? row.integer(2),
                source: row.integer(3)), members: 1)
        if let before = row.optionalDay(5), before <= day {
            let days = Int64(day.number - before.number)
            add(MemberTally.Gap(stage: stage, day: day, days: days), members: 1)
        }
    }

    private mutating func time(of day: Day) -> Int {
        if let lastTime, lastTime.day == day { return lastTime.time }
        let time = time(day)
        precondition(time >= 0 && time < 1 << 12, "at most 4,096 times")
        lastTime = (day, time)
        return time
    }

    private mutating func number(of place: Int64) -> Int {
        if let number = numberOfPlace[place] { return number }
        numberOfPlace[place] = placeOfNumber.count
        placeOfNumber.append(place)
        return placeOfNumber.count - 1
    }

    func figures(_ session: Session) throws(SQLFailure) -> StageFigures {
        var figures = StageFigures()
        for (key, number) in members where number != 0 {
            let place = placeOfNumber[key >> 39]
            guard let place = Place(RegionCode(unchecked: place)),
                let stage = Stage(rawValue: key & 7)
            else { throw .unexpected("a member of no place") }
            figures.counts.append(
                StageCount(
                    place: place, source: try session.code(Int64(key >> 15 & 0xFF_FFFF)),
                    stage: stage, time: key >> 3 & 0xFFF, members: Int(number)))
        }
        for stage in Stage.allCases {
            figures.days[stage] = days[stage.rawValue].filter { $0.value != 0 }
        }
        return figures
    }
}
