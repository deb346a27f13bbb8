import ArgumentParser
import JobFormat
import Reports
import Samples
import Service

/// `okocectl sample`: job files to try things out with.
struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Writes job files about people who do not exist, to try things out with.",
        subcommands: [FirstWinterCommand.self, OctoberCommand.self])

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

    @OptionGroup var sample: SampleOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let rules = try locations.configuration().rules
        try sample.write { () throws(SamplesError) in
            try FirstWinter.jobs(seed: sample.seed, rules: rules)
        }
    }
}

/// `okocectl sample october-2021`.
struct OctoberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "october-2021",
        abstract: "Writes job files that add up to the seven steps of 27 October 2021.",
        discussion: """
            The one published table of all seven steps, from 284,164 at P1 to 6,159 at P7, in \
            850,425 facts, one a step, for the configured sources. From P3 on three in ten lack \
            the step before, as the asymmetric policy allows: under the sequential one the table \
            differs. The people are made up.
            """)

    /// Beyond it not a single member is left at P7, and soon nobody at all.
    private static let largestScale = 10_000

    @Option(
        help: ArgumentHelp(
            "Each figure is divided by it, half up; 1 to 10000.", valueName: "number"))
    var scale = 1

    @OptionGroup var sample: SampleOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        guard (1...OctoberCommand.largestScale).contains(scale) else {
            throw ValidationError(
                "--scale takes a number from 1 to \(OctoberCommand.largestScale).")
        }
    }

    func run() throws {
        let rules = try locations.configuration().rules
        try sample.write { () throws(SamplesError) in
            try OctoberTwentyOne.jobs(scale: scale, seed: sample.seed, rules: rules)
        }
    }
}

/// Where a sample goes, and which of the many it is.
struct SampleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where to write; gets one folder a source.", valueName: "dir"))
    var into: String

    @Option(help: ArgumentHelp("The same seed gives the same files.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var list: DocumentOptions

    /// Writes the job files and says how many there are.
    func write<Jobs: Sequence<SampleJob>>(_ jobs: () throws(SamplesError) -> Jobs) throws {
        do {
            let count = try SampleFolder.write(jobs(), into: into)
            try list.format.write("\(count) job files in \(Printable.escaping(into))\n") { json in
                json.member("files", count)
                json.member("folder", into)
                json.member("seed", seed)
            }
        } catch let error as SamplesError {
            throw CommandFailure(.unavailable, "the sample cannot be written: \(error)")
        }
    }
}
