/// What the spool is doing, at one moment.
public struct SpoolStatistics: Sendable {
    /// By the box's name.
    public var boxes: [String: BoxStatistics] = [:]
    /// Files between the first look and the settling.
    public var inFlight = 0
    /// Bytes of files between read and commit.
    public var bytesInFlight = 0
    /// Batches committed since the start.
    public var batches: UInt64 = 0
    /// Files settled since the start.
    public var settled: UInt64 = 0
    /// True while `incoming/` is not there.
    public var isGone = false
    /// One for each queue that can be stuck.
    public var progress: [QueueProgress] = []

    /// Empty.
    public init() {}
}

/// One box, at one moment.
public struct BoxStatistics: Sendable, Hashable {
    /// True while the folder is there and open.
    public var isOpen = false
    /// Files that are known to wait. Names that were not yet read from the directory are not
    /// counted: see ``hasMore``.
    public var waiting = 0
    /// True when there are more than ``waiting`` says.
    public var hasMore = false
    /// mtime of the oldest file among those remembered, in nanoseconds since 1970.
    public var oldest: Int64?
    /// Files whose end has not arrived.
    public var incomplete = 0
    /// Other names, as of the last time the folder was read to its end.
    public var leftAlone = 0
    /// Recorded files that cannot be removed.
    public var unremovable = 0

    /// Empty.
    public init() {}
}

/// A queue's pulse, for a watchdog: a queue that is busy and takes no step for long is stuck.
public struct QueueProgress: Sendable, Hashable {
    /// `intake`, `worker-0`..., `writer`, `settle`.
    public var queue: String
    /// Steps since the start.
    public var steps: UInt64
    /// True while a step is under way.
    public var isBusy: Bool
    /// What it waits for, when it waits for something named (a full disk, a busy database).
    public var waitsFor: String?

    /// See the properties.
    public init(queue: String, steps: UInt64, isBusy: Bool, waitsFor: String? = nil) {
        self.queue = queue
        self.steps = steps
        self.isBusy = isBusy
        self.waitsFor = waitsFor
    }
}

/// How a drain ended.
public struct DrainResult: Sendable, Hashable {
    /// Files that were prepared but could not be committed. They are where they were.
    public var uncommitted: Int
    /// Files that are committed but could not be removed. The next start settles them.
    public var unsettled: Int
    /// The host's reason, when it stopped the spool.
    public var stopReason: String?

    /// See the properties.
    public init(uncommitted: Int = 0, unsettled: Int = 0, stopReason: String? = nil) {
        self.uncommitted = uncommitted
        self.unsettled = unsettled
        self.stopReason = stopReason
    }
}
