import ArgumentParser
import Reports
import Samples
import Service

/// `okocectl sample`: job files to try things out with.
struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Writes job files about people who do not exist, to try things out with.",
        subcommands: [FirstWinterCommand.self])

    @OptionGroup(title: "Where things are") var locations: Locations
}

/// `okocectl sample first-winter`.
struct FirstWinterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "first-winter",
        abstract: "Writes the job files of the programme's first winter.",
        discussion: """
            The rosters of 16 training days in November and December 2017 and 4,230 registrations \
            by 22 January 2018, for the configured sources, in a shuffled order. The figures are \
            the published ones, the people are made up.
            """)

    @Option(help: ArgumentHelp("Where to write; gets one folder a source.", valueName: "dir"))
    var into: String

    @Option(help: ArgumentHelp("The same seed gives the same files.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let rules = try locations.configuration().rules
        do {
            let count = try SampleFolder.write(
                FirstWinter.jobs(seed: seed, rules: rules), into: into)
            try Output.write("\(count) job files in \(Printable.escaping(into))\n")
        } catch let error as SamplesError {
            throw CommandFailure(.unavailable, "the sample cannot be written: \(error)")
        }
    }
}
