import Foundation

/// One way in which the daemon meets the jobs, and the undisturbed end of it.
struct CrashScenario {
    enum Kind: String, CaseIterable {
        /// The very first start, which makes the ledger, with the first part there.
        case first
        /// A later start under other rules: facts are judged anew, something is overdue, a deferred
        /// job is due, and the second part is there.
        case later
        /// The same with a daemon that runs and is fed, and is then told to stop.
        case running
    }

    let kind: Kind
    let configuration: URL
    /// What a run begins with; nil for nothing.
    let template: URL?
    let files: [CrashWorkload.File]
    /// The number of the first notice that a run has to tell.
    let firstNotice: Int

    // MARK: One run

    func site(_ worker: CrashWorker, tellsJournal: Bool) throws -> CrashSite {
        let site = try CrashSite(worker, tellsJournal: tellsJournal, from: template)
        if kind != .running { try site.drop(files) }
        return site
    }

    /// The run that a fault may meet.
    ///
    /// - Returns: whether the daemon was killed.
    func disturbed(_ site: CrashSite, _ fault: CrashSite.Fault) throws -> Bool {
        guard kind == .running else { return try site.run(fault, configuration: configuration) }
        let command = try site.command(fault, configuration: configuration, once: false)
        let process = try command.start()
        var rest = files[...]
        while !rest.isEmpty {
            try site.drop(Array(rest.prefix(files.count / 2)))
            rest = rest.dropFirst(files.count / 2)
            try site.waitUntilTaken(or: { !process.isRunning })
        }
        // The whole group: `timeout` itself may have the signal blocked.
        if process.isRunning { kill(-process.processIdentifier, SIGTERM) }
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: return false
        case 137: return true
        case let status:
            throw Command.Failure(description: "okoced exited \(status): \(site.lastWords)")
        }
    }

    /// A start after a crash, which takes what is there and ends.
    func recovery(_ site: CrashSite, _ fault: CrashSite.Fault) throws -> Bool {
        try site.run(fault, configuration: configuration)
    }

    // MARK: What it is compared with

    /// The calls of an undisturbed run that change something, and where that ends: of the shortest of
    /// three, for another may put more jobs in a commit and so make fewer calls.
    func undisturbed(_ worker: CrashWorker) throws -> (points: [CrashPoint], end: CrashEnd) {
        let runs = try (0..<3).map { _ in try oneUndisturbed(worker) }
        return runs.min { $0.points.count < $1.points.count } ?? runs[0]
    }

    private func oneUndisturbed(
        _ worker: CrashWorker
    ) throws -> (points: [CrashPoint], end: CrashEnd) {
        let site = try site(worker, tellsJournal: true)
        defer { site.remove() }
        let list = site.root.appending(path: "list")
        guard try !disturbed(site, .list(list)) else {
            throw Command.Failure(description: "an undisturbed daemon was killed")
        }
        // A path in it need not be UTF-8.
        let lines = String(decoding: try Data(contentsOf: list), as: UTF8.self)
            .split(separator: "\n")
        return (lines.compactMap { CrashPoint($0, below: site.root) }, try site.end())
    }
}

extension CrashScenario {
    /// All kinds of them; what they begin with is made below the worker's folder.
    static func all(_ worker: CrashWorker) throws -> [CrashScenario] {
        let rules = try configuration(worker, "rules", asymmetric: "2020-01-01")
        let otherRules = try configuration(worker, "other rules", asymmetric: "never")
        // Later than the first run of a busy machine, which must still find it deferred.
        let due = Date().addingTimeInterval(6)
        let before = try CrashSite(worker, tellsJournal: true)
        for files in [CrashWorkload(due: due).first, CrashWorkload(due: due).between] {
            try before.drop(files)
            _ = try before.run(.none, configuration: rules)
        }
        let told = try LedgerDump(before.state).notices
        try before.age(CrashWorkload.overdueJob, days: 15)
        while Date() < due.addingTimeInterval(1) { usleep(10_000) }
        return Kind.allCases.map { kind in
            kind == .first
                ? CrashScenario(
                    kind: kind, configuration: rules, template: nil,
                    files: CrashWorkload(due: CrashWorkload.notYet).first, firstNotice: 1)
                : CrashScenario(
                    kind: kind, configuration: otherRules, template: before.root,
                    files: CrashWorkload(due: due).second, firstNotice: told + 1)
        }
    }

    private static func configuration(
        _ worker: CrashWorker, _ name: String, asymmetric: String
    ) throws -> URL {
        let folder = worker.root.appending(path: name)
        try FileManager.default.copyItem(
            at: Machine.repository.appending(path: "Config"), to: folder)
        let file = folder.appending(path: "okoced.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing(#/asymmetric_from: .*/#, with: "asymmetric_from: \(asymmetric)")
            // Files of a test are whole when they are there: nothing is gained by waiting.
            .replacing(#/settle_time: .*/#, with: "settle_time: 100 ms")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return folder
    }
}

extension CrashSite {
    /// Waits until all that can be taken is, or for something else; at most a minute.
    func waitUntilTaken(or isOver: () -> Bool) throws {
        let deadline = Date().addingTimeInterval(60)
        while !isOver() {
            let left = try Command.must(
                "find", spool.appending(path: "incoming").path, "-mindepth", "2", "-not", "-name",
                "incomplete.json")
            if left.isEmpty { return }
            guard Date() < deadline else {
                throw Command.Failure(description: "not taken within a minute: \(left)\n\(said)")
            }
            usleep(5000)
        }
    }

    /// As if a job had been recorded so many days earlier.
    func age(_ job: String, days: Int) throws {
        let ledger = state.appending(path: "ledger.sqlite").path
        try Command.must(
            "sqlite3", "-bail", "-cmd", ".dbconfig enable_trigger off", ledger,
            """
            UPDATE attempt SET recorded_at = recorded_at - \(days) * 86400000000000
              WHERE job_id = '\(job)'
            """)
    }
}
