import Foundation
import Testing

/// A mount namespace with an empty `/run`, an empty `/var/log`, and a journald.
enum JournalNamespace {
    private static let mark = "OKOCE_TEST_JOURNALD"
    private static let journaldPath = "/lib/systemd/systemd-journald"

    /// Whether this process is the one that ``run(suite:)`` started.
    static var isInside: Bool { ProcessInfo.processInfo.environment[mark] != nil }

    /// Why no such namespace can be made here; nil if it can.
    static let obstacle: String? = {
        guard FileManager.default.isExecutableFile(atPath: journaldPath) else {
            return "there is no \(journaldPath)"
        }
        let attempt = try? output(
            of: ["unshare"] + namespaces + ["mount", "-t", "tmpfs", "x", "/run"])
        return attempt?.status == 0 ? nil : "unshare(1) may not make a mount namespace here"
    }()

    /// What a run that skips prints.
    static var comment: Comment { "\(obstacle ?? "nothing is in the way")" }

    /// A user who is not root becomes it in a user namespace, where the kernel allows that.
    private static var namespaces: [String] {
        (getuid() == 0 ? [] : ["--user", "--map-root-user"])
            + ["--mount", "--propagation", "private"]
    }

    /// Runs one suite of this very test program inside.
    static func run(suite: String) throws -> (status: Int32, output: String) {
        let script = """
            mount -t tmpfs run /run && mount -t tmpfs log /var/log && mkdir /run/systemd || exit 125
            \(journaldPath) & export \(mark)=$!
            trap 'kill -KILL $\(mark)' EXIT
            until [ -S /run/systemd/journal/socket ]; do sleep 0.01; done
            "$@"
            """
        return try output(
            of: ["unshare"] + namespaces + ["sh", "-c", script, "sh"]
                + [try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")]
                + ["--testing-library", "swift-testing", "--filter", suite])
    }

    /// The process id of the journald inside.
    static func journald() throws -> pid_t {
        try #require(ProcessInfo.processInfo.environment[mark].flatMap(pid_t.init))
    }

    /// What the journal holds for a `FIELD=value`, in its order.
    static func entries(matching match: String) throws -> [[String: Any]] {
        _ = try output(of: ["journalctl", "--sync"])
        let found = try output(of: ["journalctl", "-o", "json", "--all", "--no-pager", match])
        return try found.output.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    private static func output(of command: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
