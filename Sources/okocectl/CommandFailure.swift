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
        case noPermission = 77
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
        var code = Code.unavailable
        var problem = error.description
        var help = "\nokoced makes it when it first starts; name its directory with --state."
        switch error {
        case .cannotOpen(let path, let errno):
            problem = "\(path): \(String(cString: strerror(errno)))"
            guard errno == EACCES else { break }
            code = .noPermission
            help = """

                Members of its group may read it: sudo adduser NAME okoce-operators, then log in \
                anew. A source reads its receipts.
                """
        case .olderSchema: help = ""
        case .corrupt:
            help = """

                Nothing was changed. Bring back a copy: okocectl restore --help. Or name another \
                directory with --state.
                """
        default: break
        }
        self.init(code, "the ledger cannot be read: \(problem)\(help)")
    }

    init(_ error: BoxError) {
        self.init(
            .unavailable,
            """
            the spool cannot be used: \(error)
            Name the spool with --spool; a drop box is a folder SPOOL/incoming/SOURCE.
            """)
    }

    init(_ error: BoxFoldersError) {
        let help =
            if case .filesWait = error {
                """

                Nothing was changed. Let okoced take them first (okocectl wait; an upload that was \
                cut off is taken when it is sent again), or move them to rejected/ with --force.
                """
            } else {
                ""
            }
        self.init(
            error.isRefusal ? .refusedOrAbsent : .unavailable, "\(error)\(help)")
    }

    /// Says it on standard error and ends the process.
    func exit() -> Never {
        if let message { Output.error("okocectl: \(message)") }
        Glibc.exit(code.rawValue)
    }
}

extension BoxFoldersError {
    fileprivate var isRefusal: Bool {
        if case .filesWait = self { true } else { false }
    }
}
