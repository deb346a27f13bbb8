import Foundation
import Testing

/// What a daemon test works with: folders of its own, and the built programs.
///
/// Everything is real: the programs of this build, files in a temporary folder, signals.
final class Machine {
    let root: URL
    var spool: URL { root.appending(path: "spool") }
    var state: URL { root.appending(path: "state") }
    var config: URL { root.appending(path: "config") }
    private(set) var daemon: Process?
    /// Which program of this build is the daemon.
    var daemonName = "okoced"
    /// A program that runs the daemon, with its arguments: a tracer, say.
    var wrapper: [String] = []
    /// What the daemon's environment has more.
    var environment: [String: String] = [:]

    /// A spool made by hand, with a drop box for each source, and a copy of the shipped `Config`.
    ///
    /// - Parameter boxes: codes of sources of `Config/sources.yaml`.
    init(boxes: [String] = ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI"]) throws {
        root = FileManager.default.temporaryDirectory
            .appending(path: "okoce-test-\(UUID().uuidString)")
        for box in boxes {
            try FileManager.default.createDirectory(
                at: root.appending(path: "spool/incoming/\(box)"),
                withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(
            at: Machine.repository.appending(path: "Config"), to: config)
        // Files of a test are whole when they are there: nothing is gained by waiting.
        try change("settle_time", to: "100 ms", in: "okoced.yaml")
    }

    deinit {
        daemon?.terminate()
        daemon?.waitUntilExit()
        try? FileManager.default.removeItem(at: root)
    }

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A program of this build: beside the test bundle.
    static func program(_ name: String) -> URL {
        URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: name)
    }

    /// Gives a key of a file of the configuration another value.
    func change(_ key: String, to value: String, in name: String) throws {
        let file = config.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let name = line.drop { $0 == " " }
            return name.hasPrefix("\(key):")
                ? "\(line.prefix(line.count - name.count))\(key): \(value)" : String(line)
        }
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    }

    // MARK: Running

    var folders: [String] {
        ["--config", config.path, "--spool", spool.path, "--state", state.path]
    }

    struct Finished {
        let status: Int32
        let out: String
        let err: String

        /// What it printed, as JSON.
        func json() throws -> Any {
            try JSONSerialization.jsonObject(with: Data(out.utf8), options: .fragmentsAllowed)
        }
    }

    /// Runs `okocectl` to its end.
    @discardableResult
    func okocectl(_ arguments: String...) throws -> Finished {
        try run("okocectl", folders + arguments)
    }

    /// Runs `okoced --once` to its end.
    @discardableResult
    func once() throws -> Finished {
        try run("okoced", folders + ["--once"])
    }

    /// Runs a program of this build, or the one at a path, to its end.
    @discardableResult
    func run(_ name: String, at path: String? = nil, _ arguments: [String]) throws -> Finished {
        let process = Process()
        process.executableURL = path.map { URL(filePath: $0) } ?? Machine.program(name)
        process.arguments = arguments
        // Through files: a pipe that nobody reads would stop the program.
        let id = UUID().uuidString
        let (out, err) = (root.appending(path: "\(id).out"), root.appending(path: "\(id).err"))
        for file in [out, err] { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        return Finished(
            status: process.terminationStatus,
            out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }

    /// What the daemon has said on stderr so far.
    var said: String {
        (try? String(contentsOf: root.appending(path: "okoced.log"), encoding: .utf8)) ?? ""
    }

    /// Starts `okoced` and waits until it says that it watches the spool.
    func start(_ arguments: String...) throws {
        let before = said.count
        let process = try launch(arguments)
        try wait("for the daemon to watch") {
            guard process.isRunning else { return true }
            return said.dropFirst(before).contains("watching")
        }
        try #require(process.isRunning, "okoced ended:\n\(said)")
    }

    /// Starts the daemon and waits for nothing.
    @discardableResult
    func launch(_ arguments: [String] = []) throws -> Process {
        let log = root.appending(path: "okoced.log")
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let process = Process()
        let command = wrapper + [Machine.program(daemonName).path] + folders + arguments
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        process.standardInput = FileHandle.nullDevice
        process.standardError = handle
        // The runtime would take two seconds to print where a trap was.
        process.environment = ProcessInfo.processInfo.environment
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
        try process.run()
        daemon = process
        return process
    }

    /// Starts the daemon and waits for the death that it is about to die.
    /// - Returns: the signal that it died of.
    func startAndDie() throws -> Int32 {
        let process = try launch()
        try wait("for the daemon to die") { !process.isRunning }
        daemon = nil
        try #require(process.terminationReason == .uncaughtSignal, "okoced ended:\n\(said)")
        return process.terminationStatus
    }

    /// Sends a signal to the daemon and, unless it is a reload, waits for its end.
    @discardableResult
    func signal(_ signal: Int32) throws -> Int32 {
        let process = try #require(daemon)
        kill(process.processIdentifier, signal)
        guard signal != SIGHUP else { return 0 }
        process.waitUntilExit()
        daemon = nil
        return process.terminationStatus
    }

    // MARK: Files

    /// Drops a file as an upstream should: written under a dot name, then renamed.
    func drop(_ text: String, as name: String, from source: String) throws {
        let box = spool.appending(path: "incoming/\(source)")
        let temporary = box.appending(path: ".\(UUID().uuidString)")
        try Data(text.utf8).write(to: temporary)
        guard rename(temporary.path, box.appending(path: name).path) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    /// The names in a folder of the spool, without those that begin with a dot.
    func names(in folder: String) -> [String] {
        let all = try? FileManager.default.contentsOfDirectory(
            atPath: spool.appending(path: folder).path)
        return (all ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Waits for a condition, at most a minute: a limit for a hung daemon, not a measure of speed.
    func wait(_ what: String, until condition: () throws -> Bool) throws {
        let deadline = Date().addingTimeInterval(60)
        while try !condition() {
            guard Date() < deadline else {
                Issue.record("waited a minute \(what); the daemon said:\n\(said.suffix(4000))")
                throw POSIXError(.ETIMEDOUT)
            }
            usleep(5000)
        }
    }
}
