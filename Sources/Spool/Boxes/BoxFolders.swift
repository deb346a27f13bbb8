import Glibc
import SystemPackage

/// An admin's side: gives an account its drop box, and takes it away.
///
/// A box is three folders of the daemon's own user, open to the account by access control lists.
/// They are not the account's own, for then it could change their mode, and a plain `rsync -a` into
/// one would lock the daemon out.
///
/// | folder | mode | the account may |
/// |---|---|---|
/// | `incoming/BOX` | 2770 | read, write, search |
/// | `rejected/BOX` | 2770 | the same, and read what the daemon writes there |
/// | `receipts/BOX` | 2770 | look, and read what the daemon writes there |
///
/// Needs root. Each step goes by an open folder and follows no link below the spool; each may be
/// done again.
public struct BoxFolders: Sendable {
    private let path: String
    private let owner: UInt32
    private let group: UInt32
    private let naming: SpoolNaming

    /// Touches nothing yet.
    ///
    /// - Parameters:
    ///   - spool: the spool's path; links in the path itself are the admin's.
    ///   - owner: uid of the daemon's user.
    ///   - group: gid of the daemon's group.
    ///   - naming: which names count as deliveries.
    public init(
        spool: String, owner: UInt32, group: UInt32, naming: SpoolNaming = SpoolNaming()
    ) {
        path = spool
        self.owner = owner
        self.group = group
        self.naming = naming
    }

    /// Makes a box's folders, and the spool's own ones if they are missing: `incoming/` only if the
    /// spool is root's (or missing too). What is there already gets the owner, mode and list that it should have.
    ///
    /// - Parameters:
    ///   - box: the box's name.
    ///   - account: uid of who delivers to it.
    /// - Returns: the paths of what was made or changed.
    @discardableResult
    public func add(box: String, account: UInt32) throws(BoxFoldersError) -> [String] {
        var changed: [String] = []
        let spool = try openOrMakeSpool(&changed)
        var tops: [Kind: DirectoryHandle] = [:]
        for kind in Kind.allCases.reversed() {
            tops[kind] = try openOrMake(kind, in: spool, &changed)
        }
        // The way in comes last: by then what answers it is there.
        for kind in Kind.allCases {
            guard let all = tops[kind] else { continue }
            let boxPath = "\(path)/\(kind.rawValue)/\(box)"
            let (folder, isNew) = try openOrMake(FileName(box), in: all, at: boxPath)
            let rights = kind.rights(of: account)
            let isChanged = try reporting(boxPath) { () throws(Errno) in
                try set(folder, access: rights.access, byDefault: rights.byDefault)
            }
            if isNew || isChanged { changed.append(boxPath) }
        }
        return changed
    }

    /// What is left of a box.
    public struct Removal: Sendable, Hashable {
        /// Folders of receipts and rejected files that were not empty: kept for the admin, closed
        /// to the account.
        public var kept: [String] = []
        /// Where the files went that were still in the box.
        public var movedTo: String?
    }

    /// Closes a box and removes its folders. Receipts and rejected files are kept.
    ///
    /// - Parameters:
    ///   - box: the box's name. One that is not there needs no removing.
    ///   - movesFiles: whether files that are still in the box are moved, folder and all, into
    ///     `rejected/BOX/`; else they are an error, and nothing is changed.
    /// - Returns: what is left.
    public func remove(box: String, movesFiles: Bool) throws(BoxFoldersError) -> Removal {
        var removal = Removal()
        let spool = try reporting(path) { () throws(Errno) in try DirectoryHandle(path: path) }
        if try !isRemoved(.incoming, box, in: spool) {
            guard movesFiles else { throw try filesWait(box, in: spool) }
            removal.movedTo = try moveAway(box, in: spool)
        }
        for kind in [Kind.receipts, .rejected] where try !isRemoved(kind, box, in: spool) {
            let (folder, path) = try open(kind, box, in: spool)
            try reporting(path) { () throws(Errno) in
                try set(folder, access: nil, byDefault: nil)
            }
            removal.kept.append(path)
        }
        return removal
    }

    // MARK: Making

    private func openOrMakeSpool(_ changed: inout [String]) throws(BoxFoldersError)
        -> DirectoryHandle
    {
        do {
            return try DirectoryHandle(path: path)
        } catch .noSuchFileOrDirectory {
            try reporting(path) { () throws(Errno) in
                try System.check { mkdir(path, 0o755) }
                // Whatever the umask.
                try System.check { chmod(path, 0o755) }
            }
            changed.append(path)
            return try reporting(path) { () throws(Errno) in try DirectoryHandle(path: path) }
        } catch {
            throw failure(error, path)
        }
    }

    /// One of the spool's own folders. One that is there is left as it is.
    private func openOrMake(
        _ kind: Kind, in spool: DirectoryHandle, _ changed: inout [String]
    ) throws(BoxFoldersError) -> DirectoryHandle {
        let path = "\(path)/\(kind.rawValue)"
        let status = try reporting(path) { () throws(Errno) in
            try System.status(of: spool.descriptor)
        }
        // Not even an admin's tool makes incoming/ in a spool whose owner may have it elsewhere.
        if kind == .incoming, status.st_uid != 0,
            try !exists(FileName(kind.rawValue), in: spool, path)
        {
            throw .notInstalled(path: path, owner: status.st_uid)
        }
        let (folder, isNew) = try openOrMake(FileName(kind.rawValue), in: spool, at: path)
        guard isNew else { return folder }
        try reporting(path) { () throws(Errno) in
            // Mostly root's, so that only root gives out boxes.
            try System.check { fchown(folder.descriptor, status.st_uid, group) }
            try System.check { fchmod(folder.descriptor, 0o751) }
        }
        changed.append(path)
        return folder
    }

    private func openOrMake(
        _ name: FileName, in parent: DirectoryHandle, at path: String
    ) throws(BoxFoldersError) -> (folder: DirectoryHandle, isNew: Bool) {
        try reporting(path) { () throws(Errno) in
            do throws(Errno) {
                return (try DirectoryHandle(at: parent, name), false)
            } catch .noSuchFileOrDirectory {
                try System.check { mkdirat(parent.descriptor, name.terminated, 0o700) }
                return (try DirectoryHandle(at: parent, name), true)
            }
        }
    }

    /// - Returns: whether anything had to be changed.
    private func set(
        _ folder: DirectoryHandle, access: AccessList?, byDefault: AccessList?
    ) throws(Errno) -> Bool {
        let (access, byDefault) = (access?.bytes, byDefault?.bytes)
        let descriptor = folder.descriptor
        let status = try System.status(of: descriptor)
        if status.st_uid == owner, status.st_gid == group, status.st_mode & 0o7777 == 0o2770,
            try System.attribute(AccessList.accessName, of: descriptor) == access,
            try System.attribute(AccessList.defaultName, of: descriptor) == byDefault
        {
            return false
        }
        try System.check { fchown(descriptor, owner, group) }
        // The list comes after the mode: it has the last word on the group's bits.
        if access == nil {
            try System.setAttribute(AccessList.accessName, of: descriptor, to: nil)
        }
        try System.check { fchmod(descriptor, 0o2770) }
        try System.setAttribute(AccessList.defaultName, of: descriptor, to: byDefault)
        if let access {
            try System.setAttribute(AccessList.accessName, of: descriptor, to: access)
        }
        return true
    }

    // MARK: Removing

    /// - Returns: false if the folder is not empty.
    private func isRemoved(
        _ kind: Kind, _ box: String, in spool: DirectoryHandle
    ) throws(BoxFoldersError) -> Bool {
        let path = "\(path)/\(kind.rawValue)/\(box)"
        let name = FileName(box)
        return try reporting(path) { () throws(Errno) in
            do throws(Errno) {
                let all = try DirectoryHandle(at: spool, FileName(kind.rawValue))
                try System.check { unlinkat(all.descriptor, name.terminated, AT_REMOVEDIR) }
                return true
            } catch .noSuchFileOrDirectory {
                return true
            } catch .directoryNotEmpty {
                return false
            }
        }
    }

    private func filesWait(
        _ box: String, in spool: DirectoryHandle
    ) throws(BoxFoldersError) -> BoxFoldersError {
        let (folder, path) = try open(.incoming, box, in: spool)
        let rules = NameRules(naming)
        return try reporting(path) { () throws(Errno) in
            let stream = try DirectoryStream(folder)
            var (deliveries, others) = (0, 0)
            while true {
                let slice = try stream.next(1024, rules: rules)
                deliveries += slice.entries.count
                others += slice.others
                if slice.isAtEnd { break }
            }
            return .filesWait(path: path, deliveries: deliveries, others: others)
        }
    }

    /// Moves the folder with all that is in it, which is one step, and closes it.
    private func moveAway(
        _ box: String, in spool: DirectoryHandle
    ) throws(BoxFoldersError) -> String {
        let (folder, boxPath) = try open(.incoming, box, in: spool)
        let (rejected, rejectedPath) = (
            try openOrMake(
                FileName(box),
                in: try reporting("\(path)/rejected") { () throws(Errno) in
                    try DirectoryHandle(at: spool, FileName("rejected"))
                }, at: "\(path)/rejected/\(box)"
            ).folder,
            "\(path)/rejected/\(box)"
        )
        // Closed before it moves: the account has the other folder as well.
        try reporting(boxPath) { () throws(Errno) in
            _ = try set(folder, access: nil, byDefault: nil)
        }
        return try reporting(rejectedPath) { () throws(Errno) in
            let incoming = try DirectoryHandle(at: spool, FileName("incoming"))
            var number = 1
            while true {
                let name = "removed-\(number)"
                do throws(Errno) {
                    try System.rename(
                        at: incoming.descriptor, FileName(box), to: rejected.descriptor,
                        FileName(name))
                    return "\(rejectedPath)/\(name)"
                } catch .fileExists {
                    number += 1
                }
            }
        }
    }

    private func open(
        _ kind: Kind, _ box: String, in spool: DirectoryHandle
    ) throws(BoxFoldersError) -> (folder: DirectoryHandle, path: String) {
        let path = "\(path)/\(kind.rawValue)/\(box)"
        return try reporting(path) { () throws(Errno) in
            let all = try DirectoryHandle(at: spool, FileName(kind.rawValue))
            return (try DirectoryHandle(at: all, FileName(box)), path)
        }
    }

    // MARK: Errors

    private func exists(
        _ name: FileName, in folder: DirectoryHandle, _ path: String
    ) throws(BoxFoldersError) -> Bool {
        try reporting(path) { () throws(Errno) in
            do throws(Errno) {
                _ = try System.status(at: folder.descriptor, name)
                return true
            } catch .noSuchFileOrDirectory {
                return false
            }
        }
    }

    @discardableResult
    private func reporting<Result>(
        _ path: String, _ body: () throws(Errno) -> Result
    ) throws(BoxFoldersError) -> Result {
        do {
            return try body()
        } catch {
            throw failure(error, path)
        }
    }

    private func failure(_ errno: Errno, _ path: String) -> BoxFoldersError {
        switch errno {
        // O_NOFOLLOW with O_DIRECTORY says ENOTDIR for a link.
        case .notDirectory, .tooManySymbolicLinkLevels: .notAFolder(path: path)
        case .notSupported: .noAccessLists(path: path)
        default: .failed(path: path, errno: errno.rawValue)
        }
    }
}

/// The three folders of a box, in the order in which they are made.
private enum Kind: String, CaseIterable {
    case receipts
    case rejected
    case incoming

    func rights(of uid: UInt32) -> (access: AccessList, byDefault: AccessList?) {
        switch self {
        case .incoming: (AccessList(account: uid, rights: 7), nil)
        case .rejected: (AccessList(account: uid, rights: 7), AccessList(account: uid, rights: 4))
        case .receipts: (AccessList(account: uid, rights: 5), AccessList(account: uid, rights: 4))
        }
    }
}
