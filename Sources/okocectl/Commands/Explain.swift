import ArgumentParser
import Ledger
import Programme
import Reports

/// `okocectl explain`: the story of a job's items.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tells the whole story of a job, or of one item of it.",
        discussion: """
            When it was received and in which file, what the intake check said, when it was \
            recorded, how it was judged and judged again because of which job, and what it waits \
            for now. NIKs are shown masked, names not at all, unless --reveal. Exits 1 if it was \
            refused, or there is no such job or item.
            """)

    @Argument(help: "The source's code.") var source: SourceCode
    @Argument(help: "The job's id.") var jobID: JobID
    @Argument(help: "An item's id, or class for a roster's class; all of them unless said.")
    var item: ItemID?
    @OptionGroup(title: "Unmasked") var reveal: RevealOptions
    @OptionGroup var document: DocumentOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let story = try locations.reading { (ledger) throws(LedgerError) in
            guard let story = try ledger.story(of: source, jobID) else { return JobStory?.none }
            return try ledger.hidingRestricted(story)
        }
        guard let story else {
            throw CommandFailure(
                .refusedOrAbsent,
                "no delivery of \(source) under the id \(shown(jobID)); "
                    + "`okocectl jobs --source \(source)`"
                    + " lists what there is")
        }
        guard var text = StoryText(story, of: source, jobID, item: item) else {
            throw CommandFailure(
                .refusedOrAbsent,
                "no delivery of \(source)/\(shown(jobID)) has that item; "
                    + "`okocectl job \(source) \(shown(jobID))`"
                    + " lists its items")
        }
        if reveal.reveal {
            let deliveries = story.deliveries.map { Revelation.Subject.delivery($0.report.attempt) }
            let veil = try reveal.veil(
                .explain, of: text.people.map { .person($0) } + deliveries, locations)
            text = StoryText(story, of: source, jobID, item: item, veil: veil) ?? text
        }
        switch document.format {
        case .table: try Output.write(text.terminalText(columns: Output.columns))
        case .json: try Output.write(text.jsonText)
        }
        if !text.isGood { throw CommandFailure(.refusedOrAbsent) }
    }
}
