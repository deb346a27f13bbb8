import Ledger
import Spool

/// Exit codes of `okoced`, those of sysexits.h.
package enum ExitCodes {
    /// The spool or the state cannot be had.
    package static let unavailable: Int32 = 69
    /// The ledger's storage failed: what is durable is known only after a new start.
    package static let storage: Int32 = 74
    /// The configuration cannot be used.
    package static let configuration: Int32 = 78
}

/// Why a daemon does not start. It has touched nothing.
struct StartError: Error {
    let message: String
    let exitCode: Int32

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
            default: ExitCodes.unavailable
            }
    }
}
