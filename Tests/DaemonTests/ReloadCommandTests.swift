import Foundation
import Testing

/// `okocectl reload`: ends when the reload is over, and says what came of it.
@Suite struct ReloadCommandTests {
    @Test func `a new source is served as soon as it returns`() throws {
        let machine = try Machine(boxes: ["PORTAL", "KP-999"])
        try machine.start()
        // With a year between scans only what is watched is served.
        try machine.change("rescan_interval", to: "1 d", in: "okoced.yaml")
        try machine.change("settle_time", to: "0 s", in: "okoced.yaml")
        let entry = "\n  - code: KP-999\n    name: Komunitas Baru\n    kind: penggerak\n"
        try machine.append(entry, to: "sources.yaml")
        let finished = try machine.okocectl("reload")
        #expect(finished.status == 0, "\(finished.err)")
        #expect(finished.out.contains("sources added: KP-999"))
        #expect(finished.out.contains("settings changed: rescan_interval, settle_time"))
        #expect(machine.said.contains("read again"), "it returned before the reload was over")
        try machine.drop(
            Jobs.roster(job: "r-1", source: "KP-999"), as: "r.json", from: "KP-999")
        try machine.wait("for the job") { machine.names(in: "incoming/KP-999").isEmpty }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `what cannot change without a restart is said, and so is that nothing changed`()
        throws
    {
        let machine = try Machine()
        try machine.start()
        #expect(try machine.okocectl("reload").out.contains("; nothing changed"))
        try machine.append("\nintake2: 1\n", to: "okoced.yaml")
        #expect(try machine.okocectl("reload").status == 78)
        try machine.change("intake2", to: "", in: "okoced.yaml")
        #expect(try machine.okocectl("reload").status == 78)
        try machine.replace("intake2: ", with: "", in: "okoced.yaml")
        try machine.replace("  # workers: 2", with: "  workers: 63", in: "okoced.yaml")
        let finished = try machine.okocectl("reload")
        #expect(finished.status == 0, "\(finished.err)")
        #expect(finished.out.contains("nothing else changed; restart for: workers"))
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `a refused configuration is told with file and line, and the old one works on`()
        throws
    {
        let machine = try Machine()
        try machine.start()
        try machine.append("\nno_such_key: 1\n", to: "okoced.yaml")
        let finished = try machine.okocectl("reload")
        #expect(finished.status == 78)
        #expect(finished.err.contains("the old one stays"))
        #expect(finished.err.contains("okoced.yaml:"))
        #expect(finished.err.contains("no_such_key"))
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.wait("for the job") { machine.names(in: "incoming/PORTAL").isEmpty }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `many at once all end with an answer`() throws {
        let machine = try Machine()
        try machine.start()
        let asked = (0..<8).map { _ in
            machine.background("okocectl", machine.folders + ["reload"])
        }
        for process in asked {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `without a daemon it says so, whoever has the daemon's number by now`() throws {
        let machine = try Machine()
        #expect(try machine.okocectl("reload").status == 69)
        try machine.start()
        let process = try #require(machine.daemon).processIdentifier
        try machine.signal(SIGKILL)
        let finished = try machine.okocectl("reload")
        #expect(finished.status == 69)
        #expect(finished.err.contains("does not run"))
        // The number goes to another program, which SIGHUP would end.
        let other = Process()
        other.executableURL = URL(filePath: "/usr/bin/sleep")
        other.arguments = ["60"]
        other.standardOutput = FileHandle.nullDevice
        other.standardError = FileHandle.nullDevice
        try other.run()
        defer { kill(other.processIdentifier, SIGKILL) }
        let file = machine.state.appending(path: "reload.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing(
            "\"process\": \(process)", with: "\"process\": \(other.processIdentifier)"
        ).write(to: file, atomically: true, encoding: .utf8)
        #expect(try machine.okocectl("reload").status == 69)
        usleep(50_000)
        #expect(other.isRunning, "it was signalled")
    }

    @Test func `a daemon that stands still, and one that dies, end the wait`() throws {
        let machine = try Machine()
        try machine.start()
        try machine.stopInItsTracks()
        let late = try machine.okocectl("reload", "--timeout", "0.2")
        #expect(late.status == 75)
        #expect(late.err.contains("has not said yet"))
        let waiting = machine.background("okocectl", machine.folders + ["reload"])
        try machine.signal(SIGKILL)
        waiting.waitUntilExit()
        #expect(waiting.terminationStatus == 69)
    }
}

extension Machine {
    /// Starts a program of this build.
    func background(_ name: String, _ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = Machine.program(name)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        #expect(throws: Never.self) { try process.run() }
        return process
    }

    /// Replaces a text in a file of the configuration.
    func replace(_ text: String, with other: String, in name: String) throws {
        let file = config.appending(path: name)
        let old = try String(contentsOf: file, encoding: .utf8)
        try #require(old.contains(text))
        try old.replacing(text, with: other).write(to: file, atomically: true, encoding: .utf8)
    }

    /// SIGSTOP, until the kernel says that it stands.
    func stopInItsTracks() throws {
        let process = try #require(daemon).processIdentifier
        kill(process, SIGSTOP)
        try wait("for the daemon to stand still") {
            let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            return stat.contains(") T ")
        }
    }
}
