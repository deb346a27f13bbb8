import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// `okocectl report all`: the weekly and fortnightly set, in files or as one page.
struct AllReportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Writes all reports into a folder, or as one page.",
        discussion: """
            With --into makes DIR/DAY with each report as JSON, as CSV (a file a table) and as text, \
            and index.html, one page with charts of them all; in English and in Indonesian \
            (NAME.id.csv, index.id.html). The folder appears whole or not at all; one of the same \
            day is replaced. DIR/latest points to the last one written. With --format html writes \
            the page alone, to standard output. It is one file that loads nothing from anywhere.
            """)

    @Option(
        help: ArgumentHelp("The folder that the day's folder is made in.", valueName: "dir"))
    var into: String?
    @Option(help: ArgumentHelp("Writes the page to standard output: html.", valueName: "html"))
    var format: PageFormat?
    @Option(help: "In which language --format html is; --into has both. (default: en)")
    var language: Language?
    @OptionGroup var day: DayOptions
    @Option(
        help: ArgumentHelp(
            "Only what was recorded by this moment, YYYY-MM-DDThh:mm:ss+07:00.",
            valueName: "instant"))
    var knownAt: Instant?
    @OptionGroup(title: "Where things are") var locations: Locations

    /// The one format that all reports together have.
    enum PageFormat: String, CaseIterable, ExpressibleByArgument {
        case html
    }

    func validate() throws {
        guard (into == nil) != (format == nil) else {
            throw ValidationError(
                "Say either --into DIR, for files, or --format html, for one page on standard output."
            )
        }
        guard into == nil || language == nil else {
            throw ValidationError("--into writes both languages; leave --language out.")
        }
    }

    func run() throws {
        let origin = try locations.origin()
        let page = try page(origin)
        guard let into else { return try Output.write(page.html(language ?? .english)) }
        let folder = try ReportFolder(named: day.asOf.description, in: into)
        do {
            for file in page.files { try folder.write(file.text, to: file.name) }
            try Output.write("\(folder.put())\n")
        } catch {
            folder.abandon()
            throw error
        }
    }

    private func page(_ origin: OfficePage.Origin) throws -> OfficePage {
        let asOf = day.asOf
        return try locations.office(knownAt: knownAt) { (office) throws(LedgerError) in
            var reports: [Report] = []
            for (kind, by) in OfficePage.questions {
                let question = ReportQuestion(kind, by: by, asOf: asOf, knownAt: knownAt)
                reports.append(try office.report(kind, question, now: origin.madeAt))
            }
            return OfficePage(reports, origin, kecamatan: office.kecamatan)
        }
    }
}
