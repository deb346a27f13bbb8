import Foundation

/// A program run to its end, with a limit: a fault that makes the daemon hang must not hang the
/// tests.
struct Command {
    var words: [String]
    var environment: [String: String] = [:]
    /// Where standard error goes; nil: with standard output.
    var standardError: URL?
    /// After this the program is killed, in seconds.
    var limit = 60

    /// The status of a program that was killed because it took longer than its limit.
    static let tookTooLong: Int32 = 124

    struct Finished {
        let status: Int32
        let out: String
    }

    @discardableResult
    func run() throws -> Finished {
        let pipe = Pipe()
        let process = try start(standardOutput: pipe)
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Finished(
            status: process.terminationStatus, out: String(decoding: bytes, as: UTF8.self))
    }

    /// Starts it. Its status is that of the program, also if a signal ends it (128 + N).
    func start(standardOutput: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["--kill-after=1", "\(limit)"] + words
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        if let standardOutput {
            process.standardOutput = standardOutput
        } else {
            process.standardOutput = FileHandle.nullDevice
        }
        if let standardError {
            process.standardError = try Command.appending(to: standardError)
        } else {
            process.standardError = process.standardOutput
        }
        try process.run()
        return process
    }

    /// Runs it and takes any other status than 0 for a failure of the test's own means.
    @discardableResult
    static func must(_ words: String...) throws -> String {
        let finished = try Command(words: words).run()
        guard finished.status == 0 else {
            throw Failure(description: "\(words) exited \(finished.status): \(finished.out)")
        }
        return finished.out
    }

    static func appending(to file: URL) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        return handle
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
