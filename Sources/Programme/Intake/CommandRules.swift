// One item of an operator's command file. Whether the fact it names is there and can be ruled on is
// for history to say (the rulebook, "operator-command").

extension IntakeContext {
    func findings(on item: OperatorItem) -> [Finding] {
        [sourceInactive(on: sentOn, at: "")].compactMap { $0 }
    }

    /// A command occurs on the day it is submitted. Without a note the envelope refuses the job.
    func fact(from item: OperatorItem) -> (Day, Fact.Content)? {
        envelope.operatorNote.map { (sentOn, .command(item, $0)) }
    }
}
