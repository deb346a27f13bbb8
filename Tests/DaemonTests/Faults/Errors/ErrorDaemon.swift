import Foundation

/// A daemon that works under `syscall-fault`, and what it says of itself meanwhile.
final class ErrorDaemon {
    private let site: CrashSite
    private let manager: ManagerSocket
    private let process = Process()
    private let mark: URL
    private let saidBefore: Int

    /// Starts it.
    init(_ site: CrashSite, _ options: [String], configuration: URL) throws {
        self.site = site
        mark = site.root.appending(path: "reached")
        manager = try ManagerSocket(in: site.root)
        saidBefore = site.said.count
        let command = try site.command(
            .options(["--mark", mark.path] + options), configuration: configuration, once: false)
        process.executableURL = URL(filePath: command.words[0])
        process.arguments = Array(command.words.dropFirst())
        process.environment = ProcessInfo.processInfo.environment
            .merging(command.environment) { $1 }
            .merging(["NOTIFY_SOCKET": manager.path]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try Command.appending(to: site.root.appending(path: "okoced.log"))
        try process.run()
    }

    deinit {
        // It takes the daemon along.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    var isRunning: Bool { process.isRunning }

    /// Whether the call that is to fail was made.
    var hasMetFault: Bool { FileManager.default.fileExists(atPath: mark.path) }

    func liftFault() { kill(process.processIdentifier, SIGUSR1) }

    /// Tells it to stop, and waits for its end.
    func stop() -> Int32 {
        process.terminate()
        return status()
    }

    /// Waits for its end.
    func status() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
    }

    // MARK: What it says

    var said: String { String(site.said.dropFirst(saidBefore)) }

    /// Kinds of trouble that it shows itself to be in.
    var troubles: [String] { state.compactMap { $0["kind"] as? String } }

    /// Whether something that is wrong stands where an admin looks: a status line and a notice.
    var hasSaidTrouble: Bool {
        manager.statusLines.contains {
            $0.hasPrefix("TROUBLE since ") || $0.contains("cannot be opened yet")
        } && (said.contains(" warning ") || said.contains(" error "))
    }

    /// What it said when it ended by itself.
    var givesReason: Bool {
        ["okoced does not start: ", "nothing more is acknowledged: "].contains { said.contains($0) }
    }

    var statusLine: String { manager.status }

    private var state: [[String: Any]] {
        guard let data = try? Data(contentsOf: site.state.appending(path: "state.json")),
            let state = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return [] }
        return state["troubles"] as? [[String: Any]] ?? []
    }
}
