import SystemPackage

/// Why a drop box could not be used from outside the daemon.
public enum BoxError: Error, Sendable, Hashable {
    /// The box is not there, or not for this account.
    case cannotOpen(path: String, errno: Int32)
    /// Its names could not be read to their end.
    case cannotList(path: String, errno: Int32)
    /// A file in it could not be read; `ENOENT` when it has been settled meanwhile.
    case cannotRead(path: String, errno: Int32)
    /// A file could not be handed in. Nothing of it is left in the box.
    case cannotDrop(path: String, errno: Int32)
    /// Files of that name, and of all names like it, still wait there.
    case namesTaken(path: String)
}

extension BoxError: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let errno):
            "cannot open \(path): \(Errno(rawValue: errno).description)"
        case .cannotList(let path, let errno):
            "cannot list \(path): \(Errno(rawValue: errno).description)"
        case .cannotRead(let path, let errno):
            "cannot read \(path): \(Errno(rawValue: errno).description)"
        case .cannotDrop(let path, let errno):
            "cannot write \(path): \(Errno(rawValue: errno).description)"
        case .namesTaken(let path): "files named \(path) still wait there"
        }
    }
}
