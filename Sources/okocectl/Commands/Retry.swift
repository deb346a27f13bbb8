import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// `okocectl retry`: rejected files go back into their drop boxes.
struct RetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Has rejected files judged anew: one, or all that a filter finds (operators).",
        discussion: """
            For files that would be taken now: the registry was mended, the class has been \
            reported, the file in rejected/ was corrected. okoced moves each file back into the \
            drop box that it lay in, with the owner it has, so that it is taken as if its source \
            had moved it; who may deliver does not change. Deliveries are named by their numbers \
            (okocectl jobs), or by the filters. Says for each what has changed since: whether the \
            file was mended, which complaints are gone, which are still or newly there. A command \
            through the operators' drop box, recorded with who and why. Files of a paused source go \
            back too and wait there: who paused it is said. Exits 1 if a file is gone or rejected \
            again, 75 if some are not judged yet (the time is over, or their source is paused), 77 \
            for who is not in the group okoce-operators.
            """)

    @Argument(help: ArgumentHelp("Numbers of deliveries.", valueName: "number"))
    var numbers: [Int64] = []

    @OptionGroup var selection: JobSelection
    @Option(help: ArgumentHelp("At most so many, the latest.", valueName: "number"))
    var limit = 5000
    @Flag(help: "Only list them.") var dryRun = false
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        guard numbers.isEmpty != !selection.isNarrow else {
            throw ValidationError(
                numbers.isEmpty
                    ? "Say which: numbers of deliveries (okocectl jobs), or a filter, as --source."
                    : "Give numbers or filters, not both.")
        }
        guard numbers.allSatisfy({ $0 >= 1 }), numbers.count <= 5000 else {
            throw ValidationError("Numbers of deliveries begin at 1; at most 5000 at once.")
        }
        guard (1...5000).contains(limit) else {
            throw ValidationError("--limit takes 1 to 5000: a command has no more items.")
        }
        if let outcome = selection.outcome.first(where: { !$0.isRejected }) {
            throw ValidationError("Only rejected files lie in rejected/, not those \(outcome).")
        }
    }

    func run() throws {
        let chosen = numbers.isEmpty ? try found() : numbers
        guard !chosen.isEmpty else {
            throw CommandFailure(
                .refusedOrAbsent, "no rejected delivery is like that; okocectl jobs lists them.")
        }
        if dryRun { return try listOnly(chosen) }
        let desk = OperatorDesk(options: options, locations: locations)
        let deadline = desk.word.deadline
        let command = try desk.give(chosen.map { .act(.retry(attempt: $0)) })
        var outcomes = RetryOutcomes(command: command.attempt)
        try outcomes.wait(for: chosen.count, locations, until: deadline)
        try list.format.write(outcomes.table)
        if let failure = outcomes.failure { throw failure }
    }

    /// Rejected deliveries that the filters find and whose files did not go back before; of one
    /// file's that somebody moved back by hand the latest, for there is only one file.
    private func found() throws -> [Int64] {
        var filter = selection.filter
        if filter.outcomes.isEmpty { filter.outcomes = JobOutcome.allCases.filter(\.isRejected) }
        let (lines, returned) = try locations.reading { (ledger) throws(LedgerError) in
            (try ledger.jobs(filter, limit: limit), try ledger.returnedAttempts())
        }
        var known: Set<DeliveredFile> = []
        return lines.filter { known.insert(DeliveredFile($0)).inserted }.map(\.attempt)
            .filter { !returned.contains($0) }
    }

    private func listOnly(_ chosen: [Int64]) throws {
        let lines = try locations.reading { (ledger) throws(LedgerError) in
            var lines: [LedgerReader.JobLine] = []
            for number in chosen {
                lines += try ledger.jobs(.init(before: number + 1), limit: 1)
                    .filter { $0.attempt == number }
            }
            return lines
        }
        try list.format.write(JobsTable.table(lines))
    }
}

/// What deliveries of one file have in common.
private struct DeliveredFile: Hashable {
    let source: SourceCode
    let inode: Int64?
    let name: [UInt8]

    init(_ line: LedgerReader.JobLine) {
        source = line.source
        inode = line.inode
        name = line.fileName
    }
}
