/// A file that is in work, so that who comes after a death finds it again.
struct HeldFile: Sendable, Equatable {
    var box: FileName
    var name: FileName
    /// Nil as long as it is not opened.
    var identity: FileIdentity?
    /// The number under which it is settled, and so its other name.
    var attempt: Int64?
    var step: WorkStep

    /// Whether both are one file, the name changed or not.
    func isSameFile(as other: HeldFile) -> Bool {
        guard box == other.box else { return false }
        guard let identity, let theirs = other.identity else { return name == other.name }
        return identity.isSameContent(as: theirs)
    }
}

/// A held file whose holder died: to be examined alone.
struct Suspect: Sendable, Equatable {
    enum State: UInt32, Sendable {
        /// To be examined.
        case waiting = 0
        /// Nothing is held against it any more.
        case over = 1
        /// Its being set aside killed too: left where it is, not even opened.
        case shunned = 2
    }

    /// Deaths without a word that condemn. Each can be anybody's SIGKILL, and an operator in a
    /// hurry sends several; so many with the very same file in work, and no other, are taken for
    /// that file's doing: it makes the kernel run out of memory, say.
    static let kills = 12

    var held: HeldFile
    var deaths: DeathRecord
    var state = State.waiting

    /// Whether it is set aside and not read: alone in work, it killed.
    var isCondemned: Bool { deaths.crashes > 0 || deaths.kills >= Suspect.kills }
}
