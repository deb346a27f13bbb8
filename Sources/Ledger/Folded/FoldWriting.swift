internal import Programme

/// Writes what folding said: folded tables, verdicts, the verdict history. Only changed rows.
struct FoldWriting {
    private let session: Session
    private let facts: StoredFacts

    /// A change of an old fact's verdict, to be announced.
    struct Change {
        /// Number in the verdict history.
        let number: Int64
        /// The attempt because of which it changed.
        let attempt: Int64
        /// Whose fact it is.
        let source: SourceCode
        let became: Verdict
    }

    init(_ session: Session, _ facts: StoredFacts) {
        self.session = session
        self.facts = facts
    }

    /// - Parameter causes: asked for only if a verdict has changed.
    /// - Returns: the changes to be announced, in the order of their facts.
    func write(
        _ state: FoldedState, because causes: () throws(SQLFailure) -> Causes
    ) throws(SQLFailure) -> [Change] {
        let judged = try numbered(state.judgements)
        for (key, folded) in state.classes.sorted(by: { $0.key < $1.key }) {
            var header: Int64?
            if let fact = folded?.header { header = try facts.number(of: fact) }
            try session.write(classOf: key, header: header)
        }
        for (key, folded) in state.applications.sorted(by: { $0.key < $1.key }) {
            var row: ApplicationRow?
            if let folded { row = try ApplicationRow(folded, number: facts.number) }
            try session.write(application: key, row)
        }
        for nik in state.members.keys.sorted() {
            var row: MemberRow?
            if let folded = state.members[nik] ?? nil {
                row = try MemberRow(folded, number: facts.number)
            }
            let old = facts.wasKnown(nik) ? try session.storedMember(nik) : nil
            try session.write(member: nik, row, over: old)
        }
        for (nik, rows) in try attendances(of: judged) {
            try session.write(attendancesOf: nik, rows)
        }
        return try writeVerdicts(judged, because: causes)
    }

    /// The judged facts in the order in which they were recorded.
    private func numbered(
        _ judgements: [FactKey: Judgement]
    ) throws(SQLFailure) -> [(stored: StoredFact, judgement: Judgement)] {
        var judged: [(stored: StoredFact, judgement: Judgement)] = []
        judged.reserveCapacity(judgements.count)
        for (key, judgement) in judgements {
            guard let stored = facts.known[key] else {
                throw .unexpected("a fact was judged that was not read")
            }
            judged.append((stored, judgement))
        }
        return judged.sorted { $0.stored.id < $1.stored.id }
    }

    /// What each judged person stands as in each of their classes.
    private func attendances(
        of judged: [(stored: StoredFact, judgement: Judgement)]
    ) throws(SQLFailure) -> [(NIK, [AttendanceRow])] {
        var rows: [NIK: [AttendanceRow]] = [:]
        for (stored, judgement) in judged {
            guard case .attendance(let nik, let key, let attendance) = stored.fact.content else {
                continue
            }
            // Present in the dictionary even if none stands: then old rows go.
            var ofPerson = rows[nik] ?? []
            if judgement.leavesAttendanceStanding {
                let row = AttendanceRow(
                    classNumber: try session.number(of: key), attendance: attendance,
                    fact: stored.id)
                ofPerson.append(row)
            }
            rows[nik] = ofPerson
        }
        return rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func writeVerdicts(
        _ judged: [(stored: StoredFact, judgement: Judgement)],
        because causes: () throws(SQLFailure) -> Causes
    ) throws(SQLFailure) -> [Change] {
        var changes: [Change] = []
        var known: Causes?
        func cause(of change: StoredFact) throws(SQLFailure) -> Int64 {
            if known == nil { known = try causes() }
            return known?.attempt(changing: change.fact) ?? 0
        }
        for (stored, judgement) in judged {
            guard let old = stored.judgement else {
                try session.insert(judgement, of: stored.id)
                session.waitingChange.change(from: nil, to: judgement.verdict)
                continue
            }
            guard old != judgement else { continue }
            try session.update(judgement, of: stored.id)
            session.waitingChange.change(from: old.verdict, to: judgement.verdict)
            guard (old.verdict, old.waitsFor) != (judgement.verdict, judgement.waitsFor) else {
                continue
            }
            let cause = try cause(of: stored)
            let number = try session.insertChange(
                of: stored.id, from: old, to: judgement, because: cause)
            if old.verdict != judgement.verdict {
                changes.append(
                    Change(
                        number: number, attempt: cause, source: stored.fact.key.source,
                        became: judgement.verdict))
            }
        }
        return changes
    }
}

extension Judgement {
    /// Whether an attendance with this judgement is what the person stands as in the class: it
    /// counts in training figures, registered or not, step or not. What an operator holds is out of
    /// every fold, and another row may stand in its place.
    var leavesAttendanceStanding: Bool {
        switch verdict {
        case .held: !isHeldByOperator
        case .applied, .confirmed, .contradicted: true
        case .superseded, .revoked, .denied: false
        }
    }
}
