import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// `okocectl member`: how far a person is, without saying who.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Shows how far a person is, and what was reported of them.",
        discussion: """
            The NIK is shown masked, the name not at all, unless --reveal. With - in place of the \
            NIK it is read from standard input, so that it stands neither in the shell's history \
            nor in the list of processes. Exits 1 if nothing was reported of the person.
            """)

    @Argument(help: "The person's NIK, 16 digits, or - for standard input.") var nik: String
    @OptionGroup var day: DayOptions
    @OptionGroup(title: "Unmasked") var reveal: RevealOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        guard case .success(let nik) = NIK.read(nik == "-" ? readLine() ?? "" : nik) else {
            throw ValidationError(
                "That is no NIK: 16 digits with a date of birth in them, its serial not 0000.")
        }
        let rules = try locations.configuration().rules
        let (record, restricted) = try locations.reading { (ledger) throws(LedgerError) in
            (try ledger.member(nik), try ledger.restricted()[nik])
        }
        if let restricted {
            return try Output.write(
                MemberText.restricted(nik, since: restricted, isJSON: list.format == .json))
        }
        guard let record else {
            throw CommandFailure(.refusedOrAbsent, "nothing was reported of \(nik.masked)")
        }
        let named = record.facts.filter {
            Veil.hides($0.fact.key.jobID.text) || Veil.hides($0.fact.itemID?.text)
        }
        let veil = try reveal.veil(
            .member, of: [.person(nik)] + Set(named.map(\.attempt)).sorted().map { .delivery($0) },
            locations)
        let member = MemberText(record, asOf: day.asOf, rules: rules, veil: veil)
        switch list.format {
        case .csv: try Output.write(CSVTable.text(member.facts))
        case .table: try Output.write(member.terminalText(columns: Output.columns))
        case .json: try Output.write(member.jsonText)
        }
    }
}

/// `--as-of`.
struct DayOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "The last day that counts, YYYY-MM-DD or yesterday, in Jakarta; today unless said.",
            valueName: "day"))
    var day: Day?

    var asOf: Day { day ?? WallClock.now.jakartaDay }
}
