import Glibc
import Programme
import Reports

/// Standard output and standard error.
enum Output {
    /// Writes to standard output.
    static func write(_ text: String) throws {
        try write(Array(text.utf8), to: STDOUT_FILENO)
    }

    /// Writes lines for a person to standard error; what others wrote in them is made safe, and a NIK
    /// that somebody typed where none belongs is masked.
    static func error(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        let text = lines.map {
            Printable.escaping(Masking.maskingPeople(in: String($0))) + "\n"
        }.joined()
        try? write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// Writes to standard error as it is, for what moves the cursor.
    static func raw(_ text: String) {
        try? write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// Makes sure that what was written has arrived, as far as a close can tell (a full disk).
    static func finish() throws {
        guard close(STDOUT_FILENO) == 0 || errno == EBADF else { throw failure() }
    }

    /// How wide tables may be.
    static var columns: Int {
        Terminal.columns(columns: environment("COLUMNS"))
    }

    /// How many lines the terminal has that standard output goes to; nil if it is none.
    static var lines: Int? {
        guard Terminal.isTerminal(STDOUT_FILENO) else { return nil }
        return Terminal.lines()
    }

    /// Whether standard output shows colours.
    static var ink: Ink {
        Ink(
            isTerminal: Terminal.isTerminal(STDOUT_FILENO), noColor: environment("NO_COLOR"),
            term: environment("TERM"))
    }

    private static func write(_ bytes: [UInt8], to descriptor: CInt) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw failure()
            }
        }
    }

    private static func failure() -> CommandFailure {
        CommandFailure(
            .output, "the output could not be written: \(String(cString: strerror(errno)))")
    }
}

/// A variable of the environment; nil when it is not set, or empty.
func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}
