internal import Programme

/// Whole months or single days of the tallies, one after the other.
struct TallyRange: Equatable {
    let span: TallySpan
    /// The first days of the months, or the days.
    let days: ClosedRange<Day>

    /// What adds up to all days up to one: months where a month lies in one time and is over, else
    /// days.
    ///
    /// - Parameters:
    ///   - first: the first day of which there is something.
    ///   - last: the last day to be added.
    ///   - time: never falls from one day to a later one.
    static func all(
        from first: Day, asOf last: Day, time: (Day) -> Int
    ) -> [TallyRange] {
        var ranges: [TallyRange] = []
        var month = first.firstOfMonth
        while month <= last {
            let next = month.adding(days: 31).firstOfMonth
            let end = next.adding(days: -1)
            let isWhole = end <= last && time(month) == time(end)
            let span: TallySpan = isWhole ? .month : .day
            let until = isWhole ? month : min(end, last)
            if let before = ranges.last, before.span == span {
                ranges[ranges.count - 1] = TallyRange(
                    span: span, days: before.days.lowerBound...until)
            } else {
                ranges.append(TallyRange(span: span, days: month...until))
            }
            month = next
        }
        return ranges
    }
}

extension Session {
    /// Visits what adds up to how many members had reached each step by the end of a day, but for
    /// those who are in no tally: see ``eachUntalliedStep(asOf:_:)``.
    ///
    /// Its cost is known from the tables: a row for each month, step, place and source, of a month
    /// that two times share a row for each day of it; and at most ``MemberTally/pending`` changes.
    ///
    /// - Parameters:
    ///   - last: the day.
    ///   - time: see ``TallyRange/all(from:asOf:time:)``. The days of a month of one time come as its
    ///     first day.
    ///   - visit: gets so many members.
    ///   - gap: gets so many members by the days from the step before.
    func eachTalliedStep(
        asOf last: Day, time: (Day) -> Int, _ visit: (MemberTally.Step, Int64) -> Void,
        gap: (MemberTally.Gap, Int64) -> Void
    ) throws(SQLFailure) {
        let first = try first("SELECT min(first_day) FROM step_tally WHERE span = 1") {
            (row) throws(SQLFailure) in row.optionalDay(0)
        }
        if let first = first ?? nil {
            for range in TallyRange.all(from: first, asOf: last, time: time) {
                try each(
                    """
                    SELECT first_day, stage, place, source, members FROM step_tally
                    WHERE span = ? AND first_day BETWEEN ? AND ?
                    """, range.span, range.days.lowerBound, range.days.upperBound
                ) { (row) throws(SQLFailure) in
                    visit(row.talliedStep, row.integer(4))
                }
            }
            for range in TallyRange.all(from: first, asOf: last, time: { _ in 0 }) {
                try each(
                    """
                    SELECT first_day, stage, days, members FROM gap_tally
                    WHERE span = ? AND first_day BETWEEN ? AND ?
                    """, range.span, range.days.lowerBound, range.days.upperBound
                ) { (row) throws(SQLFailure) in gap(row.talliedGap, row.integer(3)) }
            }
        }
        try eachChange(upTo: last) { change in
            guard case .step(let step, let days, let members) = change else { return }
            visit(step, members)
            if let days {
                gap(MemberTally.Gap(stage: step.stage, day: step.day, days: days), members)
            }
        }
    }

    /// Visits by how many more or fewer people were at work, from each day up to one.
    func eachTalliedWorkplace(
        asOf last: Day, _ visit: (MemberTally.Workplace, Int64) -> Void
    ) throws(SQLFailure) {
        try each("SELECT first_day, place, people FROM worker_tally WHERE first_day <= ?", last) {
            (row) throws(SQLFailure) in visit(row.talliedWorkplace, row.integer(2))
        }
        try eachChange(upTo: last) { change in
            guard case .workers(let workplace, let people) = change else { return }
            visit(workplace, people)
        }
    }

    /// Visits the changes that are not yet in the tallies.
    private func eachChange(
        upTo last: Day, _ visit: (TallyChange) -> Void
    ) throws(SQLFailure) {
        try each("SELECT changes FROM tally_change ORDER BY up_to") { (row) throws(SQLFailure) in
            _ = row.eachTallyChange(0) { if $0.day <= last { visit($0) } }
        }
    }

    /// Visits the steps that had been reached by the end of a day, and held on it, of who is in no
    /// tally, and of all the P7 that did not last.
    ///
    /// - Parameters:
    ///   - last: the day.
    ///   - visit: gets rows as ``eachStep(asOf:_:)``.
    func eachUntalliedStep(
        asOf last: Day, _ visit: (borrowing ResultRow) throws(SQLFailure) -> Void
    ) throws(SQLFailure) {
        let untallied = try untalliedMembers()
        for nik in untallied {
            try each(
                """
                SELECT nik, stage, place, source, on_day, before_day FROM reached_step
                WHERE nik = ?1 AND on_day <= ?2 AND (until_day IS NULL OR until_day > ?2)
                """, nik, last, visit: visit)
        }
        let isUntallied = Set(untallied)
        try each(
            """
            SELECT nik, stage, place, source, on_day, before_day FROM reached_step
            WHERE until_day > ?1 AND on_day <= ?1
            """, last
        ) { (row) throws(SQLFailure) in
            if !isUntallied.contains(row.nik(0)) { try visit(row) }
        }
    }

    /// Visits all steps that had been reached by the end of a day, and held on it: in one pass over
    /// the members, for what was known at an earlier moment is in no tally.
    ///
    /// - Parameters:
    ///   - last: the day.
    ///   - visit: gets rows of NIK, step, first place, source, day, day of the step before.
    func eachStep(
        asOf last: Day, _ visit: (borrowing ResultRow) throws(SQLFailure) -> Void
    ) throws(SQLFailure) {
        try each(
            """
            SELECT nik, stage, place, source, on_day, before_day FROM reached_step
            WHERE on_day <= ?1 AND (until_day IS NULL OR until_day > ?1)
            """, last, visit: visit)
    }

    /// Who is in no tally of members; few are.
    func untalliedMembers() throws(SQLFailure) -> [NIK] {
        try rows("SELECT nik FROM untallied_member") { (row) throws(SQLFailure) in row.nik(0) }
    }
}

extension ResultRow {
    /// From columns `first_day`, `stage`, `place`, `source`.
    var talliedStep: MemberTally.Step {
        MemberTally.Step(
            stage: integer(1), day: day(0), place: integer(2), source: integer(3))
    }

    /// From columns `first_day`, `stage`, `days`.
    var talliedGap: MemberTally.Gap {
        MemberTally.Gap(stage: integer(1), day: day(0), days: integer(2))
    }

    /// From columns `first_day`, `place`.
    var talliedWorkplace: MemberTally.Workplace {
        MemberTally.Workplace(day: day(0), place: integer(1))
    }
}
