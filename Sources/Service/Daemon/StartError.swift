import Glibc
import Ledger
import Spool

/// Exit codes of `okoced`, those of sysexits.h.
package enum ExitCodes {
    /// The ledger is damaged or of a later version; starting again mends neither.
    package static let damaged: Int32 = 65
    /// The spool or the state cannot be had.
    package static let unavailable: Int32 = 69
    /// The ledger's storage failed: what is durable is known only after a new start.
    package static let storage: Int32 = 74
    /// `--once` left files where they are, for a trouble that may pass.
    package static let unfinished: Int32 = 75
    /// The configuration cannot be used.
    package static let configuration: Int32 = 78
}

/// Why a daemon does not start. It has touched nothing.
struct StartError: Error {
    let message: String
    let exitCode: Int32

    /// It was told to end before it had begun.
    static let ended = StartError(message: "told to end before it had started", exitCode: 0)

    private init(message: String, exitCode: Int32) {
        self.message = message
        self.exitCode = exitCode
    }

    /// Too few files may be open for the work to go on for sure.
    init(descriptors allowed: Int, needed: Int, boxes: Int) {
        self.init(
            message: """
                only \(allowed) files may be open, and \(needed) are needed for \(boxes) drop boxes. \
                Raise LimitNOFILE of the unit, or ulimit -n.
                """, exitCode: ExitCodes.unavailable)
    }

    /// The key is gone by which erased people are known.
    init(keyMissing path: String) {
        self.init(
            message: """
                \(path) is missing or too short, and people were erased under it: put it back from \
                where you keep it, else late copies of old files would bring them back. \
                \(StartError.newKey(path))
                """, exitCode: ExitCodes.unavailable)
    }

    /// The key is another than the one by which erased people are known.
    init(keyIsAnother path: String) {
        self.init(
            message: """
                \(path) is not the key under which people were erased in this ledger: put back the \
                one that belongs to it, else late copies of old files would bring them back. \
                \(StartError.newKey(path))
                """, exitCode: ExitCodes.unavailable)
    }

    private static func newKey(_ path: String) -> String {
        """
        If it is lost for good: (umask 077; head -c 32 /dev/urandom >\(path)) && touch \(path).is-new, \
        give both to the daemon's account, and erase those people again when they come.
        """
    }

    /// A secret file cannot be read or written.
    init(secret error: SecretFileError) {
        self.init(
            message: error.errno == EACCES
                ? "\(error): give it to the daemon's account, with mode 600" : "\(error)",
            exitCode: error.errno == EIO ? ExitCodes.storage : ExitCodes.unavailable)
    }

    init(configuration error: ConfigurationError) {
        message = "\(error)"
        exitCode = ExitCodes.configuration
    }

    init(spool error: SpoolError) {
        message = "\(error)"
        exitCode = ExitCodes.unavailable
    }

    init(ledger error: LedgerError) {
        message = "\(error)"
        exitCode =
            switch error {
            case .mustStop, .guaranteeMissing: ExitCodes.storage
            case .corrupt, .newerSchema: ExitCodes.damaged
            default: ExitCodes.unavailable
            }
    }
}
