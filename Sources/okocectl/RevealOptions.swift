import ArgumentParser
import Glibc
import Ledger
import Programme
import Reports
import Service

/// `--reveal`: shows unmasked what the command shows masked, once the ledger has it who saw what and
/// why.
struct RevealOptions: ParsableArguments {
    @Flag(
        help: """
            Show people unmasked (operators): recorded first, with who and why, and announced in the \
            journal; needs --reason, and okoced at work.
            """)
    var reveal = false

    @Option(help: ArgumentHelp("Why, with --reveal; it is recorded.", valueName: "text"))
    var reason: String?

    @Option(
        name: .customLong("operator"),
        help: ArgumentHelp(
            "Who, with --reveal; the account that types it unless said.", valueName: "name"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "With --reveal: give up after so many seconds (exit 75) and show nothing.",
            valueName: "seconds"))
    var timeout = 60.0

    func validate() throws {
        guard reveal else {
            guard reason == nil, name == nil else {
                throw ValidationError("--reason and --operator go with --reveal.")
            }
            return
        }
        guard let reason else {
            throw ValidationError("--reveal needs --reason: why you must know who it is.")
        }
        try OperatorWord.check(reason: reason, timeout: timeout)
    }

    /// Has it recorded that something is shown, and only then lifts the veil.
    ///
    /// - Parameters:
    ///   - view: the command that shows it.
    ///   - subjects: what is shown unmasked; with none there is nothing to be recorded.
    /// - Returns: how people may be shown.
    /// - Throws: a failure if it is refused or not recorded in time: then nothing may be shown.
    func veil(
        _ view: Revelation.View, of subjects: [Revelation.Subject], _ locations: Locations
    ) throws -> Veil {
        guard reveal, let reason else { return .drawn }
        // Who was erased is nobody any more.
        let subjects = subjects.filter { subject in
            if case .person(let nik) = subject { !nik.isTombstone } else { true }
        }
        guard !subjects.isEmpty else { return .lifted }
        try refuseRestricted(subjects, locations)
        guard subjects.count <= RevealOptions.most else {
            throw CommandFailure(
                .refusedOrAbsent,
                "\(subjects.count) people and deliveries would be shown unmasked; at most "
                    + "\(RevealOptions.most) at once: ask for less.")
        }
        let word = OperatorWord(name: name, reason: reason, timeout: timeout)
        do {
            _ = try OperatorDesk(word: word, locations: locations)
                .give(subjects.map { .act(.reveal(Revelation(view, $0))) })
        } catch let failure as CommandFailure where failure.code == .timedOut {
            throw CommandFailure(
                .timedOut,
                """
                okoced has not recorded yet that it would be shown, so nothing is. It stands on \
                record once okoced has come to it, and nobody has seen anything by that. \
                okocectl status says whether okoced runs.
                """)
        }
        return .lifted
    }

    /// Of who asked for it nothing is shown to anybody.
    private func refuseRestricted(
        _ subjects: [Revelation.Subject], _ locations: Locations
    ) throws {
        let isRestricted = try locations.reading { (ledger) throws(LedgerError) in
            let people = try ledger.restricted()
            guard !people.isEmpty else { return false }
            for subject in subjects {
                switch subject {
                case .person(let nik): if people[nik] != nil { return true }
                case .delivery(let attempt): if try ledger.namesRestricted(attempt) { return true }
                }
            }
            return false
        }
        guard !isRestricted else {
            throw CommandFailure(
                .refusedOrAbsent,
                "the data of a person in it is restricted (UU PDP 27/2022, article 11): it is shown to "
                    + "nobody. okocectl person export gives it to the person, person restrict --lift "
                    + "ends it.")
        }
    }

    /// A command has no more items.
    private static let most = 5000
}

/// Who gives a command, why, and how long to wait for the answer.
struct OperatorWord {
    /// Who: as was said, else the account that types it.
    let name: String
    let reason: String
    let deadline: ContinuousClock.Instant

    init(name: String?, reason: String, timeout: Double) {
        self.name = name ?? OperatorWord.caller
        self.reason = reason
        deadline = .now + .milliseconds(Int64(timeout * 1000))
    }

    /// Refuses what the daemon would refuse.
    static func check(reason: String, timeout: Double) throws {
        guard (0...1e9).contains(timeout) else {
            throw ValidationError("--timeout takes seconds, 0 or more.")
        }
        guard reason.contains(where: { !$0.isWhitespace }), reason.unicodeScalars.count <= 500
        else {
            throw ValidationError("--reason takes 1 to 500 characters that say why.")
        }
    }

    /// Who types it: behind sudo the one who called it.
    private static var caller: String {
        // The real one: the command may be handed in as another account by now.
        if getuid() == 0, let caller = environment("SUDO_USER") { return caller }
        return Accounts.name(of: getuid()) ?? "uid \(getuid())"
    }
}
