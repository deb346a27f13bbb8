import ArgumentParser
import JobFormat
import Programme
import Reports
import Service

/// `okocectl check`: the intake check of files that are not handed in.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks job files as okoced would, without handing them in.",
        discussion: """
            Needs the configuration, no daemon and no ledger: what it says is the intake check's \
            word alone, not history's. csv has a row for each complaint. Exits 1 if a file would be refused.
            """)

    @Argument(help: "Job files, or directories of them.", completion: .file(extensions: ["json"]))
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "Whose drop box it would be; else the file's own word.",
            valueName: "code"))
    var source: SourceCode?

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let configuration = try locations.configuration()
        let preparer = Preparer()
        var checked: [CheckedFile] = []
        var isGood = true
        let paths = try expanded(files)
        let progress = ProgressLine()
        for (index, path) in paths.enumerated() {
            progress.show(index, of: paths.count, "checked")
            let result = result(path, configuration, preparer)
            checked.append(CheckedFile(path: path, result))
            isGood = isGood && !result.outcome.isRejected
        }
        progress.clear()
        try write(checked)
        if !isGood { throw CommandFailure(.refusedOrAbsent) }
    }

    private func result(
        _ path: String, _ configuration: Configuration, _ preparer: Preparer
    ) -> IntakeResult {
        do throws(OfficeError) {
            let bytes = try JobFileBytes.read(path, limit: configuration.daemon.maximumFileSize)
            return preparer.prepare(
                bytes, from: source, receivedAt: WallClock.now, under: configuration.rules
            ).result
        } catch {
            return .unreadable([
                Complaint(error.code, at: "", message: Masking.maskingPeople(in: "\(error)"))
            ])
        }
    }

    private func write(_ checked: [CheckedFile]) throws {
        switch list.format {
        case .csv: try Output.write(CSVTable.text(CheckedFile.table(of: checked)))
        case .table:
            let columns = Output.columns
            for file in checked { try Output.write(file.terminalText(columns: columns)) }
        case .json:
            var json = JSONWriter(indent: 2)
            json.array { json in for file in checked { file.write(&json) } }
            try Output.write(json.text + "\n")
        }
    }
}

/// The files that paths stand for; a directory that cannot be listed ends the command.
func expanded(_ paths: [String]) throws -> [String] {
    do {
        return try JobFileList.files(at: paths)
    } catch {
        throw CommandFailure(.refusedOrAbsent, "\(error)")
    }
}
