/// How often a process died while it had this one file in work and no other, and how it died last.
public struct DeathRecord: Sendable, Hashable {
    /// Deaths by a signal of its own: a trap, an abort, a bad access, a watchdog's abort.
    public var crashes: Int
    /// Deaths without a word: SIGKILL, the kernel's want of memory, a power cut.
    public var kills: Int
    /// The process that died last with the file in its hands, alone or among others.
    public var process: Int32
    /// The signal by which that process died; 0 if it did not come to say.
    public var signal: Int32
    /// What was being done with the file then.
    public var step: WorkStep

    /// See the properties.
    public init(crashes: Int, kills: Int, process: Int32, signal: Int32, step: WorkStep) {
        self.crashes = crashes
        self.kills = kills
        self.process = process
        self.signal = signal
        self.step = step
    }
}

/// What is done with a file.
public enum WorkStep: UInt32, Sendable, Hashable {
    /// Opened and read.
    case read = 1
    /// ``SpoolHost/prepare(_:)``.
    case prepare = 2
    /// ``SpoolHost/commit(_:)``.
    case commit = 3
    /// Receipt, rename, removal.
    case settle = 4
}
