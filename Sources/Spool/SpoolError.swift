import SystemPackage

/// Why a spool does not start, nothing touched; or why a receipt cannot be laid.
public enum SpoolError: Error, Sendable, Hashable {
    /// A folder that must be there is not, or cannot be opened. The spool never makes it: a
    /// missing one may be a file system that is not mounted. Start again when it is there.
    case cannotOpen(path: String, errno: Int32)
    /// Another daemon has this spool. Stop it, or choose another spool.
    case locked(path: String)
    /// inotify, or a lock, could not be had; errno 24 (EMFILE) for inotify means
    /// `fs.inotify.max_user_instances`.
    case cannotWatch(path: String, errno: Int32)
    /// It was started before, or is drained.
    case alreadyStarted
    /// A receipt could not be written; ESTALE when the spool is gone or drained. What it tells is
    /// still untold: lay it again later.
    case cannotWrite(path: String, errno: Int32)
}

extension SpoolError: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let errno):
            "cannot open \(path): \(Errno(rawValue: errno).description)"
        case .locked(let path): "another daemon has the spool \(path)"
        case .cannotWatch(let path, let errno):
            "cannot watch \(path): \(Errno(rawValue: errno).description)"
        case .cannotWrite(let path, let errno):
            "cannot write to \(path): \(Errno(rawValue: errno).description)"
        case .alreadyStarted: "the spool was started before"
        }
    }
}
