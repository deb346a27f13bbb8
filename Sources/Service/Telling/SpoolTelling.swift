import Glibc
import Programme
import Spool

/// What a state of the spool means to an admin, in words; nil where it is not worth a line.
extension SpoolEvent {
    var announcement: Announcement? {
        switch self {
        // That the ledger stopped the spool is told by who asked the ledger.
        case .boxOpened, .hintsLost, .stopped: nil
        case .boxGone(let box):
            .trouble("the drop box \(box) is gone. It is watched again when it is back.")
        case .boxTrouble(let box, let errno):
            .trouble("the drop box \(box) cannot be watched: \(words(errno)).")
        case .boxStuck(let box, let files):
            .trouble(
                """
                \(files) files of \(box) are recorded but cannot be removed: no more are taken from \
                it. Remove them by hand, or give the daemon the right to.
                """)
        case .folderIgnored(let name):
            Announcement(
                .folderIgnored,
                """
                incoming/\(masked(name)) is no registered source's drop box: nothing in it is looked at. \
                Add it to sources.yaml and reload, or remove the folder.
                """)
        case .spoolGone(let path, let errno):
            .trouble(
                "the spool \(path) is gone (\(words(errno))). Nothing is taken until it is back.")
        case .spoolBack(let path): .recovered("the spool \(path) is back and is being watched.")
        case .intakeWaits(let errno):
            .trouble("no file can be opened now: \(words(errno)). The files wait.")
        case .intakeGoesOn: .recovered("files are opened again.")
        case .commitWaits(let reason):
            .trouble("the ledger cannot record now: \(reason). The files wait.")
        case .commitGoesOn: .recovered("the ledger records again.")
        case .settleWaits(let box, let errno):
            .trouble("files of \(box) are recorded but cannot leave their box: \(words(errno)).")
        case .settleGoesOn: .recovered("files leave their boxes again.")
        case .fileTrouble(let box, let name, let errno):
            .trouble("\(box)/\(masked(name)) cannot be read: \(words(errno)). It is tried again.")
        case .endedUncleanly(let process, let signal, let suspects):
            Announcement(
                .endedUncleanly,
                """
                the okoced before (process \(process)) \(DeathRecord.words(signal)). Files that it \
                had in work: \(suspects). They are taken one at a time, before any other.
                """)
        case .suspectsExamined:
            .recovered(
                "the files that were in work at the last end are examined; others are taken.")
        case .suspectShunned(let box, let name, let deaths):
            Announcement(
                .deadly,
                """
                deadly: \(box)/\(masked(name)). \(deaths.sentence) It could not even be set aside and \
                is not opened any more; remove it by hand.
                """)
        case .notesMissing(let path, let errno):
            .trouble(
                """
                which files are in work cannot be noted in \(path): \(words(errno)). A file that \
                killed okoced would not be found out.
                """)
        case .fileUnremovable(let box, let name, let errno):
            Announcement(
                .fileUnremovable,
                """
                \(box)/\(masked(name)) is recorded but cannot be removed: \(words(errno)). It is not read \
                again; remove it by hand.
                """)
        }
    }

    /// A sender chose it, and may have put a NIK into it.
    private func masked(_ name: FileName) -> String {
        Masking.maskingPeople(in: name.printable)
    }

    private func words(_ errno: Int32) -> String {
        errno == 0 ? "it is another directory now" : String(cString: strerror(errno))
    }
}

extension Announcement {
    fileprivate static func trouble(_ message: String) -> Announcement {
        Announcement(.trouble, message)
    }

    fileprivate static func recovered(_ message: String) -> Announcement {
        Announcement(.recovered, message)
    }
}

extension DrainResult {
    /// What was left undone, for the last line before the end.
    var sentence: String {
        if let stopReason { return stopReason }
        if uncommitted + unsettled == 0 { return "Nothing is left half done." }
        return """
            \(uncommitted) files could not be recorded and \(unsettled) not be removed; the next \
            start takes them up.
            """
    }
}
