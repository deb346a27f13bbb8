import Glibc
import Synchronization
import SystemPackage

/// Opens and reads files that others made: decides on the open descriptor what it is, whose it is
/// and whether it is whole, before and after the one read.
struct Looker: Sendable {
    let settleTime: Int64
    let maximumFileSize: Int64
    let rules: NameRules
    let budget: ByteBudget

    /// One look's outcome.
    enum Look {
        case read(Ticket, Delivery)
        case found(Finding)
    }

    func look(at candidate: Candidate, in handle: BoxHandle) -> Look {
        let visit = Visit(looker: self, candidate: candidate, handle: handle)
        do {
            return try visit.look()
        } catch .noSuchFileOrDirectory {
            return .found(.vanished)
        } catch {
            return error.isShortage
                ? .found(.noResources(errno: error.rawValue))
                : .found(.trouble(nil, errno: error.rawValue))
        }
    }

    /// The same, under its other name if a suspect was renamed before its holder died.
    func findAndLook(at candidate: Candidate, in handle: BoxHandle) -> Look {
        let found = look(at: candidate, in: handle)
        guard case .found(.vanished) = found, let attempt = candidate.suspect?.held.attempt else {
            return found
        }
        for own in rules.ownNames(attempt: attempt) where own != candidate.name {
            var renamed = candidate
            renamed.name = own
            switch look(at: renamed, in: handle) {
            case .found(.vanished): continue
            case .found(let finding): return .found(finding)
            case .read(var ticket, let delivery):
                ticket.takenAs = candidate.name
                return .read(ticket, delivery)
            }
        }
        return found
    }
}

/// One look at one file.
private struct Visit {
    let looker: Looker
    let candidate: Candidate
    let handle: BoxHandle

    private var parent: Int32 { handle.directory.descriptor }

    func look() throws(Errno) -> Looker.Look {
        if let suspect = candidate.suspect, suspect.isCondemned {
            let identity = FileIdentity(try System.status(at: parent, candidate.name))
            if suspect.held.identity?.isSameContent(as: identity) != false {
                return deliver(.unreadable(.deadly(suspect.deaths)), identity, bytes: 0)
            }
        }
        if candidate.isSpecial || candidate.seen?.isDone == true {
            let status = try System.status(at: parent, candidate.name)
            let identity = FileIdentity(status)
            if isDone(identity) { return .found(.unchanged) }
            let kind = FileKind(mode: status.st_mode)
            if kind != .regular { return unread(.notRegular(kind), identity) }
        }
        let descriptor: Int32
        do {
            descriptor = try System.openForReading(at: parent, candidate.name)
        } catch {
            return try cannotOpen(error)
        }
        defer { close(descriptor) }
        return try lookInto(descriptor)
    }

    /// What cannot be opened is judged by its name: nothing is read of it.
    private func cannotOpen(_ failure: Errno) throws(Errno) -> Looker.Look {
        if failure == .noSuchFileOrDirectory || failure.isShortage { throw failure }
        let status = try System.status(at: parent, candidate.name)
        let identity = FileIdentity(status)
        let kind = FileKind(mode: status.st_mode)
        if kind != .regular { return unread(.notRegular(kind), identity) }
        if failure == .permissionDenied || failure == .notPermitted {
            return unread(
                handle.mayOwn(identity.owner) ? .noPermission : .wrongOwner(uid: identity.owner),
                identity)
        }
        return inTrouble(identity, failure)
    }

    private func lookInto(_ descriptor: Int32) throws(Errno) -> Looker.Look {
        let status = try System.status(of: descriptor)
        let identity = FileIdentity(status)
        if isDone(identity) { return .found(.unchanged) }
        let kind = FileKind(mode: status.st_mode)
        guard kind == .regular else { return unread(.notRegular(kind), identity) }
        guard handle.mayOwn(identity.owner) else {
            return unread(.wrongOwner(uid: identity.owner), identity)
        }
        guard identity.size <= looker.maximumFileSize else {
            return unread(
                .tooLarge(size: identity.size, limit: looker.maximumFileSize), identity)
        }
        // A link's name appears when the file is whole already.
        guard
            candidate.isHinted || isKnownSuspect(identity) || status.st_nlink > 1
                || isSettled(identity, since: identity.modified)
        else { return .found(.young(identity)) }
        return try read(descriptor, identity)
    }

    private func read(_ descriptor: Int32, _ identity: FileIdentity) throws(Errno) -> Looker.Look {
        let size = Int(identity.size)
        guard looker.budget.reserve(size, isAhead: candidate.isAhead) else {
            return .found(.noRoom(looker.budget.roomNeeded(for: size)))
        }
        var isRead = false
        defer { if !isRead { looker.budget.release(size) } }
        let bytes: [UInt8]
        do {
            bytes = try System.read(descriptor, upTo: size)
        } catch {
            return inTrouble(identity, error)
        }
        // A file that grew, shrank or was written to meanwhile is not what was read.
        let after = FileIdentity(try System.status(of: descriptor))
        guard bytes.count == size, after.isSameContent(as: identity) else {
            return .found(.young(after))
        }
        if after.changed != identity.changed, try !stillHolds(bytes, descriptor) {
            return .found(.young(after))
        }
        isRead = true
        return deliver(.bytes(bytes), after, bytes: size)
    }

    /// A change of ctime alone is mostly a link's: one that its sender takes away after a delivery
    /// by link, or one that somebody else makes and takes away all the time to keep a rival's file
    /// from ever being taken. So the bytes decide.
    private func stillHolds(_ bytes: [UInt8], _ descriptor: Int32) throws(Errno) -> Bool {
        try System.check { lseek(descriptor, 0, SEEK_SET) == 0 ? 0 : -1 }
        return try System.read(descriptor, upTo: bytes.count) == bytes
    }

    // MARK: Outcomes

    /// Not to be read. Given a moment all the same: an upload may be made a file, given to its
    /// owner or made readable right after it appears.
    private func unread(_ reason: UnreadableReason, _ identity: FileIdentity) -> Looker.Look {
        if isDone(identity) { return .found(.unchanged) }
        guard isSettled(identity, since: max(identity.modified, identity.changed)) else {
            return .found(.young(identity))
        }
        return deliver(.unreadable(reason), identity, bytes: 0)
    }

    private func inTrouble(_ identity: FileIdentity, _ failure: Errno) -> Looker.Look {
        isLastChance(identity)
            ? deliver(.unreadable(.io(errno: failure.rawValue)), identity, bytes: 0)
            : .found(.trouble(identity, errno: failure.rawValue))
    }

    private func deliver(
        _ contents: Contents, _ identity: FileIdentity, bytes: Int
    ) -> Looker.Look {
        var leftoverOf: ClosedRange<Int64>?
        if case .leftover(let attempt) = looker.rules.kind(of: candidate.name) {
            leftoverOf = WaysOut.attempts(from: attempt)
        }
        let given = candidate.given ?? candidate.name
        return .read(
            Ticket(
                handle: handle, takenAs: candidate.name, name: candidate.name, given: given,
                identity: identity, bytes: bytes),
            Delivery(
                box: handle.name, name: given, identity: identity, leftoverOf: leftoverOf,
                contents: contents, isLastChance: isLastChance(identity), receivedAt: Clock.wall))
    }

    // MARK: Memory

    /// It was whole enough for who died of it.
    private func isKnownSuspect(_ identity: FileIdentity) -> Bool {
        candidate.suspect?.held.identity?.isSameContent(as: identity) == true
    }

    private func isDone(_ identity: FileIdentity) -> Bool {
        guard let seen = candidate.seen, seen.isDone else { return false }
        return seen.identity.isSameContent(as: identity)
    }

    private func isLastChance(_ identity: FileIdentity) -> Bool {
        guard let seen = candidate.seen else { return false }
        return seen.isLastChance && seen.identity == identity
    }

    /// Old enough by the wall clock, or seen unchanged for long enough by the monotonic one: a
    /// file's time can lie in the future.
    private func isSettled(_ identity: FileIdentity, since: Int64) -> Bool {
        if let seen = candidate.seen, seen.isSettled, seen.identity == identity { return true }
        let age = Clock.wall &- since
        return age >= looker.settleTime
    }
}

/// The bytes of files between read and commit.
final class ByteBudget: Sendable {
    private let used = Atomic<Int>(0)
    private let limit: Atomic<Int>

    /// - Parameter limit: in bytes.
    init(limit: Int) {
        self.limit = Atomic(limit)
    }

    var inFlight: Int { used.load(ordering: .relaxed) }

    func setLimit(_ bytes: Int) {
        limit.store(bytes, ordering: .relaxed)
    }

    /// What must be free for a file of so many bytes: at most three quarters of the limit, which the
    /// largest may exceed, else it would wait until nothing at all is in flight; and at least one, else
    /// an empty file could need nothing and not have it.
    func roomNeeded(for bytes: Int) -> Int {
        let limit = limit.load(ordering: .relaxed)
        return max(1, min(bytes, limit - limit / 4))
    }

    /// - Parameter isAhead: of a quiet box, for which a quarter more is kept: one source's
    ///   large files must not keep another's small one waiting for a place.
    /// - Returns: false if there is no room. Any size has room when nothing else is in flight.
    func reserve(_ bytes: Int, isAhead: Bool = false) -> Bool {
        let before = used.wrappingAdd(bytes, ordering: .relaxed).oldValue
        let limit = limit.load(ordering: .relaxed)
        if before == 0 || before + roomNeeded(for: bytes) <= limit { return true }
        if isAhead, before + bytes <= limit + limit / 4 { return true }
        release(bytes)
        return false
    }

    func release(_ bytes: Int) {
        used.wrappingSubtract(bytes, ordering: .relaxed)
    }
}
