import ArgumentParser
import Ledger
import Programme
import Reports

/// `okocectl pause`: a source's files wait.
struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Has a source's files wait in its drop box (operators).",
        discussion: """
            Nothing is refused, and nothing that was taken is lost: files stay where they are until \
            `okocectl resume`, also over a restart. A command through the operators' drop box, \
            recorded with who and why; exits 77 for who is not in the group okoce-operators. \
            `okocectl status` shows who is paused.
            """)

    @Argument(help: "The source's code.") var source: SourceCode
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        try OperatorDesk(options: options, locations: locations)
            .carryOut([.act(.pause(source))], list.format)
    }
}

/// `okocectl resume`: a paused source's files are taken again.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Has a paused source's files taken again (operators).",
        discussion: "The end of `okocectl pause`, recorded with who and why like it.")

    @Argument(help: "The source's code.") var source: SourceCode
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        try OperatorDesk(options: options, locations: locations)
            .carryOut([.act(.resume(source))], list.format)
    }
}
