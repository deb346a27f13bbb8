internal import GRDB
internal import GRDBSQLite

/// What SQLite said when a statement failed, before anyone judged what that means.
struct SQLFailure: Error, Hashable {
    /// The extended result code.
    let code: Int32
    /// SQLite's words: names of tables and constraints, never bound values.
    let message: String
    /// Whether COMMIT itself failed: then what is on disk is not known.
    let atCommit: Bool

    init(code: Int32, message: String, atCommit: Bool = false) {
        self.code = code
        self.message = message
        self.atCommit = atCommit
    }

    /// The failure inside an error thrown by GRDB.
    init(_ error: any Error) {
        switch error {
        case let failure as SQLFailure: self = failure
        case let error as DatabaseError:
            self.init(code: error.extendedResultCode.rawValue, message: error.message ?? "")
        default: self.init(code: SQLITE_ERROR, message: String(describing: type(of: error)))
        }
    }

    var primaryCode: Int32 { code & 0xff }

    /// SQLITE_IOERR_NOMEM, a macro that Swift does not see.
    static let noMemoryForIO = SQLITE_IOERR | (12 << 8)

    /// For the journal: the code and SQLite's words.
    var reason: String { "SQLite \(code): \(message)" }

    /// A failure that is ours: what was read back breaks the schema's promise.
    static func unexpected(_ what: String) -> SQLFailure {
        SQLFailure(code: SQLITE_MISMATCH, message: what)
    }
}

extension SQLFailure {
    /// What a failure of the writing connection means (design, "When a batch fails"); nil when the
    /// batch itself is to blame: then its jobs are tried one by one.
    func environmentError(path: String) -> LedgerError? {
        switch primaryCode {
        case SQLITE_FULL: return .full(path: path)
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy(path: path, reason: reason)
        default: break
        }
        if atCommit { return .mustStop(path: path, reason: "COMMIT failed: \(reason)") }
        switch primaryCode {
        case SQLITE_NOMEM: return .outOfMemory(path: path)
        case SQLITE_IOERR where code == SQLFailure.noMemoryForIO:
            return .outOfMemory(path: path)
        case SQLITE_IOERR: return .mustStop(path: path, reason: reason)
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupt(path: path, reason: reason)
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_PROTOCOL, SQLITE_INTERRUPT:
            return .unavailable(path: path, reason: reason)
        default: return nil
        }
    }

    /// What a failure while opening or reading means.
    func readingError(path: String) -> LedgerError {
        switch primaryCode {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy(path: path, reason: reason)
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(path: path, reason: reason)
        default: .queryFailed(path: path, reason: reason)
        }
    }
}
