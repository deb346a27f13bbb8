import Glibc
import Ledger
import Service
import Spool

/// Why a command ends with something else than 0.
struct CommandFailure: Error {
    /// Exit codes, as the help says.
    enum Code: Int32 {
        case refusedOrAbsent = 1
        case unavailable = 69
        case output = 74
        case timedOut = 75
        case configuration = 78
    }

    let code: Code
    /// What went wrong and what to do next; nil when the output has said it already.
    let message: String?

    init(_ code: Code, _ message: String? = nil) {
        self.code = code
        self.message = message
    }

    init(_ error: ConfigurationError) {
        self.init(
            .configuration,
            "the configuration cannot be used; mend it, or name another folder with --config:\n"
                + error.description)
    }

    init(_ error: LedgerError) {
        let problem =
            if case .cannotOpen(let path, let code) = error {
                "\(path): \(String(cString: strerror(code)))"
            } else {
                error.description
            }
        self.init(
            .unavailable,
            """
            the ledger cannot be read: \(problem)
            okoced makes it when it first starts; name its directory with --state.
            """)
    }

    init(_ error: BoxError) {
        self.init(
            .unavailable,
            """
            the spool cannot be used: \(error)
            Name the spool with --spool; a drop box is a folder SPOOL/incoming/SOURCE.
            """)
    }

    /// Says it on standard error and ends the process.
    func exit() -> Never {
        if let message { Output.error("okocectl: \(message)") }
        Glibc.exit(code.rawValue)
    }
}
