import ArgumentParser
import Glibc
import Ledger
import Programme
import Reports
import Service
import Spool

/// `okocectl submit`: hands job files in.
struct SubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Hands job files in: okoced sees each whole or not at all.",
        discussion: """
            Each file is copied into its source's drop box under a hidden name, brought to the \
            disk and then given its name, without replacing one that waits there. With --wait \
            shows what became of each, and exits 1 if one was refused.
            """)

    @Argument(help: "Job files, or directories of them.", completion: .file(extensions: ["json"]))
    var files: [String]

    @Option(help: ArgumentHelp("Whose drop box; else each file's own source.", valueName: "code"))
    var source: SourceCode?

    @Flag(help: "Wait until they are recorded, and show what became of each.") var wait = false
    @OptionGroup var timeout: TimeoutOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let paths = try expanded(files)
        let follower = wait ? try Follower(state: locations.statePath()) : nil
        let handed = try hand(paths)
        var isGood = handed.count == paths.count
        if let follower {
            let outcomes = try follower.follow(handed, until: timeout.deadline)
            try list.format.write(outcomes.table)
            isGood = isGood && outcomes.isGood
            if let failure = outcomes.failure { throw failure }
        } else {
            try list.format.write(handedTable(handed))
        }
        if !isGood { throw CommandFailure(.refusedOrAbsent) }
    }

    /// Hands in what can be; says of each other file why not.
    private func hand(_ paths: [String]) throws -> [Submission.Handed] {
        let submission = Submission(spool: try locations.spoolPath(), source: source)
        let progress = ProgressLine()
        var handed: [Submission.Handed] = []
        for (index, path) in paths.enumerated() {
            do {
                handed.append(try submission.hand(path))
            } catch {
                progress.clear()
                Output.error("okocectl: \(error)")
            }
            progress.show(index + 1, of: paths.count, "handed in")
        }
        progress.clear()
        do {
            try submission.sync()
        } catch {
            throw CommandFailure(error)
        }
        return handed
    }

    private func handedTable(_ handed: [Submission.Handed]) -> Table {
        var table = Table(columns: [
            Table.Column("file", title: "FILE", .tail),
            Table.Column("source", title: "SOURCE", .code),
            Table.Column("name", title: "DROPPED AS", .tail),
        ])
        for file in handed {
            table.append([
                .text(Masking.maskingPeople(in: file.path)), .text(file.source.text),
                .text(Masking.maskingPeople(in: file.name.printable)),
            ])
        }
        return table
    }
}
