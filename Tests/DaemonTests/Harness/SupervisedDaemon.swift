import Foundation

/// A daemon that is ended in all ways and started again after each, as its unit would; beside a
/// journald of its own, or by hand.
final class SupervisedDaemon {
    let root: URL
    var spool: URL { root.appending(path: "disk/spool") }
    var state: URL { root.appending(path: "disk/state") }
    var config: URL { root.appending(path: "config") }
    private var log: URL { root.appending(path: "okoced.log") }
    private let journal: PrivateJournal?
    private let environment: [String: String]
    private var process: Process?
    private var startedAt = Date()

    /// The largest size of each process before its end, in KiB.
    private(set) var peaks: [Int] = []
    /// Ends that nobody asked for, with what stood on stderr.
    private(set) var ownEnds: [Int32] = []

    /// - Parameters:
    ///   - root: an empty folder; the spool and the state are in its folder `disk`.
    ///   - journal: nil for one that tells on standard error.
    init(
        root: URL, journal: PrivateJournal?, boxes: [String], environment: [String: String] = [:]
    ) throws {
        self.root = root
        self.journal = journal
        self.environment = environment
        try FileManager.default.copyItem(
            at: Machine.repository.appending(path: "Config"), to: config)
        try rewrite("okoced.yaml") { $0.replacing("settle_time: 2 s", with: "settle_time: 100 ms") }
        for box in boxes {
            try FileManager.default.createDirectory(
                at: spool.appending(path: "incoming/\(box)"), withIntermediateDirectories: true)
        }
    }

    /// Changes a file of the configuration in place.
    func rewrite(_ name: String, _ change: (String) -> String) throws {
        let file = config.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try change(text).write(to: file, atomically: true, encoding: .utf8)
    }

    func start() throws {
        let standardError = try Command.appending(to: log)
        let process = Process()
        var words = [Machine.program("okoced").path] + folders
        var environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let journal {
            words = journal.inside(words)
            environment.merge(try PrivateJournal.environment(standardError: log)) { $1 }
        }
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardError = standardError
        try process.run()
        self.process = process
        startedAt = Date()
    }

    var folders: [String] {
        ["--config", config.path, "--spool", spool.path, "--state", state.path]
    }

    /// Runs `okocectl` on what the daemon works on.
    @discardableResult
    func okocectl(_ words: String...) throws -> Command.Finished {
        try Command(
            words: [Machine.program("okocectl").path] + folders + words, limit: 600
        ).run()
    }

    /// Starts it again if it has ended by itself.
    func keepUp() throws {
        measure()
        guard let process, !process.isRunning else { return }
        ownEnds.append(process.terminationStatus)
        try start()
    }

    /// Sends a signal that does not end it.
    ///
    /// - Parameter isUp: it is known to be at work. A process that has not yet asked for the
    ///   signal is ended by it, so one that may be as young as that is spared.
    func reload(isUp: Bool = false) {
        guard let process, process.isRunning else { return }
        guard isUp || Date().timeIntervalSince(startedAt) > 2 else { return }
        kill(process.processIdentifier, SIGHUP)
    }

    /// Ends it with a signal.
    ///
    /// - Returns: whether it ended as it should: by SIGKILL, or of its own accord with status 0.
    @discardableResult
    func end(by signal: Int32) -> Bool {
        measure()
        guard let process else { return true }
        if process.isRunning { kill(process.processIdentifier, signal) }
        process.waitUntilExit()
        peaks.append(peak)
        peak = 0
        self.process = nil
        if process.terminationReason == .uncaughtSignal {
            // Before its first line the signal's own action holds.
            return signal != SIGTERM || Date().timeIntervalSince(startedAt) < 2
        }
        if process.terminationStatus != 0 { ownEnds.append(process.terminationStatus) }
        return process.terminationStatus == 0
    }

    private var peak = 0

    private func measure() {
        guard let process,
            let status = try? String(
                contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return }
        peak = max(peak, line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
    }

    /// What it said on standard error, where only a crash or a wrong start ends up.
    var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }
}
