/// Rights that only history shows: own community and kecamatan scope (the rulebook, "Member").
///
/// Where an item names a place (P1, roster) its scope was checked at intake; lenders have none.
/// What is judged here is judged once the P1 is there, before waiting for any step.
enum Authority {
    /// Whether a fact can be denied for own community or scope: evidence of P3 to P6, a training
    /// claim, a correction. Only these can an override free.
    static func isJudgedByVerdict(_ fact: Fact) -> Bool {
        switch fact.content {
        case .evidence, .trainingClaim, .correction: true
        case .registration, .revocation, .header, .attendance, .funding, .command: false
        }
    }

    /// Whether the source of a fact had no right to report it, and no override says that it counts.
    ///
    /// - Parameter details: the member's, as they hold on the fact's own day.
    static func denies(
        _ fact: Fact, about details: MemberState.Details, in history: History, under rules: Rules
    ) -> Bool {
        guard isJudgedByVerdict(fact), let source = rules.registry[fact.key.source] else {
            return false
        }
        let allowed =
            isOwnCommunity(fact, of: source, details) && source.covers(details.place.code)
        return !allowed && !Decisions.isOverridden(fact, in: history)
    }

    /// A penggerak reports P3, P5 and P6 only of members whom it coaches.
    private static func isOwnCommunity(
        _ fact: Fact, of source: Organisation, _ details: MemberState.Details
    ) -> Bool {
        guard source.kind == .penggerak, case .evidence(_, let evidence) = fact.content else {
            return true
        }
        switch evidence.stage {
        case .mentoring, .marketing, .accounts: return details.penggerak == source.code
        case .registration, .training, .licensing, .funding: return true
        }
    }
}
