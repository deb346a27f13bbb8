import Foundation

/// A real journald with an empty journal of its own, in a mount namespace where programs can be run
/// that then send to it and to no other.
final class PrivateJournal {
    private static let journald = "/lib/systemd/systemd-journald"

    /// Why there can be none here; nil if there can.
    static let obstacle: String? = {
        if getuid() != 0 { return "only root can make a mount namespace with a journald" }
        return FileManager.default.isExecutableFile(atPath: journald)
            ? nil : "there is no \(journald)"
    }()

    private var process = Process()
    /// How many files of cursors there have been; each reader goes on from its own.
    private let cursor: URL

    init() throws {
        cursor = FileManager.default.temporaryDirectory
            .appending(path: "okoce-cursor-\(UUID().uuidString)")
        let script = """
            mount -t tmpfs run /run && mount -t tmpfs log /var/log && mkdir /run/systemd &&
            exec \(PrivateJournal.journald)
            """
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["--mount", "--propagation", "private", "sh", "-c", script]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try waitForSocket()
    }

    private func waitForSocket() throws {
        let socket = "/proc/\(process.processIdentifier)/root/run/systemd/journal/socket"
        let deadline = Date().addingTimeInterval(30)
        // Until `unshare` has done its work this is the system's own /run.
        let ownRun = try Command.must("stat", "-c", "%d", "/run")
        let run = "/proc/\(process.processIdentifier)/root/run"
        while try access(socket, F_OK) != 0
            || Command(words: ["stat", "-c", "%d", run]).run().out == ownRun
        {
            guard process.isRunning, Date() < deadline else {
                throw Command.Failure(description: "journald did not start")
            }
            usleep(5000)
        }
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: cursor)
    }

    /// Sends journald a signal: SIGSTOP and SIGCONT, say.
    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Kills journald and starts another one, which has a socket of its own: what the old one's held
    /// is lost.
    ///
    /// - Parameter witness: a process that runs where this journald is, and keeps the place.
    func replace(beside witness: Process) throws {
        let place = "/proc/\(witness.processIdentifier)/root/run/systemd/journal/socket"
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try FileManager.default.removeItem(atPath: place)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/nsenter")
        process.arguments = [
            "--target", "\(witness.processIdentifier)", "--mount", PrivateJournal.journald,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try waitForSocket()
    }

    /// The command, to be run where this journald is.
    func inside(_ words: [String]) -> [String] {
        ["/usr/bin/nsenter", "--target", "\(process.processIdentifier)", "--mount"] + words
    }

    /// The environment of a program whose standard error is to count as connected to the journal
    /// (systemd.exec(5)), so that it sends entries instead of writing lines.
    static func environment(standardError: URL) throws -> [String: String] {
        var status = stat()
        guard stat(standardError.path, &status) == 0 else {
            throw Command.Failure(description: "no \(standardError.path)")
        }
        return ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]
    }

    /// Every field of every entry, as it was sent and as journald added to it.
    func export() throws -> Data {
        let out = FileManager.default.temporaryDirectory
            .appending(path: "okoce-export-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: out) }
        let script = "journalctl --sync && journalctl -o export --all --no-pager --quiet >$1"
        try Command(words: inside(["sh", "-c", script, "sh", out.path])).run()
        return try Data(contentsOf: out)
    }

    /// What has come since the last call, each entry with the fields that its sender gave it.
    func newEntries() throws -> [[String: String]] {
        let script = """
            journalctl --sync && exec journalctl --cursor-file="$1" -o json --all --no-pager --quiet
            """
        let finished = try Command(words: inside(["sh", "-c", script, "sh", cursor.path])).run()
        guard finished.status == 0 else {
            throw Command.Failure(description: "journalctl: \(finished.out)")
        }
        return try finished.out.split(separator: "\n").map { line in
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let entry = object as? [String: Any] else {
                throw Command.Failure(description: "journalctl says: \(line)")
            }
            return entry.filter { !$0.key.hasPrefix("_") && $0.key != "SYSLOG_TIMESTAMP" }
                .mapValues { ($0 as? String) ?? "\($0)" }
        }
    }
}
