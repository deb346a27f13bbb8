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

    private struct State {
        var pages = 0
        /// The longest commit since the log began anew, in pages.
        var longest = 0
        /// The last commit made it long enough.
        var isLong = false
        /// It was so before, and somebody went ahead of it.
        var hasWaited = false
    }

    private let state = Mutex(State())

    init(checkpointPages: Int) {
        limit = checkpointPages
    }

    /// Whether it is time to move the log.
    var isDue: Bool { state.withLock { $0.isLong } }

    /// The log's bytes, if it is at least twice as long as it and the commits that come until it is
    /// moved should make it; else nil.
    var overlong: Int64? {
        let (pages, longest) = state.withLock { ($0.pages, $0.longest) }
        let most = max(due(longest), LogWatch.limitsOfShort * limit) + longest
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
        state.withLock { state in
            // A log that is shorter than before has begun anew.
            let isNew = pages <= state.pages
            state.longest = isNew ? pages : max(pages - state.pages, state.longest)
            state.pages = pages
            state.isLong = pages >= due(state.longest)
        }
    }

    /// Moves the log if it is time, at the end of a turn on the writing connection.
    ///
    /// - Parameter mayWait: what comes next may go ahead, once.
    /// - Throws: input/output errors only, after which the daemon stops and starts anew; what was
    ///   committed is in the log. What waiting mends shows in ``overlong`` if it lasts.
    func move(on session: Session, mayWait: Bool = false) throws(SQLFailure) {
        let isTime = state.withLock { state in
            guard state.isLong else { return false }
            if mayWait, !state.hasWaited {
                state.hasWaited = true
                return false
            }
            state.hasWaited = false
            state.isLong = false
            return true
        }
        guard isTime else { return }
        let code = sqlite3_wal_checkpoint_v2(
            session.connection, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        if code & 0xff == SQLITE_IOERR, code != SQLFailure.noMemoryForIO {
            throw session.failure()
        }
    }
}
