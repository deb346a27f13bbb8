/// Why the ledger did not do what was asked, and with that what its caller does next.
///
/// No case means that a part was done: a failed call leaves the ledger as it was, save
/// ``mustStop(path:reason:)``, after which only a restart can tell.
package enum LedgerError: Error, Hashable, Sendable {
    /// No room on the disk of the ledger. Wait, then the same again.
    case full(path: String)
    /// Another process keeps the ledger locked for longer than the busy timeout, or a reader keeps
    /// a checkpoint from its end. Wait, then the same again.
    case busy(path: String, reason: String)
    /// SQLite had no memory. Wait, then the same again.
    case outOfMemory(path: String)
    /// The ledger cannot be written just now: no descriptor left, a file system that went
    /// read-only. Wait, then the same again.
    case unavailable(path: String, reason: String)
    /// An input/output error, or any error at COMMIT that waiting does not mend. A failed fsync
    /// cannot be retried: acknowledge nothing more and stop with the reason.
    case mustStop(path: String, reason: String)
    /// The file is damaged, or is no ledger. Stop; the files are left as they are, as evidence.
    case corrupt(path: String, reason: String)
    /// A later version of the program has written this ledger. Stop; nothing was changed.
    case newerSchema(path: String)
    /// An earlier version of the program has written this ledger, and no daemon of this one has
    /// had it yet. Nothing is read from it; the next start brings it up to date.
    case olderSchema(path: String)
    /// Another daemon has this state directory. Stop before touching anything.
    case locked(path: String)
    /// A file or directory could not be opened or made. Stop at start; `errno` says why.
    case cannotOpen(path: String, errno: Int32)
    /// A guarantee that the ledger rests on does not hold on this connection. Stop.
    case guaranteeMissing(path: String, guarantee: String)
    /// A query failed. Nothing was harmed; the one who asked is told.
    case queryFailed(path: String, reason: String)

    /// What the writer's caller does about an error.
    package enum NextStep: Hashable, Sendable {
        /// Wait, then the same call again.
        case retry
        /// Acknowledge nothing more; stop with the reason.
        case stop
    }

    /// Whether the writing connection is not to be used any more.
    package var isLast: Bool {
        switch self {
        case .mustStop, .corrupt: true
        default: false
        }
    }

    package var nextStep: NextStep {
        switch self {
        case .full, .busy, .outOfMemory, .unavailable: .retry
        default: .stop
        }
    }
}

extension LedgerError: CustomStringConvertible {
    /// For the journal: path and reason, no personal data.
    package var description: String {
        switch self {
        case .full(let path): "\(path): no room on the disk"
        case .busy(let path, let reason): "\(path): locked by another process (\(reason))"
        case .outOfMemory(let path): "\(path): SQLite is out of memory"
        case .unavailable(let path, let reason): "\(path): cannot be written now (\(reason))"
        case .mustStop(let path, let reason): "\(path): \(reason)"
        case .corrupt(let path, let reason): "\(path): damaged, or not a ledger (\(reason))"
        case .newerSchema(let path): "\(path): written by a later version of the program"
        case .olderSchema(let path):
            "\(path): written by an earlier version; okoced brings it up to date when it is restarted"
        case .locked(let path): "\(path): another daemon has this state directory"
        case .cannotOpen(let path, let errno): "\(path): cannot be opened (errno \(errno))"
        case .guaranteeMissing(let path, let guarantee): "\(path): \(guarantee) does not hold"
        case .queryFailed(let path, let reason): "\(path): query failed (\(reason))"
        }
    }
}
