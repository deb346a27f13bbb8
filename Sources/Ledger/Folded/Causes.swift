internal import Programme

/// Which attempt of a batch to name as the cause of a changed verdict.
///
/// A batch is folded once, so a cause is told by what the new facts have in common with the old
/// one: it aims at it, is the header of its class, of its application, of its person; else the
/// batch's last job.
struct Causes {
    private var byPerson: [NIK: Int64] = [:]
    private var byTarget: [FactReference: Int64] = [:]
    private var byClass: [ClassKey: Int64] = [:]
    private var byApplication: [ApplicationKey: Int64] = [:]
    private var last: Int64

    /// - Parameter last: the attempt to name where none of these facts has to do with a change.
    init(of newFacts: [Fact], in facts: StoredFacts, last: Int64 = 0) {
        self.last = last
        for fact in newFacts {
            guard let stored = facts.known[fact.key] else { continue }
            let attempt = FactNumber.attempt(of: stored.id)
            self.last = attempt
            if let nik = fact.nik { byPerson[nik] = attempt }
            if let target = fact.target { byTarget[target] = attempt }
            if case .header(let header) = fact.content { byClass[header.key] = attempt }
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
