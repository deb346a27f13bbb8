/// Folding: what a set of facts adds up to (the rulebook, "Facts and verdicts").
///
/// The state of a class, an application, a member, and the verdict on each fact, are a pure
/// function of the set of facts and of one set of rules: not of the order in which facts came, not
/// of the batches they came in, not of the clock. Folds run one way: revokes and decisions, then
/// classes and applications, then members; nothing flows back.
package enum Fold {
    /// The whole: what these facts add up to.
    ///
    /// - Parameters:
    ///   - facts: in any order; of two with one key the first is taken.
    ///   - rules: the ones that hold for all of them.
    package static func judge(_ facts: [Fact], under rules: Rules) -> FoldedState {
        var history = History()
        history.add(facts)
        return fold(Affected(all: history), from: history, under: rules)
    }

    /// The part of the whole that these facts, just recorded, may have changed: complete states
    /// and judgements of every affected member, class, application and fact.
    ///
    /// - Parameters:
    ///   - newFacts: of one batch, in any order.
    ///   - store: answers with the new facts already among the others.
    ///   - rules: the ones that hold for all facts.
    /// - Throws: what the store throws.
    package static func rejudge<Store: FactStore>(
        after newFacts: [Fact], in store: Store, under rules: Rules
    ) throws(Store.Failure) -> FoldedState {
        var reading = Reading(of: store)
        let affected = try Affected.find(after: newFacts, in: &reading)
        return fold(affected, from: reading.history, under: rules)
    }

    /// What the facts known earlier added up to, for all that some later facts may have changed:
    /// complete states and judgements without the later ones.
    ///
    /// What none of the batches of later facts affects was the same then as it is now.
    ///
    /// - Parameters:
    ///   - laterFacts: a batch of those that were not known yet, in any order.
    ///   - store: answers with the facts that were known, and no later one.
    ///   - rules: the ones that hold for all facts.
    /// - Throws: what the store throws.
    package static func judge<Store: FactStore>(
        before laterFacts: [Fact], in store: Store, under rules: Rules
    ) throws(Store.Failure) -> FoldedState {
        var reading = Reading(of: store)
        let affected = try Affected.find(after: laterFacts, in: &reading)
        let history = reading.history.without(Set(laterFacts.map(\.key)))
        return fold(affected, from: history, under: rules)
    }

    /// Folds what is affected, from facts that hold all that it depends on.
    private static func fold(
        _ affected: Affected, from history: History, under rules: Rules
    ) -> FoldedState {
        var state = FoldedState()
        // Done when it is recorded: history has no say in it.
        for act in history.acts { state.judgements[act.key] = Judgement(.applied) }
        for target in affected.commandTargets {
            state.judgements.merge(Decisions.judge(at: target, in: history)) { $1 }
        }
        let classes = ClassFold.fold(affected.classes.union(affected.classesSeen), in: history)
        for key in affected.classes {
            state.classes[key] = .some(classes[key]?.state)
            state.judgements.merge(classes[key]?.judgements ?? [:]) { $1 }
        }
        let applications = ApplicationFold.fold(
            affected.applications.union(affected.applicationsSeen), in: history)
        for key in affected.applications {
            state.applications[key] = .some(applications[key]?.state)
        }
        state.members.reserveCapacity(affected.people.count)
        state.judgements.reserveCapacity(history.count)
        for nik in affected.people {
            state.members[nik] = MemberFold.fold(
                nik, in: history, classes: classes, applications: applications, under: rules,
                judging: &state.judgements)
        }
        return state
    }
}
