import ArgumentParser
import Ledger
import Programme
import Reports

/// `okocectl decide`: whether a contradicted registration is the same person.
struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decides whether a P1 under another name is the same person (operators).",
        discussion: """
            For registrations that `okocectl jobs --verdict contradicted` lists. The latest \
            decision on a fact holds. Shows the verdict on the command and the one that the fact \
            has now; exits 1 if history denies the command, 77 for who is not in the group \
            okoce-operators.
            """)

    @OptionGroup var fact: FactArguments
    @Argument(help: "The decision.") var ruling: OperatorItem.Ruling
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        try OperatorDesk(options: options, locations: locations)
            .carryOut([.decide(fact.reference, ruling)], list.format)
    }
}

/// `okocectl override`: a denied fact counts all the same.
struct OverrideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract: "Lifts a denial for own community or scope, or lets it stand (operators).",
        discussion: """
            For facts that `okocectl jobs --verdict denied` lists. The latest override of a fact \
            holds. Shows the verdict on the command and the one that the fact has now; exits 1 if \
            history denies the command, 77 for who is not in the group okoce-operators.
            """)

    @OptionGroup var fact: FactArguments
    @Argument(help: "Whether it counts in spite of the denial.")
    var ruling: OperatorItem.OverrideRuling
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        try OperatorDesk(options: options, locations: locations)
            .carryOut([.override(fact.reference, ruling)], list.format)
    }
}

/// `okocectl hold`: a fact counts for nothing until it was looked into.
struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Takes a fact out of all figures until it was looked into (operators).",
        discussion: """
            The fact is held and waits for an operator's decision; members, applications and \
            reports are as if it had not come. --release lets it back. Of a roster the item `class` \
            is its class header: while it is held the header before it stands, or none, and the \
            attendances of the class wait with it. A revoke and a command cannot be held. The \
            latest word on a fact holds. It becomes overdue to nobody. Exits 1 if history denies the command, 77 for who is not in the group okoce-operators.
            """)

    @OptionGroup var fact: FactArguments
    @Flag(help: "Let it be judged by the rules again.") var release = false
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        try OperatorDesk(options: options, locations: locations)
            .carryOut([.hold(fact.reference, release ? .released : .held)], list.format)
    }
}

/// A fact, as commands name it.
struct FactArguments: ParsableArguments {
    @Argument(help: "The source's code.") var source: SourceCode
    @Argument(help: "The job's id.") var jobID: JobID
    @Argument(help: "The item's id; of a roster's class header `class`.") var item: ItemID

    var reference: FactReference {
        FactReference(source: source, jobID: jobID, itemID: item)
    }
}

// With all their cases the shells offer them.
extension OperatorItem.Ruling: ExpressibleByArgument {}

extension OperatorItem.OverrideRuling: ExpressibleByArgument {}
