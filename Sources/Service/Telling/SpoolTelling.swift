import Glibc
import Programme
import Spool

extension Troubles {
    func begin(boxGone box: String) {
        begin(
            .boxGone, of: box, "the drop box \(box) is gone. It is watched again when it is back.")
    }
}

/// What a state of the spool means to an admin, in words.
extension SpoolEvent {
    /// The box whose own trouble begins; nil if none does.
    var troubledBox: String? {
        switch self {
        case .boxGone(let box), .boxTrouble(let box, _), .boxStuck(let box, _),
            .fileTrouble(let box, _, _), .fileUnremovable(let box, _, _):
            box
        default: nil
        }
    }

    /// Tells it: a trouble that begins or ends, or a line by itself.
    func tell(_ announcer: Announcer, _ troubles: Troubles) {
        switch self {
        // That the ledger stopped the spool is told by who asked the ledger.
        case .stopped: break
        case .spoolGone, .spoolBack: tellOfSpool(troubles)
        case .boxOpened, .boxGone, .boxTrouble, .boxRecovered, .boxStuck, .boxUnstuck:
            tellOfBox(troubles)
        case .fileTrouble, .filesReadable, .fileUnremovable, .filesRemovable:
            tellOfFile(troubles)
        case .folderIgnored(let name):
            announcer.say(
                .folderIgnored,
                """
                incoming/\(masked(name)) is no registered source's drop box: nothing in it is looked at. \
                Add it to sources.yaml and reload, or remove the folder.
                """)
        case .hintsLost, .hintsHeard, .intakeWaits, .intakeGoesOn, .commitWaits, .commitGoesOn,
            .settleWaits, .settleGoesOn:
            tellOfWork(troubles)
        case .endedUncleanly, .suspectsExamined, .suspectShunned, .notesMissing:
            tellOfSuspects(announcer)
        }
    }

    private func tellOfSpool(_ troubles: Troubles) {
        switch self {
        case .spoolGone(let path, let errno):
            troubles.endAll(because: "the spool is gone")
            troubles.begin(
                .spoolGone,
                "the spool \(path) is gone (\(words(errno))). Nothing is taken until it is back.")
        case .spoolBack(let path):
            troubles.end(.spoolGone, "the spool \(path) is back and is being watched.")
        default: break
        }
    }

    private func tellOfBox(_ troubles: Troubles) {
        switch self {
        case .boxOpened(let box):
            troubles.end(.boxGone, of: box, "the drop box \(box) is back.")
        case .boxGone(let box):
            troubles.endAll(ofBox: box, because: "its drop box is gone")
            troubles.begin(boxGone: box)
        case .boxTrouble(let box, let errno):
            troubles.begin(
                .boxTrouble, of: box, "the drop box \(box) cannot be watched: \(words(errno)).")
        case .boxRecovered(let box):
            troubles.end(.boxTrouble, of: box, "the drop box \(box) is watched again.")
        case .boxStuck(let box, let files):
            troubles.begin(
                .boxStuck, of: box,
                """
                \(files) files of \(box) are recorded but cannot be removed: no more are taken from \
                it. Remove them by hand, or give the daemon the right to.
                """)
        case .boxUnstuck(let box):
            troubles.end(.boxStuck, of: box, "files are taken from \(box) again.")
        default: break
        }
    }

    private func tellOfSuspects(_ announcer: Announcer) {
        switch self {
        case .endedUncleanly(let process, let signal, let suspects):
            announcer.say(
                .endedUncleanly,
                """
                the okoced before (process \(process)) \(DeathRecord.words(signal)). Files that it \
                had in work: \(suspects). They are taken one at a time, before any other.
                """)
        case .suspectsExamined:
            announcer.say(
                .recovered,
                "the files that were in work at the last end are examined; others are taken.")
        case .suspectShunned(let box, let name, let deaths):
            announcer.say(
                .deadly,
                """
                deadly: \(box)/\(masked(name)). \(deaths.story) It could not even be set aside and is \
                not opened any more. This is a fault of the program: report it, and move the file \
                away by hand.
                """)
        case .notesMissing(let path, let errno):
            announcer.say(
                .trouble,
                """
                which files are in work cannot be noted in \(path): \(words(errno)). A file that \
                killed okoced would not be found out.
                """)
        default: break
        }
    }

    private func tellOfFile(_ troubles: Troubles) {
        switch self {
        case .fileTrouble(let box, let name, let errno):
            troubles.begin(
                .fileTrouble, of: box,
                """
                \(box)/\(masked(name)) cannot be read: \(words(errno)). It is tried again, as are others \
                of \(box) if there are.
                """)
        case .filesReadable(let box):
            troubles.end(.fileTrouble, of: box, "no file of \(box) waits to be readable any more.")
        case .fileUnremovable(let box, let name, let errno):
            troubles.begin(
                .fileUnremovable, of: box,
                """
                \(box)/\(masked(name)) is recorded but cannot be removed: \(words(errno)). It is not read \
                again; remove it by hand, and others of \(box) if there are.
                """)
        case .filesRemovable(let box):
            troubles.end(.fileUnremovable, of: box, "all recorded files of \(box) are removed.")
        default: break
        }
    }

    private func tellOfWork(_ troubles: Troubles) {
        switch self {
        case .hintsLost:
            troubles.begin(
                .hintsLost,
                "the kernel dropped notices of new files: all drop boxes are read again.")
        case .hintsHeard: troubles.end(.hintsLost, "notices of new files arrive again.")
        case .intakeWaits(let errno):
            troubles.begin(
                .intakeWaits, "no file can be opened now: \(words(errno)). The files wait.")
        case .intakeGoesOn: troubles.end(.intakeWaits, "files are opened again.")
        case .commitWaits(let reason):
            troubles.begin(
                .ledgerWaits, "the ledger cannot record now: \(reason). The files wait.")
        case .commitGoesOn: troubles.end(.ledgerWaits, "the ledger records again.")
        case .settleWaits(let box, let errno):
            troubles.begin(
                .settleWaits,
                """
                files of \(box) are recorded but cannot leave their box: \(words(errno)). No more are \
                taken meanwhile.
                """)
        case .settleGoesOn: troubles.end(.settleWaits, "files leave their boxes again.")
        default: break
        }
    }

    /// A sender chose it, and may have put a NIK into it.
    private func masked(_ name: FileName) -> String {
        Masking.maskingPeople(in: name.printable)
    }

    private func words(_ errno: Int32) -> String {
        switch errno {
        case ESTALE: "it is another directory now"
        case EXDEV: "another file system is mounted there"
        default: String(cString: strerror(errno))
        }
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
