internal import Programme

extension Session {
    /// Adds up the rows of members and attendances anew and compares with the tallies, and with what
    /// is yet to be added to them; the months are compared with the days.
    func tallyDifferences() throws(SQLFailure) -> [Difference] {
        var days = try storedTally(.day)
        let months = try storedTally(.month)
        var differences = days.byMonth.steps(differingFrom: months).map {
            Difference.tallyOfMonth($0.stage, $0.day)
        }
        try each("SELECT changes FROM tally_change ORDER BY up_to") { (row) throws(SQLFailure) in
            _ = row.eachTallyChange(0) { days.add($0) }
        }
        try each("SELECT first_day, place, people FROM worker_tally") { (row) throws(SQLFailure) in
            days.add(row.integer(2), to: row.talliedWorkplace)
        }
        let counted = try recountedTally()
        differences += counted.steps(differingFrom: days).map { .tally($0.stage, $0.day) }
        differences += counted.workers(differingFrom: days).map { .workers($0) }
        return try differences + classDifferences()
    }

    private func storedTally(_ span: TallySpan) throws(SQLFailure) -> MemberTally {
        var tally = MemberTally()
        try each(
            "SELECT first_day, stage, place, source, members FROM step_tally WHERE span = ?", span
        ) { (row) throws(SQLFailure) in tally.add(row.integer(4), to: row.talliedStep) }
        try each("SELECT first_day, stage, days, members FROM gap_tally WHERE span = ?", span) {
            (row) throws(SQLFailure) in tally.add(row.integer(3), to: row.talliedGap)
        }
        return tally
    }

    /// In one pass over the members.
    private func recountedTally() throws(SQLFailure) -> MemberTally {
        let untallied = Set(try untalliedMembers())
        var tally = MemberTally()
        try each(
            """
            SELECT on_day, stage, place, source, before_day, nik FROM reached_step
            WHERE until_day IS NULL
            """
        ) { (row) throws(SQLFailure) in
            guard !untallied.contains(row.nik(5)) else { return }
            let (step, before) = (row.talliedStep, row.optionalDay(4))
            let days = before.flatMap { $0 <= step.day ? step.day.number - $0.number : nil }
            tally.add(.step(step, days: days.map(Int64.init), members: 1))
        }
        var last: (nik: NIK, people: Int64)?
        try each(
            """
            SELECT member_workers.from_day, place, people, member_workers.nik
            FROM member_workers JOIN member ON member.nik = member_workers.nik
            WHERE place IS NOT NULL ORDER BY member_workers.nik, member_workers.number
            """
        ) { (row) throws(SQLFailure) in
            let (nik, people) = (row.nik(3), row.integer(2))
            guard !untallied.contains(nik) else { return }
            let before = last?.nik == nik ? last?.people ?? 0 : 0
            tally.add(.workers(row.talliedWorkplace, people: people - before))
            last = (nik, people)
        }
        return tally
    }

    private func classDifferences() throws(SQLFailure) -> [Difference] {
        let classes = try rows(
            """
            WITH counted AS (
              SELECT class, attendance = 'attended' AS attended, count(*) AS people
              FROM attendance
              WHERE nik NOT IN (SELECT nik FROM attendance GROUP BY nik HAVING count(*) > 1)
              GROUP BY class, attended),
            tallied AS (SELECT class, attended, people FROM class_tally WHERE people <> 0)
            SELECT DISTINCT organiser, class_id FROM class WHERE id IN (
              SELECT class FROM (SELECT * FROM counted EXCEPT SELECT * FROM tallied)
              UNION SELECT class FROM (SELECT * FROM tallied EXCEPT SELECT * FROM counted))
            ORDER BY id
            """
        ) { (row) throws(SQLFailure) in
            Difference.roster(
                ClassKey(organiser: try self.code(row.integer(0)), classID: row.id(1)))
        }
        let people = try rows(
            """
            WITH counted AS (SELECT nik FROM attendance GROUP BY nik HAVING count(*) > 1)
            SELECT nik FROM (SELECT nik FROM counted EXCEPT SELECT nik FROM repeat_attendee)
            UNION SELECT nik FROM (SELECT nik FROM repeat_attendee EXCEPT SELECT nik FROM counted)
            """
        ) { (row) throws(SQLFailure) in Difference.rosters(of: row.nik(0)) }
        return classes + people
    }
}

extension MemberTally {
    private struct StageDay: Hashable {
        let stage: Int64
        let day: Day
    }

    /// The days, by step, of which another tally says something else.
    fileprivate func steps(differingFrom other: MemberTally) -> [(stage: Stage, day: Day)] {
        let found = MemberTally.keys(steps, differingFrom: other.steps).map {
            StageDay(stage: $0.stage, day: $0.day)
        }
        let gaps = MemberTally.keys(gaps, differingFrom: other.gaps).map {
            StageDay(stage: $0.stage, day: $0.day)
        }
        return Set(found + gaps).sorted { ($0.stage, $0.day) < ($1.stage, $1.day) }
            .compactMap { one in
                Stage(rawValue: Int(one.stage)).map { ($0, one.day) }
            }
    }

    fileprivate func workers(differingFrom other: MemberTally) -> [Day] {
        Set(MemberTally.keys(workers, differingFrom: other.workers).map(\.day)).sorted()
    }

    /// The keys whose numbers differ; one that is missing is 0.
    private static func keys<Key>(
        _ one: [Key: Int64], differingFrom other: [Key: Int64]
    ) -> [Key] {
        one.filter { other[$0.key] ?? 0 != $0.value }.map(\.key)
            + other.filter { one[$0.key] == nil && $0.value != 0 }.map(\.key)
    }
}
