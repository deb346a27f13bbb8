import ArgumentParser
import Programme
import Service

/// `okocectl person`: what people may ask of whoever holds their data.
struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Does what the law lets a person ask of their data (operators).",
        discussion: """
            UU PDP 27/2022 gives 72 hours from the moment the person asks. `person request` writes \
            down that they did, and `okocectl report waiting` shows what is left of the time; an act \
            that does it ends the clock, and so does `person answer`. All are operator commands: \
            recorded with who and why, refused to who is not in the group okoce-operators (exit 77). \
            With - in place of the NIK it is read from standard input, so that it stands neither in \
            the shell's history nor in the list of processes.
            """,
        subcommands: [
            PersonRequestCommand.self, PersonAnswerCommand.self, PersonExportCommand.self,
            PersonCorrectCommand.self, PersonRestrictCommand.self,
            PersonEraseCommand.self,
        ])
}

/// Whom it is about.
struct PersonArguments: ParsableArguments {
    @Argument(help: "The person's NIK, 16 digits, or - for standard input.") var nik: String

    func read() throws -> NIK {
        guard case .success(let nik) = NIK.read(nik == "-" ? readLine() ?? "" : nik) else {
            throw ValidationError(
                "That is no NIK: 16 digits with a date of birth in them, its serial not 0000.")
        }
        return nik
    }
}

/// When they asked.
struct AskedOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "When the person asked, if that was before: 2026-11-23T09:00:00+07:00. The 72 hours "
                + "begin then.", valueName: "instant"))
    var askedAt: Instant?

    /// The request that comes with an act, if it says when it was made.
    func requests(_ wish: PersonAct.Wish, _ nik: NIK) -> [OperatorItem] {
        askedAt.map { [.act(.person(.request(nik, wish, askedAt: $0)))] } ?? []
    }
}

extension PersonAct.Wish: ExpressibleByArgument {}

/// `okocectl person request`: the clock begins.
struct PersonRequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Writes down that a person asked for something.",
        discussion: """
            From then on `okocectl report waiting` shows it, with what is left of the 72 hours, until \
            it is done or answered.
            """)

    @OptionGroup var person: PersonArguments
    @Option(name: .customLong("for"), help: "What they asked for.") var wish: PersonAct.Wish
    @OptionGroup var asked: AskedOptions
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let nik = try person.read()
        try OperatorDesk(options: options, locations: locations).carryOut(
            [.act(.person(.request(nik, wish, askedAt: asked.askedAt ?? WallClock.now)))],
            list.format)
    }
}

/// `okocectl person answer`: the clock ends.
struct PersonAnswerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Writes down that a person has their answer.",
        discussion: """
            For what was done by other means, or may not be done; the reason says which.
            """)

    @OptionGroup var person: PersonArguments
    @Option(name: .customLong("for"), help: "What they had asked for.") var wish: PersonAct.Wish
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let nik = try person.read()
        try OperatorDesk(options: options, locations: locations)
            .carryOut([.act(.person(.answer(nik, wish)))], list.format)
    }
}

/// `okocectl person restrict`: shown to nobody.
struct PersonRestrictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict", abstract: "Has a person's data shown to nobody, or shown again.",
        discussion: """
            It stays and goes on counting in figures that name nobody; `okocectl member`, `job` and \
            `explain` say "restricted" in its place, lists leave it out, and --reveal is refused. \
            Only `person export` gives it, to the person. What is reported of them meanwhile is \
            recorded, and shown as little.
            """)

    @OptionGroup var person: PersonArguments
    @Flag(help: "Show it again.") var lift = false
    @OptionGroup var asked: AskedOptions
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let nik = try person.read()
        let act: PersonAct = lift ? .lift(nik) : .restrict(nik)
        try OperatorDesk(options: options, locations: locations)
            .carryOut(asked.requests(.restrict, nik) + [.act(.person(act))], list.format)
    }
}
