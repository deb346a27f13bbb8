import ArgumentParser
import Glibc
import JobFormat
import Ledger
import Programme
import Reports
import Service

/// `okocectl person export`: all that is held of a person, for them.
struct PersonExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Gives all that is held of a person, and who touched it, unmasked.",
        discussion: """
            What was recorded, judged and delivered, refused items too, and what operators did with \
            it. It is recorded first, with who and why; nothing is shown before. Of files with many \
            people in them only the person's items are given. All files that the ledger keeps are \
            looked through, which takes a while where it keeps many. Names that stand somewhere \
            without the person's number are not found.
            """)

    @OptionGroup var person: PersonArguments
    @Option(
        help: ArgumentHelp(
            "A new file for it that only its owner may read; standard output unless said.",
            valueName: "file"))
    var into: String?
    @Option(help: "json has all of it; table is to be read.") var format = DocumentFormat.json
    @OptionGroup var words: LanguageOption
    @OptionGroup var asked: AskedOptions
    @OptionGroup var options: OperatorOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let nik = try person.read()
        // Before anything is recorded: a file that cannot be made shall not have been given.
        let file = try into.map(PrivateFile.init)
        do {
            let text = try text(of: nik)
            guard let file else { return try Output.write(text) }
            try file.write(text)
        } catch {
            file?.remove()
            throw error
        }
        if let into { try Output.write("\(into): all that is held of \(nik.masked)\n") }
    }

    private func text(of nik: NIK) throws -> String {
        _ = try OperatorDesk(options: options, locations: locations)
            .give(asked.requests(.export, nik) + [.act(.person(.export(nik)))])
        let search = PersonSearch(nik)
        let tools = DossierTools(
            items: { bytes in
                search.items(in: bytes).map { items in
                    Dictionary(items.map { ($0.position, $0.text) }) { first, _ in first }
                }
            }, stands: { search.stands(in: $0) })
        let dossier = try locations.reading { (ledger) throws(LedgerError) in
            try ledger.dossier(of: nik, with: tools)
        }
        let files = SpoolFiles(in: try locations.spoolPath(), search)
        if !files.closed.isEmpty {
            Output.error(
                "not looked into, for want of the right to: \(files.closed.joined(separator: ", "))"
            )
        }
        let text = DossierText(
            dossier, files: files.found, closed: files.closed,
            rules: try locations.configuration().rules, madeAt: WallClock.now)
        switch format {
        case .json: return text.jsonText
        case .table:
            let columns = into == nil ? Output.columns : 100
            return text.text(columns: columns, words.language)
        }
    }
}

/// A new file that only its owner may read.
private struct PrivateFile {
    private let path: String
    private let file: CInt

    init(_ path: String) throws {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw PrivateFile.failure(path) }
        // A default access list of the directory gives others what the mode does not say.
        guard fchmod(file, 0o600) == 0 else { throw PrivateFile.failure(path) }
    }

    func write(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw PrivateFile.failure(path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0, close(file) == 0 else { throw PrivateFile.failure(path) }
    }

    func remove() { unlink(path) }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(
            .output, "\(path): \(String(cString: strerror(errno))). Name a file that is not there.")
    }
}
