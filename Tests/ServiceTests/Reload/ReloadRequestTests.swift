import Foundation
import Programme
import Synchronization
import Testing

@testable import Service

/// What the command makes of the daemon's file, with a test in the daemon's place.
struct ReloadRequestTests {
    @Test func `a reading that was under way is not the answer, the one after it is`() throws {
        let daemon = try SignalledProcess()
        try daemon.write(generation: 5, .reading)
        let answer = Mutex<Result<ReloadState, ReloadRequest.Failure>?>(nil)
        let asked = DispatchGroup()
        let request = ReloadRequest(path: daemon.file)
        DispatchQueue.global().async(group: asked) {
            let result = Result { () throws(ReloadRequest.Failure) in
                try request.send(until: .now + .seconds(60))
            }
            answer.withLock { $0 = result }
        }
        try daemon.waitForSignal()
        try daemon.write(generation: 5, .taken)
        try daemon.write(generation: 6, .reading)
        #expect(asked.wait(timeout: .now() + .milliseconds(100)) == .timedOut, "it did not wait")
        try daemon.write(generation: 6, .refused, ["okoced.yaml:3: wrong. Mend it."])
        asked.wait()
        let said = try #require(answer.withLock { $0 }).get()
        #expect(said.generation == 6)
        #expect(said.outcome == .refused)
        #expect(said.messages == ["okoced.yaml:3: wrong. Mend it."])
    }

    @Test func `another process than the manager's is not asked`() throws {
        let daemon = try SignalledProcess()
        try daemon.write(generation: 1, .started)
        let request = ReloadRequest(path: daemon.file, mainProcess: getpid())
        #expect(throws: ReloadRequest.Failure.noAnswer(process: getpid())) {
            try request.send(until: .now + .milliseconds(50))
        }
    }

    @Test func `more messages than there is room for are counted`() throws {
        let daemon = try SignalledProcess()
        let faults = (1...100).map { "okoced.yaml:\($0): \(String(repeating: "x", count: 80))" }
        try daemon.write(generation: 1, .refused, faults)
        let said = try #require(ReloadState.read(at: daemon.file))
        #expect(said.messages.count > 20)
        let more = 100 - (said.messages.count - 1)
        #expect(said.messages.last == "And \(more) more: journalctl -u okoced.")
    }

    @Test func `a process is known by its start, even one with brackets in its name`() throws {
        let mark = try #require(ProcessMark(of: getpid()))
        #expect(mark.started > 0)
        #expect(ProcessMark(of: getpid()) == mark)
        #expect(ProcessMark(of: 1 << 30) == nil)
    }
}

/// A process that notes SIGHUP, and a file in which the test speaks for it.
private final class SignalledProcess {
    private let folder: URL
    private let process = Process()
    private let shown: StateFile
    var file: String { folder.appending(path: ReloadState.fileName).path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "okoce-reload-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        shown = StateFile(path: folder.appending(path: ReloadState.fileName).path)
        process.executableURL = URL(filePath: "/bin/sh")
        let script = "trap 'touch hup' HUP; touch ready; while :; do sleep 0.02; done"
        process.arguments = ["-c", script]
        process.currentDirectoryURL = folder
        try process.run()
        try wait(for: "ready")
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    func waitForSignal() throws { try wait(for: "hup") }

    private func wait(for name: String) throws {
        let deadline = Date().addingTimeInterval(60)
        while access(folder.appending(path: name).path, F_OK) != 0 {
            try #require(Date() < deadline, "no \(name)")
            usleep(2000)
        }
    }

    func write(
        generation: Int64, _ outcome: ReloadState.Outcome, _ messages: [String] = []
    ) throws {
        let mark = try #require(ProcessMark(of: process.processIdentifier))
        let said = ReloadState(
            process: mark, state: folder.path, generation: generation, outcome: outcome,
            at: WallClock.now, messages: messages)
        shown.write(said.page)
    }
}
