import Foundation

/// One run's spool and state, and the daemon in it: started under `syscall-fault`, killed, started
/// again.
final class CrashSite {
    let root: URL
    let worker: CrashWorker
    /// Whether notices go to the journal; else to standard error, as in a daemon run by hand.
    let tellsJournal: Bool
    private(set) var notices = CrashNotices()

    var spool: URL { root.appending(path: "spool") }
    var state: URL { root.appending(path: "state") }
    private var log: URL { root.appending(path: "okoced.log") }

    /// - Parameter template: a site whose daemon has ended, to begin with a copy of.
    init(_ worker: CrashWorker, tellsJournal: Bool, from template: URL? = nil) throws {
        root = worker.root.appending(path: UUID().uuidString)
        self.worker = worker
        self.tellsJournal = tellsJournal
        if let template {
            try Command.must("cp", "-a", template.path, root.path)
            // One that waits to become complete does so for ten minutes after its last change.
            try Command.must(
                "sh", "-c", "exec touch -d '5 seconds ago' \"$1\"/spool/incoming/*/*", "sh",
                root.path)
        } else {
            for box in CrashWorkload.boxes {
                try FileManager.default.createDirectory(
                    at: root.appending(path: "spool/incoming/\(box)"),
                    withIntermediateDirectories: true)
            }
        }
        try Data().write(to: log)
        // What others told before belongs to them.
        if tellsJournal { _ = try worker.journal?.newEntries() }
    }

    func remove() {
        try? FileManager.default.removeItem(at: root)
    }

    // MARK: Files

    /// Drops files as upstreams do, each whole when it appears, and as if a few seconds ago.
    func drop(_ files: [CrashWorkload.File]) throws {
        for file in files {
            let box = spool.appending(path: "incoming/\(file.box)").path
            let temporary = "\(box)/.upload"
            if file.isDirectory {
                guard mkdir(temporary, 0o755) == 0 else { throw POSIXError(.EIO) }
            } else {
                try Data(file.text.utf8).write(to: URL(filePath: temporary))
            }
            if let owner = file.owner, chown(temporary, owner, gid_t.max) != 0 {
                throw POSIXError(.EPERM)
            }
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            let then = timespec(tv_sec: now.tv_sec - 5, tv_nsec: now.tv_nsec)
            guard utimensat(AT_FDCWD, temporary, [then, then], 0) == 0,
                rename(temporary, named(file, in: box)) == 0
            else { throw POSIXError(.EIO) }
        }
    }

    private func named(_ file: CrashWorkload.File, in box: String) -> [CChar] {
        (Array(box.utf8) + [UInt8(ascii: "/")] + file.name + [0]).map { CChar(bitPattern: $0) }
    }

    // MARK: The daemon

    /// What `syscall-fault` is to do.
    enum Fault {
        case none
        /// Lists the calls that change something.
        case list(URL)
        /// SIGKILL before this one, counted from 1.
        case kill(Int)
        /// Whatever these options of `syscall-fault` say.
        case options([String])
    }

    /// The command that starts the daemon, under a fault.
    func command(_ fault: Fault, configuration: URL, once: Bool = true) throws -> Command {
        var words: [String] = []
        switch fault {
        case .none: break
        case .list(let file): words = counting + ["--list", file.path, "--"]
        case .kill(let number): words = counting + ["--kill", "\(number)", "--"]
        case .options(let options):
            words = [Machine.program("syscall-fault").path] + options + ["--"]
        }
        words += [
            Machine.program("okoced").path, "--config", configuration.path, "--spool", spool.path,
            "--state", state.path,
        ]
        if once { words.append("--once") }
        var environment: [String: String] = [:]
        if tellsJournal, let journal = worker.journal {
            words = journal.inside(words)
            environment = try PrivateJournal.environment(standardError: log)
        }
        return Command(words: words, environment: environment, standardError: log)
    }

    /// Files of ours and messages to the journal; what is written to wake threads is no matter.
    private var counting: [String] {
        [
            Machine.program("syscall-fault").path, "--changes", "--path", root.path, "--path",
            "socket:",
        ]
    }

    /// Runs the daemon once over what is there.
    ///
    /// - Returns: whether it was killed; else it has ended by itself, and well.
    func run(_ fault: Fault, configuration: URL) throws -> Bool {
        let status = try command(fault, configuration: configuration).run().status
        if case .kill = fault, status == 137 { return true }
        guard status == 0 else {
            throw Command.Failure(description: "okoced exited \(status): \(lastWords)")
        }
        return false
    }

    var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// The last that was told, for a failure's description.
    var lastWords: String {
        guard tellsJournal, let journal = worker.journal else { return String(said.suffix(1500)) }
        let script = "journalctl --sync; journalctl -o cat --no-pager -n 12"
        let finished = try? Command(words: journal.inside(["sh", "-c", script])).run()
        return finished?.out ?? ""
    }

    // MARK: The end

    /// All that is there after the last run, to be compared.
    func end() throws -> CrashEnd {
        if tellsJournal, let journal = worker.journal {
            for entry in try journal.newEntries() { notices.add(entry) }
        } else {
            notices.add(lines: said)
        }
        return try CrashEnd(self)
    }
}

/// What one of the threads that share the matrix has for itself.
final class CrashWorker {
    let root: URL
    let journal: PrivateJournal?

    init() throws {
        root = FileManager.default.temporaryDirectory
            .appending(path: "okoce-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        journal = PrivateJournal.obstacle == nil ? try PrivateJournal() : nil
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }
}
