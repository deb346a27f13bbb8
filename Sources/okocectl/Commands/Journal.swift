import ArgumentParser
import Glibc
import Ledger
import Programme
import Reports
import Service
import Systemd

/// `okocectl journal`: whether the journal holds every notice that the ledger numbered.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Proves that the journal holds every notice of a period.",
        discussion: """
            Every notice has a number, OKOCE_SEQ, that the ledger gave it without gaps. What the \
            journal does not have of a period's numbers is missing: rotated away, deleted, or \
            lost with a machine that went down before journald had synced. A source with notices: \
            problems or summary has its other jobs counted; a summary tells the counts. Lists what is missing \
            and exits 1 if anything is. Only entries that the daemon's account or root sent \
            count. Reading the system's journal needs root or the group systemd-journal.
            """)

    @Flag(help: "Compare journal and ledger. The default, and so far all there is.")
    var verify = false

    @Option(help: ArgumentHelp("From the beginning of this day on, Jakarta.", valueName: "day"))
    var since: Day?

    @Option(help: ArgumentHelp("To the end of this day, Jakarta.", valueName: "day"))
    var until: Day?

    @Flag(help: "Send the journal what it lacks. Needs root.")
    var sendAgain = false

    @Option(
        help: ArgumentHelp(
            "Read the journal's files in this directory instead of the system's.",
            valueName: "dir"))
    var directory: String?

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        if let since, let until, until < since {
            throw ValidationError("--until is a day before --since.")
        }
        if sendAgain, directory != nil {
            throw ValidationError("--send-again sends to the system's journal: no --directory.")
        }
    }

    func run() throws {
        if sendAgain, geteuid() != 0 {
            throw CommandFailure(
                .unavailable, "--send-again needs root: others' entries prove nothing")
        }
        let (span, counted) = try locations.reading { (ledger) throws(LedgerError) in
            (
                try ledger.noticeSpan(
                    since: since.map(Instant.init(startOfJakartaDay:)),
                    until: until.map { Instant(startOfJakartaDay: Day(number: $0.number + 1)) }),
                until == nil ? try ledger.countedAndUntold() : 0
            )
        }
        let audit = try audit(span)
        try list.format == .table
            ? Output.write(words(span, audit, counted: counted)) : list.format.write(table(audit))
        guard !audit.missing.isEmpty else { return }
        guard sendAgain else { throw CommandFailure(.refusedOrAbsent) }
        let sent = try locations.reading { (ledger) throws(LedgerError) in
            try JournalAudit.sendAgain(audit.missing, from: ledger)
        }
        Output.error("sent again: \(sent) of \(audit.missingCount)")
        if sent < audit.missingCount {
            throw CommandFailure(
                .unavailable, "the journal took no more; is systemd-journald running?")
        }
    }

    private func audit(_ span: NoticeSpan) throws -> JournalAudit {
        let state = try locations.statePath()
        var status = stat()
        guard stat("\(state)/\(Ledger.fileName)", &status) == 0 else {
            throw CommandFailure(LedgerError.cannotOpen(path: state, errno: errno))
        }
        do {
            return try JournalAudit(
                of: span, in: JournalReader(directory.map { .directory($0) } ?? .system),
                users: [0, status.st_uid])
        } catch SystemdError.call(let function, let code) {
            throw CommandFailure(
                .unavailable,
                """
                the journal cannot be read (\(function)): \(String(cString: strerror(code)))
                Be root, or in the group systemd-journal.
                """)
        }
    }

    private func words(_ span: NoticeSpan, _ audit: JournalAudit, counted: Int) -> String {
        let waits = counted == 0 ? [] : ["\(counted) events are counted for a summary to come"]
        guard let numbers = span.numbers else {
            return (["no notice was recorded in that time"] + waits).joined(separator: "\n") + "\n"
        }
        var lines: [String] = []
        let period = "\(numbers.lowerBound) to \(numbers.upperBound)"
        if audit.missing.isEmpty {
            lines.append("the journal holds all \(audit.found) notices, OKOCE_SEQ \(period)")
        } else {
            lines.append(
                "of \(numbers.count) notices, OKOCE_SEQ \(period), the journal lacks "
                    + "\(audit.missingCount):")
            lines += audit.missing.map { range in
                range.count == 1
                    ? "  \(range.lowerBound)" : "  \(range.lowerBound) to \(range.upperBound)"
            }
        }
        if audit.unsent > 0 { lines.append("\(audit.unsent) more wait to be sent") }
        if audit.repeated > 0 { lines.append("\(audit.repeated) came more than once") }
        return (lines + waits).joined(separator: "\n") + "\n"
    }

    private func table(_ audit: JournalAudit) -> Table {
        var table = Table(columns: [
            Table.Column("first", title: "FIRST", .number),
            Table.Column("last", title: "LAST", .number),
            Table.Column("count", title: "MISSING", .number),
        ])
        for range in audit.missing {
            table.append([
                .integer(range.lowerBound), .integer(range.upperBound), .integer(range.count),
            ])
        }
        return table
    }
}
