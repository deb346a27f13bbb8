import ArgumentParser
import Ledger
import Programme
import Reports
import Service

/// `okocectl person correct`: a mistake mended.
struct PersonCorrectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Mends what is said of a person, and answers them.",
        discussion: """
            Hands in a stage update (action correct) in the operator's name: it is recorded and judged \
            like any other, what was said before stays on record, and figures follow from the day on. \
            Once it applies, the clock of what they asked for ends. Anything else (a licence, a \
            loan, a NIK, a date of birth) its source mends: it revokes its item and sends it anew; then \
            `person answer`.
            """)

    @OptionGroup var person: PersonArguments
    @Option(help: "Their name.") var name: String?
    @Option(help: "The code of their kelurahan, or kecamatan: 31.71.03.1001.") var place:
        RegionCode?
    @Option(help: "The code of the penggerak who coaches them.") var penggerak: SourceCode?
    @Option(help: "Their business; with --sector.") var business: String?
    @Option(help: "Its trade; with --business.") var sector: String?
    @Option(
        help: ArgumentHelp(
            "The first day on which it holds, in Jakarta; today unless said.", valueName: "day"))
    var from: Day?
    @OptionGroup var asked: AskedOptions
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        guard (business == nil) == (sector == nil) else {
            throw ValidationError("--business and --sector go together.")
        }
        guard name != nil || place != nil || penggerak != nil || business != nil else {
            throw ValidationError("Say what is right: --name, --place, --penggerak or --business.")
        }
        guard place.map({ Place($0) != nil }) ?? true else {
            throw ValidationError("--place takes a kelurahan's or a kecamatan's code.")
        }
    }

    func run() throws {
        let nik = try person.read()
        let desk = OperatorDesk(options: options, locations: locations)
        // The clock first: whatever comes of the correction, the person has asked.
        let requests = asked.requests(.correct, nik)
        if !requests.isEmpty { _ = try desk.give(requests) }
        let correction = Correction(
            place: place.flatMap { Place($0) }, penggerak: penggerak,
            name: name.map { PersonName($0) },
            business: business.map { Business(name: $0, sector: sector ?? "") },
            reason: options.reason)
        let record = try desk.give([
            StageItem(
                nik: nik, occurredOn: from ?? WallClock.now.jakartaDay,
                action: .correct(correction))
        ])
        let judgement = record.items.first?.judgement
        guard judgement?.verdict == .applied else {
            let waitsFor = (judgement?.waitsFor?.description).map { ", waits for \($0)" } ?? ""
            throw CommandFailure(
                .refusedOrAbsent,
                "the correction is recorded as \(record.box)/\(record.jobID?.text ?? "-"), and does not "
                    + "apply (\(judgement?.verdict.rawValue ?? "not judged")\(waitsFor)): the person "
                    + "has no answer yet.")
        }
        try desk.carryOut([.act(.person(.answer(nik, .correct)))], list.format)
    }
}
