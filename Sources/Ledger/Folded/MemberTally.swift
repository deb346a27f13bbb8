internal import Programme

/// What reports add up of members: how many reached each step, by day, place and source; by the days
/// from the step before; and how many people are at work.
///
/// The rows of `step_tally` and `gap_tally` (for days and for months) and of `worker_tally` are
/// these. They are not touched for each job: a transaction writes its changes down in one row of
/// `tally_change`, and only when more than ``pending`` changes wait are the oldest added up, cell by
/// cell. Readers add up what waits for themselves.
struct MemberTally {
    struct Step: Hashable {
        let stage: Int64
        /// The day, or a month's first.
        let day: Day
        let place: Int64
        let source: Int64
    }

    struct Gap: Hashable {
        let stage: Int64
        let day: Day
        let days: Int64
    }

    struct Workplace: Hashable {
        let day: Day
        let place: Int64
    }

    private(set) var steps: [Step: Int64] = [:]
    private(set) var gaps: [Gap: Int64] = [:]
    private(set) var workers: [Workplace: Int64] = [:]

    /// How many changes may wait: 24 MiB, which a reader adds up in some 50 ms.
    static let pending = 1 << 20
    /// How many are added up at a time: some 50 ms of the writer's.
    static let slice = 1 << 14

    mutating func add(_ change: TallyChange) {
        switch change {
        case .step(let step, let days, let members):
            add(members, to: step)
            if let days { add(members, to: Gap(stage: step.stage, day: step.day, days: days)) }
        case .workers(let workplace, let people): add(people, to: workplace)
        }
    }

    mutating func add(_ members: Int64, to step: Step) { steps[step, default: 0] += members }

    mutating func add(_ members: Int64, to gap: Gap) { gaps[gap, default: 0] += members }

    mutating func add(_ people: Int64, to workplace: Workplace) {
        workers[workplace, default: 0] += people
    }

    /// The steps by months.
    var byMonth: MemberTally {
        var months = MemberTally()
        for (step, members) in steps {
            months.add(
                members,
                to: Step(
                    stage: step.stage, day: step.day.firstOfMonth, place: step.place,
                    source: step.source))
        }
        for (gap, members) in gaps {
            months.add(
                members, to: Gap(stage: gap.stage, day: gap.day.firstOfMonth, days: gap.days))
        }
        return months
    }
}

/// What a row of the tallies of steps is of.
enum TallySpan: Int {
    case day = 1
    case month = 2
}

extension Session {
    /// Adds the oldest changes to the tallies, as long as too many wait.
    ///
    /// - Parameters:
    ///   - pending: how many may.
    ///   - slice: how many are added up at a time, or some more: a transaction's are not parted.
    func tallyOldest(
        keeping pending: Int = MemberTally.pending, by slice: Int = MemberTally.slice
    ) throws(SQLFailure) {
        while let (first, last) = try pendingChanges(), last - first >= pending {
            var tally = MemberTally()
            var (done, count) = (first - 1, 0)
            while done < last, count < slice {
                done =
                    try self.first(
                        """
                        SELECT up_to, changes FROM tally_change WHERE up_to > ?
                        ORDER BY up_to LIMIT 1
                        """, done
                    ) { (row) throws(SQLFailure) in
                        count += row.eachTallyChange(1) { tally.add($0) }
                        return row.integer(0)
                    } ?? last
            }
            try run("DELETE FROM tally_change WHERE up_to <= ?", done)
            try add(tally, .day)
            try add(tally.byMonth, .month)
        }
    }

    /// The numbers of the first and the last row of changes that wait.
    private func pendingChanges() throws(SQLFailure) -> (Int64, Int64)? {
        let first = try first("SELECT up_to FROM tally_change ORDER BY up_to LIMIT 1") {
            (row) throws(SQLFailure) in row.integer(0)
        }
        let last = try self.first("SELECT up_to FROM tally_change ORDER BY up_to DESC LIMIT 1") {
            (row) throws(SQLFailure) in row.integer(0)
        }
        return first.flatMap { first in last.map { (first, $0) } }
    }

    /// Adds to the rows of one kind of span; in their order, so that each page is looked for once.
    private func add(_ tally: MemberTally, _ span: TallySpan) throws(SQLFailure) {
        let steps = tally.steps.filter { $0.value != 0 }.sorted {
            ($0.key.day, $0.key.stage, $0.key.place, $0.key.source)
                < ($1.key.day, $1.key.stage, $1.key.place, $1.key.source)
        }
        for (step, members) in steps {
            try run(
                """
                INSERT INTO step_tally VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET members = members + excluded.members
                """, span, step.day, step.stage, step.place, step.source, members)
        }
        let gaps = tally.gaps.filter { $0.value != 0 }.sorted {
            ($0.key.day, $0.key.stage, $0.key.days) < ($1.key.day, $1.key.stage, $1.key.days)
        }
        for (gap, members) in gaps {
            try run(
                """
                INSERT INTO gap_tally VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET members = members + excluded.members
                """, span, gap.day, gap.stage, gap.days, members)
        }
        for (workplace, people) in tally.workers where people != 0 {
            try run(
                """
                INSERT INTO worker_tally VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET people = people + excluded.people
                """, workplace.day, workplace.place, people)
        }
    }

    /// Forgets what was added up, before all members are written anew.
    func forgetTallies() throws(SQLFailure) {
        tallyChanges.removeAll()
        try run("DELETE FROM tally_change")
        try run("DELETE FROM step_tally")
        try run("DELETE FROM gap_tally")
        try run("DELETE FROM worker_tally")
        try run("DELETE FROM class_tally")
        try run("DELETE FROM repeat_attendee")
    }
}

extension ResultRow {
    /// Visits the changes in a column of `tally_change`.
    ///
    /// - Returns: how many they are.
    func eachTallyChange(_ column: Int32, _ visit: (TallyChange) -> Void) -> Int {
        withBytes(column) { TallyChanges.each(in: $0, visit) }
    }
}
