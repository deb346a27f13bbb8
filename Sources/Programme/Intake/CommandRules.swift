// One item of an operator's command file. Whether the fact it names is there and can be ruled on is
// for history to say (the rulebook, "operator-command"), and whether a file can be put back for the
// spool.

extension IntakeContext {
    func findings(on item: OperatorItem) -> [Finding] {
        [sourceInactive(on: sentOn, at: ""), boxFinding(item), askedFinding(item)].compactMap { $0 }
    }

    /// A command occurs on the day it is submitted. Without a note the envelope refuses the job.
    func fact(from item: OperatorItem) -> (Day, Fact.Content)? {
        envelope.operatorNote.map { (sentOn, .command(item, $0)) }
    }

    /// Only a registered source's box can be paused, and not the one that the end of the pause would
    /// have to come through.
    private func boxFinding(_ item: OperatorItem) -> Finding? {
        let code: SourceCode
        switch item {
        case .act(.pause(let source)), .act(.resume(let source)): code = source
        case .decide, .override, .hold, .act(.retry), .act(.person), .act(.reveal): return nil
        }
        guard let box = rules.registry[code] else {
            return Finding(
                .boxNotRegistered, at: "/source",
                "The source is not in the registry of the programme: check its code "
                    + "(okocectl status lists them).")
        }
        guard box.kind == .operator else { return nil }
        return Finding(
            .operatorsBoxStaysOpen, at: "/source",
            "The operators' drop box stays open: through it comes what ends a pause.")
    }

    /// The clock of a request begins when the person asked, which is not still to come.
    private func askedFinding(_ item: OperatorItem) -> Finding? {
        guard case .act(.person(let act)) = item, let asked = act.askedAt,
            asked > envelope.submittedAt
        else { return nil }
        return Finding(
            .askedInFuture, at: "/asked_at",
            "A person cannot have asked after the command was submitted: check asked_at.")
    }
}
