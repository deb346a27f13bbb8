import Synchronization

/// A box's number, given once and never again.
struct BoxID: Hashable, Sendable {
    let number: Int
}

/// An open box, shared by all files on their way from it.
final class BoxHandle: Sendable {
    let id: BoxID
    let name: String
    let mayOwn: @Sendable (UInt32) -> Bool
    let directory: DirectoryHandle
    let place: SpoolPlace
    private let gone = Atomic<Bool>(false)

    init(
        id: BoxID, name: String, mayOwn: @escaping @Sendable (UInt32) -> Bool,
        directory: DirectoryHandle, place: SpoolPlace
    ) {
        self.id = id
        self.name = name
        self.mayOwn = mayOwn
        self.directory = directory
        self.place = place
    }

    /// True once the folder is not under its path any more: its files are not removed then, for
    /// who looks for them there must find them. The next start settles them.
    var isGone: Bool { gone.load(ordering: .relaxed) || place.isGone }

    func markGone() {
        gone.store(true, ordering: .relaxed)
    }
}

/// A file to be looked at.
struct Candidate: Sendable, Equatable {
    let box: BoxID
    /// Where it stands.
    var name: FileName
    /// Its first name, when it stands under one of ours.
    var given: FileName?
    /// A writer closed it or moved it in: it is read at once.
    var isHinted: Bool
    /// The directory says it is no regular file: it is looked at, not opened.
    var isSpecial: Bool
    /// Of a quiet box.
    var isAhead = false
    /// What the last look found.
    var seen: Seen?
    /// Somebody died with it in his hands: it is looked at alone.
    var suspect: Suspect?
}

/// What the last look at a file found, and what follows if it is still so.
struct Seen: Sendable, Equatable {
    let identity: FileIdentity
    /// Unchanged for the settle time.
    var isSettled: Bool
    /// Unchanged for as long as an incomplete file is waited for.
    var isLastChance: Bool
    /// Nothing is to be done as long as it is unchanged.
    var isDone: Bool
}

/// Why a look made no job.
enum Finding: Sendable, Equatable {
    /// The worker's turn was over before.
    case notReached
    /// The byte window is full; so many bytes are needed.
    case noRoom(Int)
    /// No descriptor, no memory.
    case noResources(errno: Int32)
    case vanished
    /// As it was when it was last seen, and that was done with.
    case unchanged
    /// Too young, or changed while it was read.
    case young(FileIdentity)
    case incomplete(FileIdentity)
    /// Identity is nil when not even that could be had.
    case trouble(FileIdentity?, errno: Int32)
}

/// A look that made no job.
struct Found: Sendable, Equatable {
    let candidate: Candidate
    let finding: Finding
}

/// A file that was read, on its way to be settled.
struct Ticket: Sendable {
    let handle: BoxHandle
    /// The name by which the intake knows it.
    var takenAs: FileName
    /// Where it stands; another one once it is moved aside.
    var name: FileName
    /// The sender's name for it, or ours if the sender's is not known.
    let given: FileName
    let identity: FileIdentity
    /// Reserved in the byte window until the commit.
    let bytes: Int
}

/// A committed file.
struct SettleItem: Sendable {
    var ticket: Ticket
    var settlement: Settlement
}

/// What settling did.
enum SettleOutcome: Sendable {
    /// Removed, rejected, or removed by its sender before.
    case gone
    /// Another delivery had taken the name; it now stands under ours.
    case newer(at: FileName)
    /// Our name is taken by another file, which must be settled first.
    case blocked(SettleItem, by: FileName)
    case unremovable(SettleItem, errno: Int32)
    /// Given up: the spool is gone, stopped or drained. The next start settles it.
    case abandoned
}

/// What became of one file in flight.
struct Settled: Sendable {
    let box: BoxID
    /// The name under which it was taken.
    let name: FileName
    let given: FileName
    let outcome: SettleOutcome
}

/// What the intake's logic wants done.
enum IntakeAction: Sendable {
    /// Look at these, on worker `slot`; `isAhead` if their jobs go before others that wait.
    case look(slot: Int, [Candidate], isAhead: Bool)
    /// Read a slice of the folder's names; anew from its beginning if `isFirst`. If `isAhead` there
    /// is no place for names yet.
    case scan(BoxID, isFirst: Bool, isAhead: Bool)
    case settleAgain([SettleItem])
    /// This suspect alone is in work from now on, and then not any more.
    case examine(suspect: Int)
    case close(suspect: Int)
    /// Compare the open folders with what stands at their paths, look for new ones.
    case checkPlace
    case observe(SpoolEvent)
    /// All that was asked to be idle for is.
    case idle
    /// Draining is over; so many files are committed and could not be settled.
    case drained(unsettled: Int)
}
