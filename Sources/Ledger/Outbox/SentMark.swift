internal import Synchronization

/// How far the journal has been sent the notices, and when, counted from which boot.
struct SentMark: Hashable {
    let upTo: Int64
    let bootID: String
    /// Seconds since that boot.
    let uptime: Int64
}

extension Ledger {
    /// Notes that the journal has been sent all notices up to a number.
    ///
    /// Not written at once: it rides in the next batch. When there is none for a second, call
    /// ``flushSentMark()``. What was noted and not written is sent twice after a crash.
    ///
    /// - Parameters:
    ///   - upTo: the last notice's number.
    ///   - bootID: `/proc/sys/kernel/random/boot_id`.
    package func markSent(upTo: Int64, bootID: String) {
        let mark = SentMark(upTo: upTo, bootID: bootID, uptime: options.uptime())
        sentMark.withLock { $0 = mark }
    }

    /// Writes down in a transaction of its own what ``markSent(upTo:bootID:)`` noted, if anything.
    ///
    /// - Throws: see ``LedgerError/nextStep``.
    package func flushSentMark() throws(LedgerError) {
        guard let mark = pendingSentMark else { return }
        try transaction { (session) throws(SQLFailure) in try session.write(mark) }
            .get(orThrow: path)
        forget(mark)
    }

    /// The number up to which the journal surely has the notices: send from the next one on.
    ///
    /// The journal brings to its disk only every five minutes what it was sent. So in a new boot
    /// the mark steps back to where it was ten minutes before it was last written.
    ///
    /// - Parameter bootID: of the present boot.
    package func sentWatermark(bootID: String) throws(LedgerError) -> Int64 {
        try write { (session) throws(SQLFailure) in try session.sentWatermark(bootID: bootID) }
    }

    var pendingSentMark: SentMark? { sentMark.withLock { $0 } }

    /// Forgets a mark that is written down, unless a later one has come meanwhile.
    func forget(_ mark: SentMark) {
        sentMark.withLock { if $0 == mark { $0 = nil } }
    }
}

extension Session {
    /// How long a notice may be with the journal and not yet on its disk, twice over, in seconds.
    private static let unsurePeriod: Int64 = 600
    /// Marks nearer together than this share a row, in seconds.
    private static let markPeriod: Int64 = 10

    /// Writes a mark, and removes those that nobody will need again.
    ///
    /// A boot's rows begin with what was sure of the boot before, dated so early that it is sure.
    func write(_ mark: SentMark) throws(SQLFailure) {
        let marks = try lastMarks()
        if marks.first?.mark.bootID != mark.bootID {
            let sure = try sentWatermark(bootID: mark.bootID)
            try run("DELETE FROM sent")
            try insert(
                SentMark(
                    upTo: sure, bootID: mark.bootID, uptime: mark.uptime - Session.unsurePeriod))
        } else if marks.count == 2, mark.uptime - marks[1].mark.uptime < Session.markPeriod {
            return try run(
                "UPDATE sent SET uptime_s = ?, up_to = ? WHERE id = ?",
                mark.uptime, mark.upTo, marks[0].id)
        }
        try insert(mark)
        try run(
            "DELETE FROM sent WHERE id < (SELECT max(id) FROM sent WHERE uptime_s <= ?)",
            mark.uptime - Session.unsurePeriod)
    }

    func sentWatermark(bootID: String) throws(SQLFailure) -> Int64 {
        guard let last = try lastMarks().first?.mark else { return 0 }
        guard last.bootID != bootID else { return last.upTo }
        return try first(
            "SELECT up_to FROM sent WHERE uptime_s <= ? ORDER BY id DESC",
            last.uptime - Session.unsurePeriod
        ) { (row) throws(SQLFailure) in row.integer(0) } ?? 0
    }

    private func insert(_ mark: SentMark) throws(SQLFailure) {
        try run(
            "INSERT INTO sent (boot_id, uptime_s, up_to) VALUES (?, ?, ?)",
            mark.bootID, mark.uptime, mark.upTo)
    }

    /// The last mark and the one before it, as far as there are any.
    private func lastMarks() throws(SQLFailure) -> [(id: Int64, mark: SentMark)] {
        try rows("SELECT id, up_to, boot_id, uptime_s FROM sent ORDER BY id DESC LIMIT 2") {
            (row) throws(SQLFailure) in
            (
                id: row.integer(0),
                mark: SentMark(
                    upTo: row.integer(1), bootID: row.text(2), uptime: row.integer(3))
            )
        }
    }
}
