import ArgumentParser
import Glibc
import JobFormat
import Ledger
import Programme
import Reports
import Service
import Spool
import Synchronization

/// What every command that changes something has: who, why, and how long to wait for the answer.
struct OperatorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Why; it is recorded with the command.", valueName: "text"))
    var reason: String

    @Option(
        name: .customLong("operator"),
        help: ArgumentHelp(
            "Who; the account that types it unless said. It is recorded.", valueName: "name"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Give up after so many seconds (exit 75); the command is carried out all the same.",
            valueName: "seconds"))
    var timeout = 60.0

    func validate() throws { try OperatorWord.check(reason: reason, timeout: timeout) }

    /// Begins the time to wait.
    var word: OperatorWord { OperatorWord(name: name, reason: reason, timeout: timeout) }
}

/// Hands a command file in to the operators' drop box and waits for what became of it: all that
/// changes something goes this way, so that it is ordered, recorded and judged like any other job.
struct OperatorDesk {
    let word: OperatorWord
    let locations: Locations

    init(word: OperatorWord, locations: Locations) {
        self.word = word
        self.locations = locations
    }

    init(options: OperatorOptions, locations: Locations) {
        self.init(word: options.word, locations: locations)
    }

    /// Gives commands in one job.
    ///
    /// - Returns: what the ledger says of it, none of it refused.
    func give(_ items: [OperatorItem]) throws -> RecordedJob {
        try give(.operatorCommand, .commands(OperatorDesk.numbered(items)))
    }

    /// Gives a stage update in the operator's name.
    func give(_ items: [StageItem]) throws -> RecordedJob {
        try give(.stageUpdate, .stageUpdate(OperatorDesk.numbered(items)))
    }

    /// How many jobs this process has given.
    private static let given = Atomic(0)

    private static func numbered<Content>(_ items: [Content]) -> [SentItem<Content>] {
        items.enumerated().map {
            SentItem(position: $0, itemID: ItemID(unchecked: "\($0 + 1)"), content: $1)
        }
    }

    private func give(_ schema: JobSchema, _ body: SentJob.Body) throws -> RecordedJob {
        let box = try operatorsBox()
        let folder = "\(try locations.spoolPath())/incoming/\(box)"
        try requireRight(to: folder)
        let jobID = jobID()
        let envelope = Envelope(
            schema: schema, jobID: jobID, source: box, submittedAt: WallClock.now,
            mode: .all,
            operatorNote: Envelope.OperatorNote(
                name: word.name, reason: word.reason))
        let follower = try Follower(state: locations.statePath())
        let bytes = JobDocumentWriter.bytes(envelope, body)
        let handed = try hand(bytes, as: jobID, to: box, in: folder)
        let record = try follower.records(of: [handed], until: word.deadline).first?.record
        guard let record else {
            throw CommandFailure(
                .timedOut,
                """
                okoced has not taken the command yet; it waits as \(box)/\(handed.name) and is \
                carried out when okoced comes to it. okocectl status says whether okoced runs.
                """)
        }
        guard record.outcome.usesUpID else { throw refusal(record) }
        return record
    }

    /// The box that commands come through: of the registry's operator.
    private func operatorsBox() throws -> SourceCode {
        let operators = try locations.configuration().sources.filter {
            $0.organisation.kind == .operator
        }
        guard let code = operators.first?.organisation.code else {
            throw CommandFailure(
                .configuration,
                "sources.yaml has no source of kind operator: add one (`code: OPERATOR`, "
                    + "`kind: operator`) and reload okoced.")
        }
        return code
    }

    private func hand(
        _ bytes: [UInt8], as jobID: JobID, to box: SourceCode, in path: String
    ) throws -> Submission.Handed {
        do throws(BoxError) {
            let drop = try DropBox(path: path)
            let (name, identity) = try drop.drop(bytes, as: jobID.text)
            try drop.sync()
            return Submission.Handed(path: path, source: box, name: name, identity: identity)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Root may write everywhere, but okoced takes commands of the group's members and its own
    /// account only: so root hands it in as that account, under the name of who called sudo.
    private func requireRight(to path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == EACCES { throw OperatorDesk.noRight(path) }
            throw CommandFailure(
                .unavailable,
                """
                there is no drop box for operators at \(path): \(String(cString: strerror(errno))).
                The package makes it (systemd-tmpfiles --create); by hand, mkdir -p \(path). \
                Another spool is named with --spool.
                """)
        }
        if geteuid() == 0, status.st_uid != 0, seteuid(status.st_uid) != 0 {
            throw OperatorDesk.noRight(path)
        }
        guard faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0 else {
            throw OperatorDesk.noRight(path)
        }
    }

    private static func noRight(_ path: String) -> CommandFailure {
        CommandFailure(
            .noPermission,
            """
            only members of the group \(Owners.operatorGroup) may give okoced commands (\(path)): \
            sudo adduser NAME \(Owners.operatorGroup), then log in anew.
            """)
    }

    /// Why a command was refused, in the daemon's words.
    private func refusal(_ record: RecordedJob) -> CommandFailure {
        let complaints = record.complaints + record.items.flatMap(\.complaints)
        // That another item is refused says nothing of this one.
        let causes = complaints.filter { $0.code != .otherItemRefused && $0.severity == .error }
        let isWrongOwner = causes.contains { $0.code == .wrongOwner }
        let words = causes.map { "\n  \($0.code.rawValue) \($0.message)" }.joined()
        return CommandFailure(
            isWrongOwner ? .noPermission : .refusedOrAbsent,
            "the command is refused, nothing was changed:\(words)"
                + (isWrongOwner
                    ? "\nMembers of \(Owners.operatorGroup) may: sudo adduser NAME "
                        + "\(Owners.operatorGroup), then log in anew." : ""))
    }

    /// `rina-20180612T090000-4711`: unique on this machine, and readable in listings.
    private func jobID() -> JobID {
        let clock = WallClock.now.description.prefix(19).filter { $0 != "-" && $0 != ":" }
        // What an identifier may not have becomes a dash.
        let who = word.name.prefix(24).map { letter in
            JobID(String(letter)) == nil ? "-" : String(letter)
        }
        // One process may give several within one second.
        let given = OperatorDesk.given.wrappingAdd(1, ordering: .relaxed).oldValue
        let number = given == 0 ? "" : "-\(given + 1)"
        return JobID(unchecked: "\(who.joined())-\(clock)-\(getpid())\(number)")
    }
}
