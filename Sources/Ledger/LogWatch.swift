internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// Moves the write-ahead log into the ledger's file when it has grown long enough, and knows how
/// long it is.
///
/// SQLite would do the first by itself, but it swallows every failure of it: a failed fsync of the
/// ledger's file would be known to nobody. And a reader that never ends keeps the log from being
/// moved, which only its length shows.
final class LogWatch: Sendable {
    /// Pages (of 4 KiB) after which a commit also moves them. Four times as many where commits are
    /// long: one that changes people of the whole city is by itself as long as that, and to move each
    /// alone brings the same pages to the disk again and again.
    private let limits: ClosedRange<Int>
    /// How many commits are moved together, within these limits.
    private static let commitsTogether = 3

    private let pages = Atomic<Int>(0)
    /// The highest limit of a commit since the log began anew: so long it may have become.
    private let highestLimit: Atomic<Int>

    init(checkpointPages: Int) {
        limits = checkpointPages...(4 * checkpointPages)
        highestLimit = Atomic(checkpointPages)
    }

    /// The log's bytes, if it is at least twice as long as a checkpoint leaves it; else nil.
    var overlong: Int64? {
        let pages = pages.load(ordering: .acquiring)
        return pages >= 2 * highestLimit.load(ordering: .relaxed) ? Int64(pages) * 4096 : nil
    }

    /// Hears of each commit of this connection. The watch must outlive the connection.
    func install(on database: Database) {
        let watch = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            database.sqliteConnection,
            { watch, connection, name, pages in
                guard let watch else { return SQLITE_OK }
                return Unmanaged<LogWatch>.fromOpaque(watch).takeUnretainedValue()
                    .committed(connection, name, pages: Int(pages))
            }, watch)
    }

    /// - Returns: what COMMIT fails with, though what it committed is in the log: input/output
    ///   errors only, after which the daemon stops and starts anew. What waiting mends is no
    ///   failure of the commit, and shows in ``overlong`` if it lasts.
    private func committed(
        _ connection: OpaquePointer?, _ name: UnsafePointer<CChar>?, pages: Int
    ) -> Int32 {
        let before = self.pages.load(ordering: .relaxed)
        // A log that is shorter than before has begun anew.
        let isNew = pages <= before
        let together = (isNew ? pages : pages - before) * LogWatch.commitsTogether
        let limit = min(max(together, limits.lowerBound), limits.upperBound)
        let highest = isNew ? limit : max(limit, highestLimit.load(ordering: .relaxed))
        // Before the pages: who looks in between must not find them too many.
        highestLimit.store(highest, ordering: .releasing)
        self.pages.store(pages, ordering: .releasing)
        guard pages >= limit else { return SQLITE_OK }
        let code = sqlite3_wal_checkpoint_v2(
            connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        return code & 0xff == SQLITE_IOERR ? code : SQLITE_OK
    }
}
