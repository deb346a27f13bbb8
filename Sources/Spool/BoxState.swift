/// What the intake knows of one box. Pure: no descriptor, no clock.
struct BoxState {
    /// A name that is known and neither forgotten nor remembered for later.
    struct Standing: Equatable {
        /// False: in a line. True: between the look and the settling.
        var isFlying = false
        var isHinted = false
        var isSpecial = false
        var given: FileName?
        /// Something was heard of the name while it was flying: look again when it lands.
        var isHeardAgain = false
        /// That something was a hint that a file is whole.
        var isHintedAgain = false
    }

    /// A file that was seen and is to be looked at later, or not at all.
    struct Memory {
        enum Kind {
            case young
            case incomplete
            case trouble
            case stuck(SettleItem)
            /// It kills whoever touches it; see ``Suspect``.
            case shunned
        }
        var kind: Kind
        var identity: FileIdentity?
        /// Monotonic; since when it is as it is.
        var since: UInt64
        /// Monotonic; when to look again.
        var due: UInt64
        /// How often it was looked at without a change.
        var looks = 0
        /// The scan that saw it last.
        var scan: Int
    }

    /// Reading the folder from end to end.
    struct Scan {
        /// A new one is to begin.
        var isWanted = false
        var isRunning = false
        /// A slice is being read.
        var isRequested = false
        /// How many have begun.
        var number = 0
        /// What comes next is found out ahead of the time when there is a place for it.
        var isReadingAhead = false
        /// Names collected for the window.
        var filling: [DirectoryStream.Entry] = []
        var others = 0
    }

    /// What is reported when it begins and when it has passed.
    enum Report {
        case stuck
        case unread
        case unremovable
    }

    let name: String
    var weight: Int
    var isOpen = false
    /// Not configured any more: forgotten when its last file lands.
    var isRemoved = false
    /// Heard of, first come first.
    var hinted = Line<FileName>()
    /// Found by a scan, by inode: neighbours by inode are neighbours on disk.
    var window = Line<FileName>()
    var taken: [FileName: Standing] = [:]
    var remembered: [FileName: Memory] = [:]
    var scan = Scan()
    var inFlight = 0
    /// It has little in flight: what is committed and has not left yet is some of it.
    var isQuiet: Bool { inFlight < Limits.quantum }
    var stuck = 0
    /// Files that could not be read at the last look.
    var unread = 0
    /// What was reported of it and has not passed.
    var reported: Set<Report> = []
    /// Its folder is there and could not be opened for want of descriptors or memory.
    var isShortOfResources = false
    /// As of the last scan that came to its end.
    var leftAlone = 0
    /// Monotonic; the earliest `due` among the remembered.
    var nextDue = UInt64.max
    /// Why the last scan failed; reported once. 0: it did not.
    var scanErrno: Int32 = 0
    /// Monotonic; a scan out of turn, for what could not be remembered.
    var scanDue = UInt64.max
    /// True while it waits in the round robin's ring, and in the quiet boxes' line.
    var isInTurn = false
    /// Files that its turn still has; 0 when it has none or a new one begins.
    var turnLeft = 0
    var isInQuietLine = false

    init(name: String, weight: Int) {
        self.name = name
        self.weight = weight
    }

    /// Names in the lines.
    var queued: Int { hinted.count + window.count }

    /// No more is taken from a box whose files cannot be removed.
    var isStuck: Bool { stuck >= Limits.stuckFiles }

    var mayBeTaken: Bool { isOpen && !isRemoved && !isStuck && queued > 0 }

    var wantsNames: Bool {
        isOpen && !isRemoved && !isStuck && (scan.isRunning || scan.isWanted) && !scan.isRequested
            && (window.isEmpty || (scan.isRunning && scan.isReadingAhead))
    }

    /// True when nothing of it can be taken now or soon.
    var isIdle: Bool {
        inFlight == 0
            && ((!isOpen && !isShortOfResources) || isStuck
                || (queued == 0 && !scan.isRunning && !scan.isWanted && scanDue == .max
                    && !hasYoung))
    }

    private var hasYoung: Bool {
        remembered.contains { if case .young = $0.value.kind { true } else { false } }
    }

    /// Takes up to `limit` names out of the lines: hinted ones first, a quarter of the places for
    /// scanned ones, so that neither starves the other.
    mutating func takeNames(_ limit: Int) -> [FileName] {
        let kept = min(window.count, limit / 4)
        var names = hinted.take(limit - kept)
        names += window.take(limit - names.count)
        return names
    }

    /// Takes a name out of the line that it is in.
    mutating func leaveLines(_ name: FileName) {
        hinted.remove { $0 == name }
        window.remove { $0 == name }
        scan.filling.removeAll { $0.name == name }
    }

    /// Forgets all that waits; what is in flight lands by itself.
    mutating func forgetWaiting() {
        hinted.removeAll()
        window.removeAll()
        taken = taken.filter { $0.value.isFlying }
        for name in taken.keys { taken[name]?.isHeardAgain = false }
        remembered.removeAll()
        scan = Scan(number: scan.number)
        stuck = 0
        unread = 0
        reported = []
        nextDue = .max
        scanDue = .max
    }

    /// What was reported and has passed since, which is not told of again.
    mutating func takeRelief() -> Set<Report> {
        var over: Set<Report> = []
        if !isStuck { over.insert(.stuck) }
        if unread == 0 { over.insert(.unread) }
        if stuck == 0 { over.insert(.unremovable) }
        over.formIntersection(reported)
        reported.subtract(over)
        return over
    }

    /// Replaces or adds a memory.
    mutating func remember(_ name: FileName, _ memory: Memory) {
        forget(name)
        switch memory.kind {
        case .stuck: stuck += 1
        case .trouble: unread += 1
        default: break
        }
        remembered[name] = memory
        nextDue = min(nextDue, memory.due)
    }

    /// Reckons ``nextDue`` anew.
    mutating func findNextDue(notBefore: UInt64) {
        nextDue = .max
        for (name, memory) in remembered where taken[name] == nil {
            nextDue = min(nextDue, max(memory.due, notBefore))
        }
    }

    mutating func makeAllDue(at now: UInt64) {
        for name in remembered.keys { remembered[name]?.due = now }
        findNextDue(notBefore: now)
    }

    @discardableResult
    mutating func forget(_ name: FileName) -> Memory? {
        guard let memory = remembered.removeValue(forKey: name) else { return nil }
        switch memory.kind {
        case .stuck: stuck -= 1
        case .trouble: unread -= 1
        default: break
        }
        return memory
    }
}

extension BoxState.Scan {
    fileprivate init(number: Int) {
        self.number = number
    }
}

/// Bounds that are not settings: each keeps a flood of names from becoming a flood of memory.
enum Limits {
    /// How soon it is looked again whether the spool and its boxes are still where they were, in
    /// nanoseconds; see ``IntakeState/planPlaceCheck(now:)``.
    static let placeCheck: UInt64 = 2_000_000_000
    /// Hints count as heard again when none was lost for so long, in nanoseconds.
    static let hintsPeace: UInt64 = 5_000_000_000
    /// How long a drain begins commits, in nanoseconds.
    static let drainTime: UInt64 = 5_000_000_000
    /// Names of one box that a scan holds, and hints that are held, each.
    static let names = 4096
    /// Names that one slice of a scan reads, about 0.2 ms.
    static let slice = 512
    /// Names of a large box that are kept in the order of their inodes, in bytes; with what
    /// is held while the next ones are found, two and a quarter times as many, for a moment three and
    /// a quarter.
    static let sieve = 4 << 20
    /// Boxes of which so much is kept; the names of others are taken as their directories have them.
    static let sieves = 1
    /// Files for one worker's turn.
    static let chunk = 64
    /// Files of a box of weight 1 in its turn.
    static let quantum = 8
    /// Files of one box that are remembered; more are found again by the next scan.
    static let remembered = 4096
    /// Files of one box that may be unremovable before nothing more is taken from it.
    static let stuckFiles = 256
    /// How long quiet boxes go ahead of a file that waits for room, in nanoseconds.
    static let roomPatience: UInt64 = 1_000_000_000
    /// A worker's turn, in nanoseconds: large files must not keep a quiet box's file waiting.
    static let turn: UInt64 = 2_000_000
    /// Waiting between attempts, in nanoseconds.
    static let backoffAtFirst: UInt64 = 100_000_000
    static let backoffAtLast: UInt64 = 5_000_000_000
    /// Rejected and receipt names, in bytes.
    static let writtenName = 200

    /// - Parameter attempts: failures so far, at least 1.
    static func backoff(after attempts: Int) -> UInt64 {
        min(backoffAtFirst << UInt64(min(attempts - 1, 10)), backoffAtLast)
    }
}
