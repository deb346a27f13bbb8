/// Revokes: a source takes back what it sent (the rulebook, "The job files", `revoke`).
enum Revocations {
    /// Whether a fact is taken back, and so is out of every fold but the report of its verdict.
    static func isRevoked(_ fact: Fact, in history: History) -> Bool {
        history.aimed(at: fact).contains { mayRevoke($0, fact) }
    }

    /// Facts that are taken back, and those that stand, in the order given.
    static func split(
        _ facts: [Fact], in history: History
    ) -> (revoked: [Fact], standing: [Fact]) {
        let revoked = facts.filter { isRevoked($0, in: history) }
        guard !revoked.isEmpty else { return ([], facts) }
        return (revoked, facts.filter { !isRevoked($0, in: history) })
    }

    /// The verdicts on a person's revokes. Target unknown: `held`; one that it has no right to:
    /// `denied`; a second revoke is `confirmed`.
    ///
    /// - Parameters:
    ///   - facts: all about one person, in canonical order: revokes that have a right over one
    ///     target name one person.
    ///   - judgements: gets the verdicts.
    static func judge(
        _ facts: [Fact], in history: History, judging judgements: inout [FactKey: Judgement]
    ) {
        var revoked: Set<FactReference> = []
        for revoke in facts {
            guard case .revocation(_, let reference, _) = revoke.content else { continue }
            guard let target = history.fact(named: reference) else {
                judgements[revoke.key] = Judgement(.held, waitsFor: .fact(reference))
                continue
            }
            guard mayRevoke(revoke, target) else {
                judgements[revoke.key] = Judgement(.denied)
                continue
            }
            let isFirst = revoked.insert(reference).inserted
            judgements[revoke.key] = Judgement(isFirst ? .applied : .confirmed)
        }
    }

    /// Whether this is a revoke with a right over the target: a source takes back its own items,
    /// of the NIK that it names. A revoke cannot be revoked (send the fact again), nor can an
    /// operator's command or a class header.
    private static func mayRevoke(_ revoke: Fact, _ target: Fact) -> Bool {
        guard case .revocation(let nik, _, _) = revoke.content else { return false }
        switch target.content {
        case .revocation, .command, .header: return false
        case .registration, .evidence, .trainingClaim, .correction, .attendance, .funding:
            return target.nik == nik && target.key.source == revoke.key.source
        }
    }
}
