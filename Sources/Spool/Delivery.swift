/// One file as it was found: what a host prepares a job from.
public struct Delivery: Sendable {
    /// The box's name, which is its folder's name under `incoming/`.
    public let box: String
    /// The name under which the sender delivered it; the spool's own name for a leftover whose
    /// first name is not known any more.
    public let name: FileName
    /// The file itself, from the open descriptor.
    public let identity: FileIdentity
    /// The attempts that may have moved this file aside, when it stands under the spool's own name;
    /// if it is of none of them, the first one did.
    ///
    /// If device, inode, size and mtime agree with those of one that the host knows, the file is
    /// that attempt's leftover and is settled again; else it is a delivery like any other.
    public let leftoverOf: ClosedRange<Int64>?
    /// What is in it, or why that cannot be said.
    public let contents: Contents
    /// True when the host must decide now: the time for which an incomplete file is waited for has
    /// passed since its last change.
    public let isLastChance: Bool
    /// Wall-clock time of the read, in nanoseconds since 1970.
    public let receivedAt: Int64

    /// Made by the spool; public so that a host's tests can make one.
    public init(
        box: String, name: FileName, identity: FileIdentity, leftoverOf: ClosedRange<Int64>? = nil,
        contents: Contents, isLastChance: Bool = false, receivedAt: Int64
    ) {
        self.box = box
        self.name = name
        self.identity = identity
        self.leftoverOf = leftoverOf
        self.contents = contents
        self.isLastChance = isLastChance
        self.receivedAt = receivedAt
    }
}

/// What was read.
public enum Contents: Sendable, Equatable {
    /// The whole file, read once from one descriptor, unchanged between two `fstat`s.
    case bytes([UInt8])
    /// It was not read. The host records an attempt and rejects it.
    case unreadable(UnreadableReason)
}

/// Why a delivery's content was not read.
public enum UnreadableReason: Sendable, Hashable {
    /// A directory, link, FIFO, socket or device.
    case notRegular(FileKind)
    /// The box does not take files of this owner. Decided before any byte was read.
    case wrongOwner(uid: UInt32)
    /// Both in bytes.
    case tooLarge(size: Int64, limit: Int64)
    /// The daemon may not open it.
    case noPermission
    /// In work alone it killed the process. It is neither opened nor read any more.
    case deadly(DeathRecord)
    /// Reading failed, and went on failing for as long as an incomplete file is waited for.
    case io(errno: Int32)
}

/// What stands under a name.
public enum FileKind: String, Sendable {
    case regular
    case directory
    case symbolicLink
    case fifo
    case socket
    case device
}

/// Which file, and in which state: two equal ones are the same unchanged file.
public struct FileIdentity: Hashable, Sendable {
    /// `st_dev`.
    public let device: UInt64
    /// `st_ino`.
    public let inode: UInt64
    /// In bytes.
    public let size: Int64
    /// mtime, in nanoseconds since 1970. The sender can set it to anything.
    public let modified: Int64
    /// ctime, in nanoseconds since 1970. The kernel's own; a rename changes it too.
    public let changed: Int64
    /// The owner's uid.
    public let owner: UInt32

    /// All as `fstat` says, times in nanoseconds since 1970.
    public init(
        device: UInt64, inode: UInt64, size: Int64, modified: Int64, changed: Int64, owner: UInt32
    ) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.owner = owner
    }

    /// True when device, inode, size and mtime agree: what can still be compared after the file
    /// was renamed, which changes its ctime.
    public func isSameContent(as other: FileIdentity) -> Bool {
        device == other.device && inode == other.inode && size == other.size
            && modified == other.modified
    }
}
