import SystemPackage

/// Why a box's folders could not be made or removed. What was done before stays: call again.
public enum BoxFoldersError: Error, Sendable, Hashable {
    /// `incoming/` is missing, and the spool is not root's: whoever owns it makes it.
    case notInstalled(path: String, owner: UInt32)
    /// Something else than a folder has the name, perhaps a link. It is neither followed nor
    /// replaced.
    case notAFolder(path: String)
    /// The file system keeps no access control lists (ext4 and xfs do; for others see `acl` in
    /// mount(8)).
    case noAccessLists(path: String)
    /// Files are still in the box: `deliveries` whose names say so, and `others`, such as uploads
    /// that were cut off. Nothing was changed.
    case filesWait(path: String, deliveries: Int, others: Int)
    /// Anything else that the kernel refused.
    case failed(path: String, errno: Int32)
}

extension BoxFoldersError: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .notInstalled(let path, let owner):
            """
            \(path) is missing, and the spool belongs to uid \(owner), not to root: make it as \
            that user, or install the spool as root's
            """
        case .notAFolder(let path):
            "\(path) is no folder but a link or a file: take it away, nothing was made in its place"
        case .noAccessLists(let path):
            """
            the file system of \(path) keeps no access control lists: mount it with the option \
            acl, or put the spool on one that does (ext4, xfs)
            """
        case .filesWait(let path, let deliveries, let others):
            "in \(path) \(deliveries) deliveries wait, beside \(others) other files"
        case .failed(let path, let errno):
            "\(path): \(Errno(rawValue: errno).description)"
        }
    }
}
