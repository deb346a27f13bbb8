import Foundation

/// One run of the matrix: which calls fail, how, and how often.
struct ErrorRun: Sendable {
    let scenario: Int
    let group: ErrorGroup
    let error: String
    let at: Int
    let isForGood: Bool

    /// How it went.
    enum Course: Hashable, Sendable {
        /// The daemon did not come to that call.
        case missed
        /// Nothing came of it.
        case unharmed
        /// It said what was wrong, and went on by itself when it was not.
        case recovered
        /// As `recovered`, but something that is tried again a minute later was left to a new start.
        case leftForLater
        /// It stopped with this code and a reason, and a new start did the rest.
        case stopped(Int32)
    }

    /// Codes with which a daemon may stop for an error of the system's. Not 65, since nothing is
    /// damaged; but SQLite takes some pages that cannot be read for damaged ones.
    var stops: Set<Int32> {
        group.call == "pread64" && error == "EIO" ? [65, 69, 74, 78] : [69, 74, 78]
    }
}

extension ErrorRun: CustomStringConvertible {
    var description: String {
        "\(group): \(error) \(isForGood ? "from call \(at) on" : "at call \(at)")"
    }
}

/// Does one run.
struct ErrorExperiment {
    let scenario: CrashScenario
    let undisturbed: CrashEnd
    let site: CrashSite

    struct Wrong: Error, CustomStringConvertible {
        let description: String
    }

    /// Waits for a condition: a limit for a hung daemon, not a measure of speed.
    private func wait(
        _ what: String, seconds: Double = 40, until condition: () throws -> Bool
    ) throws {
        let deadline = Date().addingTimeInterval(seconds)
        while try !condition() {
            guard Date() < deadline else { throw Wrong(description: "waited in vain for \(what)") }
            usleep(5000)
        }
    }

    // MARK: The run

    func go(_ run: ErrorRun) throws -> ErrorRun.Course {
        var options = run.group.options(root: site.root, configuration: scenario.configuration)
        options += run.error == ErrorGroup.short ? ["--short"] : ["--error", run.error]
        options += ["--at", "\(run.at)"] + (run.isForGood ? ["--for-good"] : [])
        let daemon = try ErrorDaemon(site, options, configuration: scenario.configuration)
        do {
            return try watch(daemon, run)
        } catch {
            let words =
                "\(error)\nstatus line: \(daemon.statusLine); troubles: \(daemon.troubles)"
            throw Wrong(description: words)
        }
    }

    /// Lets a daemon that no fault meets do all its work.
    func expectUndisturbed(_ daemon: ErrorDaemon) throws {
        try feed(isOver: { !daemon.isRunning })
        try wait("the undisturbed end") { isAllTaken && isAtEnd }
        let status = daemon.stop()
        guard status == 0 else { throw Wrong(description: "undisturbed, it exited \(status)") }
        try expectEnd()
    }

    private func watch(_ daemon: ErrorDaemon, _ run: ErrorRun) throws -> ErrorRun.Course {
        var isLifted = false
        var hasSaid = false
        /// Whether the daemon has ended, or this is so.
        func endedOr(_ condition: () -> Bool) -> Bool {
            if !daemon.isRunning { return true }
            if daemon.hasSaidTrouble, daemon.hasMetFault {
                hasSaid = true
                if !isLifted { daemon.liftFault() }
                isLifted = true
            }
            return condition()
        }
        try feed(isOver: { endedOr { false } })
        try wait("the files to be taken") { endedOr { isAllTaken } }
        let kinds: Set<String> = ["receipts_wait"]
        try wait("the troubles to end") { endedOr { kinds.isSuperset(of: daemon.troubles) } }
        if daemon.isRunning {
            try? wait("the end", seconds: 7) { endedOr { isAtEnd || !daemon.troubles.isEmpty } }
        }
        let isMet = daemon.hasMetFault
        guard daemon.isRunning else { return try judgeStop(daemon, run) }
        if isMet, run.group.leavesLedgerUnknown {
            throw Wrong(description: "the ledger was not synced, and the daemon goes on")
        }
        let isLeft = !isAtEnd
        if isLeft, !hasSaid { throw Wrong(description: "something is undone, and not said") }
        // The last calls of all are made only now: they may be those that fail.
        let status = daemon.stop()
        guard status == 0 || !isMet && run.stops.contains(status) && daemon.givesReason else {
            throw Wrong(description: "told to stop, it exited \(status)")
        }
        if isLeft || status != 0 { _ = try scenario.recovery(site, .none) }
        try expectEnd(of: run)
        guard daemon.hasMetFault else { return .missed }
        return isLeft ? .leftForLater : hasSaid ? .recovered : .unharmed
    }

    private func judgeStop(_ daemon: ErrorDaemon, _ run: ErrorRun) throws -> ErrorRun.Course {
        let status = daemon.status()
        guard run.stops.contains(status) else {
            throw Wrong(description: "it ended with \(status)")
        }
        guard daemon.givesReason else {
            throw Wrong(description: "it ended with \(status) and gave no reason")
        }
        if run.group.leavesLedgerUnknown, status != 74 {
            throw Wrong(description: "the ledger was not synced, and it ended with \(status)")
        }
        // What a start finds does not hang on what was dropped when.
        try feedRest()
        _ = try scenario.recovery(site, .none)
        try expectEnd(of: run)
        return .stopped(status)
    }

    // MARK: Work

    /// Drops what a daemon that runs is fed with.
    private func feed(isOver: () -> Bool) throws {
        guard scenario.kind == .running else { return }
        try site.drop(Array(scenario.files.prefix(scenario.files.count / 2)))
        try wait("the first files to be taken") { isOver() || isAllTaken }
        try feedRest()
    }

    private func feedRest() throws {
        guard scenario.kind == .running, !site.isWhollyFed else { return }
        try site.drop(Array(scenario.files.dropFirst(scenario.files.count / 2)))
        try Data().write(to: site.fedMark)
    }

    private var isAllTaken: Bool {
        let boxes = CrashWorkload.boxes.map { site.spool.appending(path: "incoming/\($0)").path }
        return boxes.allSatisfy { box in
            let names = try? FileManager.default.contentsOfDirectory(atPath: box)
            return (names ?? ["?"]).allSatisfy { $0 == "incomplete.json" }
        }
    }

    /// Whether all is done, deferred and overdue jobs too, while the daemon runs.
    private var isAtEnd: Bool {
        (try? SpoolDump.lines(of: site.spool)) == undisturbed.files
            && (try? LedgerDump(site.state).lines) == undisturbed.ledger.lines
    }

    // MARK: The end

    private func expectEnd(of run: ErrorRun? = nil) throws {
        let end = try site.end()
        let differences = end.differences(
            from: undisturbed, firstNotice: scenario.firstNotice
        ).filter { run?.group.explains($0) != true }
        guard differences.isEmpty else {
            throw Wrong(
                description: differences.prefix(12).map { String($0.prefix(500)) }
                    .joined(separator: "\n"))
        }
        let verified = try Command(words: [
            Machine.program("okocectl").path, "--config", scenario.configuration.path, "--spool",
            site.spool.path, "--state", site.state.path, "verify",
        ]).run()
        guard verified.status == 0 else {
            throw Wrong(description: "verify exited \(verified.status): \(verified.out)")
        }
    }
}

extension CrashSite {
    /// Is there when all files of a scenario were dropped.
    fileprivate var fedMark: URL { root.appending(path: "fed") }

    fileprivate var isWhollyFed: Bool { FileManager.default.fileExists(atPath: fedMark.path) }
}
