package import Programme

extension LedgerReader {
    /// The people at work in the members' businesses, owners included, by each member's latest P6
    /// that says how many, on each of some days: in one pass over those P6.
    ///
    /// - Parameter days: in ascending order, at least one; places are those of the last of them.
    package func workers(on days: [Day]) throws(LedgerError) -> [WorkerCount] {
        try read { (session) throws(SQLFailure) in try session.workers(on: days) }
    }
}

extension Session {
    fileprivate func workers(on days: [Day]) throws(SQLFailure) -> [WorkerCount] {
        guard let last = days.last else { return [] }
        let places = try correctedPlaces(asOf: last)
        var sums: [Int64: [Int64]] = [:]
        var member: (nik: Int64, place: Int64, people: [Int64])?
        func finish() {
            guard let member else { return }
            let sum = sums[member.place] ?? Array(repeating: 0, count: days.count)
            sums[member.place] = zip(sum, member.people).map {
                Int64(clamping: Int128($0) + Int128($1))
            }
        }
        try each(
            """
            SELECT member_workers.nik, member_workers.from_day, people, place
            FROM member_workers JOIN member ON member.nik = member_workers.nik
            WHERE place IS NOT NULL ORDER BY member_workers.nik, member_workers.number
            """
        ) { (row) throws(SQLFailure) in
            let nik = row.integer(0)
            if member?.nik != nik {
                finish()
                member = (
                    nik, places[nik] ?? row.integer(3), Array(repeating: 0, count: days.count)
                )
            }
            for (index, day) in days.enumerated() where row.day(1) <= day {
                member?.people[index] = row.integer(2)
            }
        }
        finish()
        var counts: [WorkerCount] = []
        for (place, people) in sums {
            guard let place = Place(RegionCode(unchecked: place)) else {
                throw .unexpected("a member of no place")
            }
            counts.append(WorkerCount(place: place, people: people))
        }
        return counts
    }
}
