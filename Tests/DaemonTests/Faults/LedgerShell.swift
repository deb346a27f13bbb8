import Foundation

/// An admin's `sqlite3` shell on the ledger, left open.
final class LedgerShell {
    private let process = Process()
    private let input = Pipe()
    private let output: URL
    private let machine: Machine

    init(_ machine: Machine) throws {
        self.machine = machine
        output = machine.root.appending(path: "shell.out")
        try Data().write(to: output)
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = [machine.state.appending(path: "ledger.sqlite").path]
        process.standardInput = input
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
    }

    deinit { end() }

    /// Gives it statements and waits for an answer.
    func say(_ statements: String, until answer: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(statements)\n".utf8))
        try machine.wait("for the shell's \(answer)") {
            try String(contentsOf: output, encoding: .utf8).contains(answer)
        }
    }

    /// Ends it in the middle of what it does.
    func end() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
