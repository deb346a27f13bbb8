internal import Programme

/// What a member's row, come or gone, adds to the tallies; organisations by their numbers.
enum TallyChange {
    /// One member more, or less, who reached a step on a day: `members` is 1 or -1.
    case step(MemberTally.Step, days: Int64?, members: Int64)
    /// So many more people at work from a day on.
    case workers(MemberTally.Workplace, people: Int64)

    var day: Day {
        switch self {
        case .step(let step, _, _): step.day
        case .workers(let workplace, _): workplace.day
        }
    }
}

/// What a transaction does to the tallies, to be added to them later: of each change three numbers of
/// 64 bits, little-endian.
///
/// The first is the place times 8, plus the step, and negative for one member less; the second the
/// day; the third the source times 2^24, plus one and the days from the step before, or plus zero.
/// Of people at work the step is 0, and the third number says how many more.
struct TallyChanges {
    private(set) var words: [Int64] = []

    private static let bytesOfOne = 24

    var count: Int { words.count / 3 }

    mutating func append(_ change: TallyChange) {
        switch change {
        case .step(let step, let days, let members):
            append(
                members * (step.place << 3 | step.stage), step.day,
                step.source << 24 | (days.map { $0 + 1 } ?? 0))
        case .workers(let workplace, let people):
            append(workplace.place << 3, workplace.day, people)
        }
    }

    private mutating func append(_ what: Int64, _ day: Day, _ rest: Int64) {
        words.append(what.littleEndian)
        words.append(Int64(day.number).littleEndian)
        words.append(rest.littleEndian)
    }

    mutating func removeAll() { words.removeAll(keepingCapacity: true) }

    /// Visits the changes in stored bytes.
    ///
    /// - Returns: how many they are.
    static func each(
        in bytes: UnsafeRawBufferPointer, _ visit: (TallyChange) -> Void
    ) -> Int {
        func word(_ offset: Int) -> Int64 {
            Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self))
        }
        let count = bytes.count / bytesOfOne
        for number in 0..<count {
            let offset = number * bytesOfOne
            let (what, rest) = (word(offset), word(offset + 16))
            let day = Day(number: Int32(truncatingIfNeeded: word(offset + 8)))
            let (place, stage) = (abs(what) >> 3, abs(what) & 7)
            guard stage > 0 else {
                visit(.workers(MemberTally.Workplace(day: day, place: place), people: rest))
                continue
            }
            let days = rest & 0xFF_FFFF
            visit(
                .step(
                    MemberTally.Step(stage: stage, day: day, place: place, source: rest >> 24),
                    days: days == 0 ? nil : days - 1, members: what.signum()))
        }
        return count
    }
}

extension MemberRow {
    /// A step that the member reached, as it is tallied.
    struct ReachedStep: Hashable {
        let stage: Stage
        let on: Day
        let place: Place
        /// Of the fact that reached it.
        let source: SourceCode
        /// From the step before, where that was reached first or on the same day.
        let days: Int32?
    }

    /// Where the member is tallied: nil of who is not registered or in `untallied_member`.
    private var talliedPlace: Place? {
        guard let place = details.first?.place, details.allSatisfy({ $0.place == place }),
            workers.allSatisfy({ $0.count <= Schema.peopleTallied })
        else { return nil }
        return place
    }

    /// The steps by which the member is in the tallies; of P7 what still holds.
    var talliedSteps: [ReachedStep] {
        guard let place = talliedPlace else { return [] }
        var steps: [ReachedStep] = []
        steps.reserveCapacity(Stage.allCases.count)
        var before: Day?
        func add(_ stage: Stage, on day: Day, by source: SourceCode) {
            let days = before.flatMap { $0 <= day ? day.number - $0.number : nil }
            steps.append(
                ReachedStep(stage: stage, on: day, place: place, source: source, days: days))
        }
        for (stage, reached) in zip(MemberRow.columnStages, reached) {
            if let reached { add(stage, on: reached.on, by: reached.source) }
            before = reached?.on
        }
        for span in spans where span.stage == .funding && span.until == nil {
            add(.funding, on: span.from, by: span.source)
        }
        return steps
    }

    /// By how many more people, or fewer, are at work from which day on.
    var talliedWorkers: [(workplace: MemberTally.Workplace, people: Int64)] {
        guard !workers.isEmpty, let place = talliedPlace else { return [] }
        var before: Int64 = 0
        return workers.map { workers in
            defer { before = workers.count }
            return (
                MemberTally.Workplace(day: workers.from, place: place.code.number),
                workers.count - before
            )
        }
    }
}

extension Session {
    /// Notes what a member's new row does to the tallies; costs no statement.
    func tally(from old: MemberRow?, to new: MemberRow?) throws(SQLFailure) {
        // What a reader folds for itself is of another moment.
        guard isWriting else { return }
        let before = old?.talliedSteps ?? []
        let after = new?.talliedSteps ?? []
        for step in before where !after.contains(step) { try note(step, -1) }
        for step in after where !before.contains(step) { try note(step, 1) }
        let workersBefore = old?.talliedWorkers ?? []
        let workersAfter = new?.talliedWorkers ?? []
        if !workersBefore.elementsEqual(workersAfter, by: ==) {
            for (workplace, people) in workersBefore {
                tallyChanges.append(.workers(workplace, people: -people))
            }
            for (workplace, people) in workersAfter {
                tallyChanges.append(.workers(workplace, people: people))
            }
        }
        if tallyChanges.count >= MemberTally.slice { try writeTallyChanges() }
    }

    private func note(_ step: MemberRow.ReachedStep, _ members: Int64) throws(SQLFailure) {
        let tallied = MemberTally.Step(
            stage: Int64(step.stage.rawValue), day: step.on, place: step.place.code.number,
            source: try number(of: step.source))
        tallyChanges.append(.step(tallied, days: step.days.map(Int64.init), members: members))
    }

    /// Writes down what the transaction does to the tallies: one row, whatever it changed.
    func writeTallyChanges() throws(SQLFailure) {
        let count = Int64(tallyChanges.count)
        guard count > 0 else { return }
        try run(
            """
            INSERT INTO tally_change (up_to, changes)
            SELECT coalesce(max(up_to), 0) + ?, ? FROM tally_change
            """, count, tallyChanges)
        tallyChanges.removeAll()
        let (slice, last) = (Int64(MemberTally.slice), lastInsertedRow)
        if last / slice != (last - count) / slice { try tallyOldest() }
    }
}
