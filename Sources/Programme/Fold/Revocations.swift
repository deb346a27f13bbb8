/// Revokes: a source takes back what it sent (the rulebook, "The job files", `revoke`).
enum Revocations {
    /// Whether a fact is taken back, and so is out of every fold but the report of its verdict.
    static func isRevoked(_ fact: Fact, in history: History) -> Bool {
        history.aimed(at: fact).contains { mayRevoke($0, fact) }
    }

    /// The verdict on a revoke. Target unknown: `held`; one that it has no right to: `denied`; a
    /// second revoke is `confirmed`.
    static func judge(_ revoke: Fact, of reference: FactReference, in history: History) -> Judgement
    {
        guard let target = history.fact(named: reference) else {
            return Judgement(.held, waitsFor: .fact(reference))
        }
        guard mayRevoke(revoke, target) else { return Judgement(.denied) }
        let first = history.aimed(at: reference)
            .filter { mayRevoke($0, target) }
            .min(by: Fact.canonicalOrder)
        return Judgement(first?.key == revoke.key ? .applied : .confirmed)
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
