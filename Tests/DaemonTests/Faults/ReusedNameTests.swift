import Foundation
import Testing

/// A sender uses a name again while its last delivery is being settled, and then the daemon is
/// killed: the newer file stands under a name of the daemon's own.
@Suite struct ReusedNameTests {
    @Test func `a newer file that was moved aside in a crash is taken under its sender's name`()
        throws
    {
        let machine = try Machine()
        try machine.drop(Jobs.roster(job: "r-1"), as: "same.json", from: "KP-021")
        let box = machine.spool.appending(path: "incoming/KP-021").path
        let rename = try settlingCall(below: box)

        // The daemon is held before it moves the file aside, and killed right after that.
        let mark = machine.root.appending(path: "held").path
        let fault = try start(
            machine, below: box,
            ["--stop", "--at", "\(rename)", "--kill-on", "/.okoce-1", "--mark", mark])
        try machine.wait("for the settling") { access(mark, F_OK) == 0 || !fault.isRunning }
        try machine.drop("{]", as: "same.json", from: "KP-021")
        kill(fault.processIdentifier, SIGUSR1)
        fault.waitUntilExit()
        try #require(fault.terminationStatus == 137)
        #expect(access("\(box)/.okoce-1", F_OK) == 0)

        let finished = try machine.once()
        #expect(finished.status == 0)
        #expect(finished.err.contains("unreadable: KP-021/- (same.json)"))
        #expect(machine.names(in: "rejected/KP-021") == ["same.json", "same.json.receipt.json"])
        #expect(try outcome(of: "r-1", from: "KP-021", on: machine) == "accepted")
    }

    /// The number of the call, of those that ``start(_:below:_:)`` counts, that moves the file
    /// aside, as another daemon on the same job shows it.
    private func settlingCall(below box: String) throws -> Int {
        let machine = try Machine()
        try machine.drop(Jobs.roster(job: "r-1"), as: "same.json", from: "KP-021")
        let list = machine.root.appending(path: "list")
        let own = machine.spool.appending(path: "incoming/KP-021").path
        let fault = try start(machine, below: own, ["--list", list.path])
        fault.waitUntilExit()
        let calls = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
        let index = try #require(calls.firstIndex { $0.contains(" renameat2 ") })
        return index + 1
    }

    private func start(
        _ machine: Machine, below box: String, _ arguments: [String]
    ) throws -> Process {
        let process = Process()
        process.executableURL = Machine.program("syscall-fault")
        process.arguments =
            [
                "--call", "renameat2,newfstatat,unlinkat", "--path", "\(box)/same.json", "--path",
                "\(box)/.okoce-",
            ] + arguments + ["--", Machine.program("okoced").path] + machine.folders + ["--once"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
