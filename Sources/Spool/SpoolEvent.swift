/// A state that an admin must see. Each is reported when it begins and when it ends, not as long as
/// it lasts. A box's own states end with ``boxGone(box:)`` and ``spoolGone(path:errno:)`` too.
public enum SpoolEvent: Sendable, Hashable {
    /// The box's folder is there and is being watched.
    case boxOpened(box: String)
    /// The box's folder was removed, moved, unmounted or mounted over. Looked for again.
    case boxGone(box: String)
    /// The box's folder is there but cannot be opened or watched (EXDEV: another file system is
    /// mounted there); without a watch it is read every
    /// ``SpoolConfiguration/rescanInterval``.
    case boxTrouble(box: String, errno: Int32)
    /// The box is open, watched and read again.
    case boxRecovered(box: String)
    /// So many files of the box can be read but not removed that no more are taken from it.
    case boxStuck(box: String, files: Int)
    /// Files are taken from the box again.
    case boxUnstuck(box: String)
    /// A folder under `incoming/` that is no box's. Nothing in it is looked at.
    case folderIgnored(name: FileName)

    /// `incoming/` is not any more what was opened: moved, unmounted, mounted over or removed.
    /// Nothing is taken and nothing is removed until it is back.
    case spoolGone(path: String, errno: Int32)
    /// `incoming/` is there again and is being watched.
    case spoolBack(path: String)

    /// The kernel's queue of hints overflowed, or cannot be read; every box is read again.
    case hintsLost
    /// No hint was lost for a while, and every box was read to its end since.
    case hintsHeard
    /// No descriptor or no memory for the next file. Nothing is taken until there is.
    case intakeWaits(errno: Int32)
    /// Files are taken again.
    case intakeGoesOn

    /// The host could not commit and may later. Nothing is lost; the same batch is tried again.
    case commitWaits(reason: String)
    /// Commits work again.
    case commitGoesOn
    /// The disk is full or read-only: files stay in their boxes until it is not.
    case settleWaits(box: String, errno: Int32)
    /// Files leave their boxes again.
    case settleGoesOn

    /// Reading failed. The file waits and is tried again.
    case fileTrouble(box: String, name: FileName, errno: Int32)
    /// No file of the box is in such trouble any more: they were read, condemned or taken away.
    case filesReadable(box: String)
    /// Recorded, but it cannot be removed or moved. It is remembered, not read again, and tried
    /// again now and then.
    case fileUnremovable(box: String, name: FileName, errno: Int32)
    /// No file of the box is unremovable any more.
    case filesRemovable(box: String)

    /// The process before did not end in order. Who it was, the signal that it died of (0 if it did
    /// not come to say), and how many files are examined alone, before any other is taken.
    case endedUncleanly(process: Int32, signal: Int32, suspects: Int)
    /// The last suspect was examined; others are taken.
    case suspectsExamined
    /// Even setting the file aside killed the process: it is left where it is and not opened until
    /// it is changed or removed.
    case suspectShunned(box: String, name: FileName, deaths: DeathRecord)
    /// Which files are in work cannot be noted; all else goes on.
    case notesMissing(path: String, errno: Int32)

    /// The host said ``CommitFailure/stop(reason:)``. Nothing more is taken, committed or removed.
    case stopped(reason: String)
}
