internal import Programme

/// Which attempt of a batch to name as the cause of a changed verdict.
///
/// A batch is folded once, so a cause is told by what the new facts have in common with the old
/// one: a fact aimed at it, its class, its application, its person; else the batch's last job.
struct Causes {
    private var byPerson: [NIK: Int64] = [:]
    private var byTarget: [FactReference: Int64] = [:]
    private var byClass: [ClassKey: Int64] = [:]
    private var byApplication: [ApplicationKey: Int64] = [:]
    private var last: Int64 = 0

    init(of newFacts: [Fact], in facts: StoredFacts) {
        for fact in newFacts {
            guard let stored = facts.known[fact.key] else { continue }
            let attempt = FactNumber.attempt(of: stored.id)
            last = attempt
            if let nik = fact.nik { byPerson[nik] = attempt }
            if let target = fact.target { byTarget[target] = attempt }
            if let key = fact.classKey { byClass[key] = attempt }
            if let key = fact.applicationKey { byApplication[key] = attempt }
        }
    }

    /// The attempt because of which a fact is judged otherwise now.
    func attempt(changing fact: Fact) -> Int64 {
        byTarget[fact.address] ?? fact.classKey.flatMap { byClass[$0] }
            ?? fact.applicationKey.flatMap { byApplication[$0] }
            ?? fact.nik.flatMap { byPerson[$0] } ?? last
    }
}
