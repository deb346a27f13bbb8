import ArgumentParser
import Glibc
import JobFormat
import Ledger
import Programme
import Service

/// `okocectl backup`: a copy of the ledger, while the daemon goes on.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Writes a copy of the ledger, safe while okoced runs.",
        discussion: """
            The copy is one file, whole and as of one moment, checked and on the disk before it \
            gets its name. It holds all personal data that the ledger holds: only its owner may \
            read it. Files that wait in the spool are not in it. /etc/okoce is yours to back up, and \
            so are erased.key and erased.list of the state directory, in another place: by them the \
            daemon knows who was erased.
            """)

    @Argument(help: ArgumentHelp("The copy, a new file.", valueName: "file")) var file: String

    @OptionGroup var list: DocumentOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let file = self.file
        do {
            let state = try locations.statePath()
            try ProgressLine.during(
                "MiB written",
                look: {
                    let all = mebibytes("\(state)/\(Ledger.fileName)")
                    return all > 0 ? (mebibytes("\(file).part"), all) : nil
                },
                { try LedgerReader(path: state).copy(to: file) })
        } catch let error as LedgerError {
            throw CommandFailure(backup: error)
        }
        var status = stat()
        let size = stat(file, &status) == 0 ? status.st_size : 0
        try list.format.write("\(file): \(size >> 10) KiB, checked\n") { json in
            json.member("file", file)
            json.member("bytes", size)
        }
    }
}

/// `okocectl restore`: a copy put back in the ledger's place.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup in the ledger's place; okoced must be stopped.",
        discussion: """
            The copy is checked first. The ledger that was there is kept beside it, as \
            ledger.sqlite.before-restore-TIME. Jobs that were recorded after the backup are not \
            in the ledger then: their sources send them again (what the ledger has already is \
            recognised as sent twice). Notices are numbered on from the backup, so the journal \
            has other notices under the same numbers until now. Whoever was erased since the \
            backup is in it again; okoced erases them again when it starts, by erased.key and \
            erased.list. Where it could not know them (the key is missing, or another one) nothing \
            is restored.
            """)

    @Argument(help: ArgumentHelp("The copy that backup wrote.", valueName: "file")) var file: String

    @OptionGroup var list: DocumentOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let state = try locations.statePath()
        let now = WallClock.now.description.prefix(19).filter { $0 != "-" && $0 != ":" }
        let suffix = "before-restore-\(now)"
        let again: Int
        do {
            again = try RestoreCheck.erasedSince(file, in: state)
            try LedgerCopy.restore(file, toStateDirectory: state, keepingOldUnder: suffix)
        } catch let error as LedgerError {
            throw CommandFailure(backup: error)
        } catch let error as RestoreError {
            throw CommandFailure(.unavailable, "nothing was restored: \(error)")
        }
        try list.format.write(
            """
            \(state)/\(Ledger.fileName) is what \(file) holds; what was there is kept as \
            \(Ledger.fileName).\(suffix)
            Start okoced, then: okocectl verify; and ask the sources to send again what they \
            sent since the backup.\(RestoreCommand.words(again))

            """
        ) { json in
            json.member("erased_again", again)
            json.member("ledger", "\(state)/\(Ledger.fileName)")
            json.member("from", file)
            json.member("kept_as", "\(state)/\(Ledger.fileName).\(suffix)")
        }
    }
}

extension RestoreCommand {
    fileprivate static func words(_ again: Int) -> String {
        guard again > 0 else { return "" }
        return """

            \(again) \(again == 1 ? "person was" : "people were") erased since the backup: okoced erases \
            them again when it starts. okocectl report waiting shows when that is done.
            """
    }
}

/// The size of a file in MiB; 0 of one that is not there.
@Sendable private func mebibytes(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size >> 20) : 0
}

extension CommandFailure {
    /// What kept a copy from being made or put back.
    fileprivate init(backup error: LedgerError) {
        let words =
            switch error {
            case .cannotOpen(let path, let code):
                "\(path): \(String(cString: strerror(code)))"
            case .locked: "\(error); stop okoced first: systemctl stop okoced"
            default: "\(error)"
            }
        self.init(.unavailable, words)
    }
}
