internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// Moves the write-ahead log into the ledger's file when it has grown long enough, and knows how
/// long it is.
///
/// SQLite would do the first by itself, but within the commit, and it swallows every failure of it: a
/// failed fsync of the ledger's file would be known to nobody. And a reader that never ends keeps the
/// log from being moved, which only its length shows.
final class LogWatch: Sendable {
    /// Pages (of 4 KiB) after which they are moved, where each commit has many: who comes meanwhile
    /// waits for it, and so it must be short.
    private let limit: Int
    /// Where commits are shorter than this share of the limit, four times as many: one file after the
    /// other comes then, and fewer than one in two hundred is to meet it.
    private static let shortShare = 16
    private static let limitsOfShort = 4
    /// Where commits are long, so many of the longest are moved together, up to so many limits: one
    /// that changes people of the whole city is by itself longer than the limit, and to move each alone
    /// brings the same pages to the disk again and again.
    private static let commitsTogether = 3
    private static let mostLimits = 16

    private let pages = Atomic<Int>(0)
    /// The longest commit since the log began anew, in pages.
    private let longest = Atomic<Int>(0)
    /// The last commit made it long enough.
    private let isLong = Atomic<Bool>(false)
    /// It was so before, and somebody went ahead of it.
    private let hasWaited = Atomic<Bool>(false)

    init(checkpointPages: Int) {
        limit = checkpointPages
    }

    /// Whether it is time to move the log.
    var isDue: Bool { isLong.load(ordering: .relaxed) }

    /// The log's bytes, if it is at least twice as long as it should become; else nil.
    var overlong: Int64? {
        let pages = pages.load(ordering: .acquiring)
        let most = max(
            due(longest.load(ordering: .relaxed)), LogWatch.limitsOfShort * limit)
        return pages >= 2 * most ? Int64(pages) * 4096 : nil
    }

    /// - Parameter longest: the longest commit, in pages.
    private func due(_ longest: Int) -> Int {
        let isShort = longest < limit / LogWatch.shortShare
        let least = isShort ? LogWatch.limitsOfShort * limit : limit
        return min(max(longest * LogWatch.commitsTogether, least), LogWatch.mostLimits * limit)
    }

    /// Hears of each commit of this connection. The watch must outlive the connection.
    func install(on database: Database) {
        let watch = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            database.sqliteConnection,
            { watch, _, _, pages in
                guard let watch else { return SQLITE_OK }
                Unmanaged<LogWatch>.fromOpaque(watch).takeUnretainedValue()
                    .committed(pages: Int(pages))
                return SQLITE_OK
            }, watch)
    }

    private func committed(pages: Int) {
        let before = self.pages.load(ordering: .relaxed)
        // A log that is shorter than before has begun anew.
        let isNew = pages <= before
        let longest = isNew ? pages : max(pages - before, self.longest.load(ordering: .relaxed))
        // Before the pages: who looks in between must not find them too many.
        self.longest.store(longest, ordering: .releasing)
        self.pages.store(pages, ordering: .releasing)
        isLong.store(pages >= due(longest), ordering: .relaxed)
    }

    /// Moves the log if it is time, at the end of a turn on the writing connection.
    ///
    /// - Parameter mayWait: what comes next may go ahead, once.
    /// - Throws: input/output errors only, after which the daemon stops and starts anew; what was
    ///   committed is in the log. What waiting mends shows in ``overlong`` if it lasts.
    func move(on session: Session, mayWait: Bool = false) throws(SQLFailure) {
        guard isDue else { return }
        if mayWait, !hasWaited.exchange(true, ordering: .relaxed) { return }
        isLong.store(false, ordering: .relaxed)
        hasWaited.store(false, ordering: .relaxed)
        let code = sqlite3_wal_checkpoint_v2(
            session.connection, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        if code & 0xff == SQLITE_IOERR { throw session.failure(atCommit: true) }
    }
}
