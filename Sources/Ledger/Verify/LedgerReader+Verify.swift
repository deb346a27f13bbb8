package import Programme

extension LedgerReader {
    /// Folds the whole ledger anew from its facts and compares: verdicts, members, attendances,
    /// classes, applications; counts items and notices, and adds the tallies up again.
    ///
    /// Needs all facts in memory at once.
    ///
    /// - Parameter rules: those that the daemon runs under.
    /// - Returns: nothing if all is as the facts say.
    package func verify(under rules: Rules) throws(LedgerError) -> [Difference] {
        try read { (session) throws(SQLFailure) in
            try Verification(session, under: rules).differences()
        }
    }
}

/// Compares the folded tables with what their facts add up to.
private struct Verification {
    private let session: Session
    private let facts: StoredFacts
    private let state: FoldedState
    private let rules: Rules

    init(_ session: Session, under rules: Rules) throws(SQLFailure) {
        self.session = session
        self.rules = rules
        facts = StoredFacts(session)
        state = Fold.judge(try facts.readAll(), under: rules)
    }

    func differences() throws(SQLFailure) -> [Difference] {
        try edition() + verdicts() + members() + attendances() + classes() + applications()
            + counts() + session.tallyDifferences()
    }

    /// A ledger that no daemon has opened yet was folded under no rules in particular.
    private func edition() throws(SQLFailure) -> [Difference] {
        let stored = try session.first("SELECT rules FROM judged_under") {
            (row) throws(SQLFailure) in row.text(0)
        }
        return stored.map { $0 == rules.foldingText } ?? true ? [] : [.rules]
    }

    private func verdicts() -> [Difference] {
        facts.known.values.sorted { $0.id < $1.id }.compactMap { stored in
            let key = stored.fact.key
            let folded = state.judgements[key]
            return folded == stored.judgement
                ? nil : .verdict(key, stored: stored.judgement, folded: folded)
        }
    }

    private func members() throws(SQLFailure) -> [Difference] {
        let stored = try session.rows("SELECT nik FROM member") { (row) throws(SQLFailure) in
            row.nik(0)
        }
        var differences: [Difference] = []
        for nik in Set(stored).union(state.members.keys).sorted() {
            var folded: MemberRow?
            if let member = state.members[nik] ?? nil {
                folded = try MemberRow(member, number: facts.number)
            }
            if try session.storedMember(nik) != folded { differences.append(.member(nik)) }
        }
        return differences
    }

    private func attendances() throws(SQLFailure) -> [Difference] {
        var folded: [NIK: Set<StandingAttendance>] = [:]
        for stored in facts.known.values {
            guard case .attendance(let nik, let key, let attendance) = stored.fact.content,
                state.judgements[stored.fact.key]?.leavesAttendanceStanding == true
            else { continue }
            folded[nik, default: []].insert(
                StandingAttendance(classKey: key, attendance: attendance, fact: stored.id))
        }
        var stored: [NIK: Set<StandingAttendance>] = [:]
        try session.each(
            """
            SELECT nik, organiser, class_id, attendance, by_fact
            FROM attendance JOIN class ON class.id = attendance.class
            """
        ) { (row) throws(SQLFailure) in
            let key = ClassKey(
                organiser: try session.code(row.integer(1)), classID: row.id(2))
            stored[row.nik(0), default: []].insert(
                StandingAttendance(
                    classKey: key, attendance: try row.word(3), fact: row.integer(4)))
        }
        return Set(stored.keys).union(folded.keys).sorted().compactMap {
            stored[$0] == folded[$0] ? nil : .attendances($0)
        }
    }

    private struct StandingAttendance: Hashable {
        let classKey: ClassKey
        let attendance: Attendance
        let fact: Int64
    }

    private func classes() throws(SQLFailure) -> [Difference] {
        var stored: [ClassKey: Int64] = [:]
        try session.each("SELECT organiser, class_id, header FROM class WHERE header IS NOT NULL") {
            (row) throws(SQLFailure) in
            let key = ClassKey(organiser: try session.code(row.integer(0)), classID: row.id(1))
            stored[key] = row.integer(2)
        }
        var differences: [Difference] = []
        for key in Set(stored.keys).union(state.classes.keys).sorted() {
            var folded: Int64?
            if let header = (state.classes[key] ?? nil)?.header {
                folded = try facts.number(of: header)
            }
            if stored[key] != folded { differences.append(.header(key)) }
        }
        return differences
    }

    private func applications() throws(SQLFailure) -> [Difference] {
        let stored = try session.rows("SELECT lender, application_id FROM application") {
            (row) throws(SQLFailure) in
            ApplicationKey(lender: try session.code(row.integer(0)), applicationID: row.id(1))
        }
        var differences: [Difference] = []
        for key in Set(stored).union(state.applications.keys).sorted() {
            var folded: ApplicationRow?
            if let application = state.applications[key] ?? nil {
                folded = try ApplicationRow(application, number: facts.number)
            }
            if try session.storedApplication(key) != folded {
                differences.append(.application(key))
            }
        }
        return differences
    }

    private func counts() throws(SQLFailure) -> [Difference] {
        var recorded: [Int64: Int64] = [:]
        for stored in facts.known.values where stored.fact.key.position >= 0 {
            recorded[FactNumber.attempt(of: stored.id), default: 0] += 1
        }
        var differences: [Difference] = []
        try session.each("SELECT id, items_recorded FROM attempt") { (row) throws(SQLFailure) in
            let attempt = row.integer(0)
            if recorded[attempt] ?? 0 != row.integer(1) {
                differences.append(.items(attempt: attempt))
            }
        }
        let missing = try session.count(
            """
            SELECT next_notice - 1 - (SELECT count(*) FROM notice)
              - (SELECT coalesce(sum(removed), 0) FROM removal WHERE what = 'notices')
            FROM counter
            """)
        if missing != 0 { differences.append(.notices(missing: Int64(missing))) }
        let untold = try session.count(
            """
            SELECT (SELECT count(*) FROM attempt)
              - (SELECT count(*) FROM notice WHERE kind IN ('job', 'set_aside'))
              - (SELECT coalesce(sum(times), 0) FROM summary_count WHERE kind = 'job')
              - (SELECT coalesce(sum(told), 0) FROM removal)
            """)
        if untold != 0 { differences.append(.untold(attempts: Int64(untold))) }
        return differences
    }
}
