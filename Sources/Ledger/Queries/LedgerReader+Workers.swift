package import Programme

extension LedgerReader {
    /// The people at work in the members' businesses, owners included, by each member's latest P6
    /// that says how many, on each of some days: from the tally; of what was known at an earlier
    /// moment in one pass over those P6.
    ///
    /// - Parameter days: in ascending order, at least one; places are those of the last of them.
    package func workers(on days: [Day]) throws(LedgerError) -> [WorkerCount] {
        guard let last = days.last else { return [] }
        let isThen = known != nil
        return try read { (session) throws(SQLFailure) in
            var sum = WorkerSum(days: days, places: try session.correctedPlaces(asOf: last))
            if isThen {
                try session.each(
                    """
                    SELECT member_workers.from_day, place, people, member_workers.nik
                    FROM member_workers JOIN member ON member.nik = member_workers.nik
                    WHERE place IS NOT NULL ORDER BY member_workers.nik, member_workers.number
                    """
                ) { (row) throws(SQLFailure) in sum.add(row) }
            } else {
                try session.eachTalliedWorkplace(asOf: last) { sum.add($0, people: $1) }
                for nik in try session.untalliedMembers() {
                    try session.each(
                        """
                        SELECT member_workers.from_day, place, people, member_workers.nik
                        FROM member_workers JOIN member ON member.nik = member_workers.nik
                        WHERE member_workers.nik = ? AND place IS NOT NULL
                        ORDER BY member_workers.number
                        """, nik
                    ) { (row) throws(SQLFailure) in sum.add(row) }
                }
            }
            return try sum.counts()
        }
    }
}

/// Adds up people at work by place, from the first of some days that each change is not after.
private struct WorkerSum {
    private let days: [Day]
    private let places: [Int64: Int64]
    // Hostile figures may each be 10^15: a sum of them must not trap.
    private var more: [Int64: [Int128]] = [:]
    private var last: (nik: NIK, people: Int64)?

    init(days: [Day], places: [Int64: Int64]) {
        self.days = days
        self.places = places
    }

    mutating func add(_ workplace: MemberTally.Workplace, people: Int64) {
        guard let index = days.firstIndex(where: { workplace.day <= $0 }) else { return }
        more[workplace.place, default: Array(repeating: 0, count: days.count)][index] +=
            Int128(people)
    }

    /// - Parameter row: day, first place, people, NIK; a person's in their order, one after the other.
    mutating func add(_ row: borrowing ResultRow) {
        let (nik, people) = (row.nik(3), row.integer(2))
        let before = last?.nik == nik ? last?.people ?? 0 : 0
        last = (nik, people)
        let place = places[nik.number] ?? row.integer(1)
        add(MemberTally.Workplace(day: row.day(0), place: place), people: people - before)
    }

    func counts() throws(SQLFailure) -> [WorkerCount] {
        var counts: [WorkerCount] = []
        for (code, more) in more where more.contains(where: { $0 != 0 }) {
            guard let place = Place(RegionCode(unchecked: code)) else {
                throw .unexpected("a member of no place")
            }
            var sum: Int128 = 0
            let people = more.map { (change: Int128) -> Int64 in
                sum += change
                return Int64(clamping: sum)
            }
            counts.append(WorkerCount(place: place, people: people))
        }
        return counts
    }
}
