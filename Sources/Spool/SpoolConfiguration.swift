/// A drop box: one folder under `incoming/`.
public struct Box: Sendable {
    /// The folder's name: no slash, no leading dot.
    public let name: String
    /// How many turns it has for another box's one, when all have files waiting; at least 1.
    public let weight: Int
    /// Whether files of this uid are taken from the box. Asked of the open descriptor's owner,
    /// before any byte is read; called on worker queues.
    public let mayOwn: @Sendable (_ uid: UInt32) -> Bool

    /// See the properties.
    public init(name: String, weight: Int = 1, mayOwn: @escaping @Sendable (UInt32) -> Bool) {
        precondition(!name.isEmpty && !name.hasPrefix(".") && !name.contains("/"))
        precondition(weight >= 1, "a box of weight 0 would never be read")
        self.name = name
        self.weight = weight
        self.mayOwn = mayOwn
    }
}

/// Where the spool is and what it may use.
public struct SpoolConfiguration: Sendable {
    /// The folder that holds `incoming/`, `receipts/` and `rejected/`.
    public var path: String
    /// How many files are prepared at once.
    public var workers: Int
    /// A file that nobody said to be finished is read once it is unchanged for so long.
    public var settleTime: Duration
    /// An incomplete file is condemned when it is unchanged for so long.
    public var incompleteAfter: Duration
    /// In bytes; a larger file is unreadable.
    public var maximumFileSize: Int64
    /// Files between the first look and the settling, all boxes together. What is heard of a quiet
    /// box, with fewer than 8 of its files in flight, may exceed it up to these 8.
    public var windowFiles: Int
    /// Bytes of files between read and the end of their commit. A file counts for three quarters of
    /// it at most, so there may be a quarter of it and one file more; files of quiet boxes may exceed
    /// it by a quarter. Bounds, with what a host makes of a byte, the memory of jobs that are prepared
    /// and not committed.
    public var windowBytes: Int
    /// Jobs in one commit, at most.
    public var maximumBatch: Int
    /// Bytes of the files of one commit, at most; a larger file has a commit of its own. Bounds
    /// what a host holds in memory for a commit, and how long one lasts.
    public var maximumBatchBytes: Int
    /// How often each box is read from end to end although nothing was heard of it.
    public var rescanInterval: Duration
    /// Which names are deliveries.
    public var naming: SpoolNaming
    /// The file in which files in work are noted, outside of the spool, in a folder that is there;
    /// see "Crash suspects" on the catalog's front page. Nil: none is noted. Read at the start only.
    public var suspects: String?

    /// The defaults are for a daemon of some dozens of boxes on a small machine.
    public init(
        path: String, workers: Int = 2, settleTime: Duration = .seconds(2),
        incompleteAfter: Duration = .seconds(600), maximumFileSize: Int64 = 4 << 20,
        windowFiles: Int = 1024, windowBytes: Int = 3 << 20, maximumBatch: Int = 500,
        maximumBatchBytes: Int = 384 << 10,
        rescanInterval: Duration = .seconds(60), naming: SpoolNaming = SpoolNaming(),
        suspects: String? = nil
    ) {
        self.path = path
        self.workers = workers
        self.settleTime = settleTime
        self.incompleteAfter = incompleteAfter
        self.maximumFileSize = maximumFileSize
        self.windowFiles = windowFiles
        self.windowBytes = windowBytes
        self.maximumBatch = maximumBatch
        self.maximumBatchBytes = maximumBatchBytes
        self.rescanInterval = rescanInterval
        self.naming = naming
        self.suspects = suspects
    }
}

extension Duration {
    /// Whole nanoseconds; negative durations count as none.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(seconds) &* 1_000_000_000 &+ UInt64(attoseconds / 1_000_000_000)
    }
}
