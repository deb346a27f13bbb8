internal import GRDB
internal import GRDBSQLite
internal import Synchronization

extension Ledger {
    /// One look at a piece of the ledger's file.
    package struct Scrubbed: Hashable, Sendable {
        /// The last page that is done with.
        package let page: Int64
        package let isLast: Bool
        /// Pages in which something was written over.
        package let cleaned: Int
    }

    /// Looks through a piece of the ledger's file for what is left of a person in places that are in
    /// no use, and writes zeros there.
    ///
    /// With `secure_delete` none was found in trials; but a ledger that an SQLite without it has
    /// written (Debian's is built with it, others are not) keeps what was deleted or moved, and a
    /// VACUUM of a large ledger would stop the line. So the file itself is read, through SQLite's own handle, while nothing is in
    /// the log that is not in the file. Only bytes that no row uses are written, so that neither a
    /// reader nor a power cut in the middle can see anything else than before.
    ///
    /// - Parameters:
    ///   - traces: what to look for.
    ///   - page: the last page that is done with, 0 at first.
    ///   - pages: how many to look at, of 4 KiB each.
    /// - Throws: ``LedgerError/busy(path:reason:)`` while a reader keeps the log from being moved.
    package func scrub(
        _ traces: Traces, after page: Int64, pages: Int
    ) throws(LedgerError) -> Scrubbed {
        try write { (session) throws(SQLFailure) in
            try session.moveLog(SQLITE_CHECKPOINT_PASSIVE)
            // Else a copy in memory would be written back with the next change of the page.
            sqlite3_db_release_memory(session.connection)
            return try DatabaseFile(session).scrub(traces.patterns, after: page, pages: pages)
        }
    }

    /// Empties the log: what is in the ledger's file only is in no log that could show what was.
    ///
    /// - Throws: ``LedgerError/busy(path:reason:)`` while somebody reads.
    package func emptyLog() throws(LedgerError) {
        try write { (session) throws(SQLFailure) in
            // Waiting would stop the line; who asks comes again.
            sqlite3_busy_timeout(session.connection, 0)
            defer { sqlite3_busy_timeout(session.connection, Int32(options.busyTimeoutMs)) }
            try session.moveLog(SQLITE_CHECKPOINT_TRUNCATE)
        }
    }
}

extension Session {
    /// Moves the whole log into the ledger's file, or says that somebody keeps it.
    fileprivate func moveLog(_ mode: Int32) throws(SQLFailure) {
        var (frames, moved): (Int32, Int32) = (-1, -1)
        let code = sqlite3_wal_checkpoint_v2(connection, "main", mode, &frames, &moved)
        guard code == SQLITE_OK else { throw failure() }
        guard frames == moved else {
            throw SQLFailure(
                code: SQLITE_BUSY, message: "\(moved) of \(frames) frames checkpointed")
        }
    }
}

/// The ledger's file through SQLite's own handle: closing one of ours would end SQLite's locks
/// (sqlite.org/howtocorrupt.html, 2.2).
private struct DatabaseFile {
    private static let pageSize = 4096

    private let file: UnsafeMutablePointer<sqlite3_file>
    private let methods: sqlite3_io_methods
    private let pages: Int64

    init(_ session: Session) throws(SQLFailure) {
        var found: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &found) {
            sqlite3_file_control(session.connection, "main", SQLITE_FCNTL_FILE_POINTER, $0)
        }
        guard code == SQLITE_OK, let file = found, let methods = file.pointee.pMethods?.pointee
        else { throw .unexpected("SQLite has no file") }
        let size = try session.first("SELECT page_size FROM pragma_page_size") {
            (row) throws(SQLFailure) in row.integer(0)
        }
        guard size == Int64(DatabaseFile.pageSize) else {
            throw .unexpected("pages of \(size ?? 0)")
        }
        var bytes: Int64 = 0
        guard methods.xFileSize(file, &bytes) == SQLITE_OK else {
            throw SQLFailure(code: SQLITE_IOERR, message: "the size of the file")
        }
        self.file = file
        self.methods = methods
        pages = bytes / Int64(DatabaseFile.pageSize)
    }

    func scrub(
        _ patterns: [[UInt8]], after page: Int64, pages limit: Int
    ) throws(SQLFailure) -> Ledger.Scrubbed {
        let count = Int(max(0, min(Int64(limit), pages - page)))
        let last = page + Int64(count)
        guard count > 0 else { return Ledger.Scrubbed(page: last, isLast: true, cleaned: 0) }
        let bytes = UnsafeMutableRawBufferPointer.allocate(
            byteCount: count * DatabaseFile.pageSize, alignment: 16)
        defer { bytes.deallocate() }
        try io("read") {
            methods.xRead(
                file, bytes.baseAddress, Int32(bytes.count), page * Int64(DatabaseFile.pageSize))
        }
        // Pages on which something stands, in use or not.
        let suspects = Set(
            patterns.flatMap { UnsafeRawBufferPointer(bytes).places(of: $0) }
                .map { $0 / DatabaseFile.pageSize })
        var cleaned = 0
        let free = suspects.isEmpty ? [] : try freePages()
        for index in suspects.sorted() {
            let start = index * DatabaseFile.pageSize
            let part = UnsafeMutableRawBufferPointer(
                rebasing: bytes[start..<(start + DatabaseFile.pageSize)])
            let number = page + Int64(index) + 1
            let layout = PageLayout(part, number: number, isFree: free.contains(number))
            guard layout.scrub(patterns) else { continue }
            try io("write") {
                methods.xWrite(
                    file, part.baseAddress, Int32(part.count),
                    (number - 1) * Int64(DatabaseFile.pageSize))
            }
            cleaned += 1
        }
        if cleaned > 0 { try io("sync") { methods.xSync(file, SQLITE_SYNC_NORMAL) } }
        return Ledger.Scrubbed(page: last, isLast: last >= pages, cleaned: cleaned)
    }

    /// The leaves of the list of free pages ("The Freelist"): with `secure_delete` they are zeros,
    /// but the ledger may have been written by an SQLite without.
    private func freePages() throws(SQLFailure) -> Set<Int64> {
        var trunk = try integers(in: 1, at: 32, 1)[0]
        var free: Set<Int64> = []
        var trunks: Set<Int64> = []
        while trunk > 0, trunk <= pages, trunks.insert(trunk).inserted {
            let head = try integers(in: trunk, at: 0, 2)
            let count = min(Int(head[1]), DatabaseFile.pageSize / 4 - 2)
            free.formUnion(try integers(in: trunk, at: 8, count))
            trunk = head[0]
        }
        return free
    }

    /// Four bytes each, the most significant first.
    private func integers(
        in page: Int64, at offset: Int, _ count: Int
    ) throws(SQLFailure) -> [Int64] {
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 4 * count)
        let start = (page - 1) * Int64(DatabaseFile.pageSize) + Int64(offset)
        let code = bytes.withUnsafeMutableBytes {
            methods.xRead(file, $0.baseAddress, Int32($0.count), start)
        }
        try io("read") { code }
        return (0..<count).map { index in
            bytes[(4 * index)..<(4 * index + 4)].reduce(0) { $0 << 8 | Int64($1) }
        }
    }

    private func io(_ what: String, _ call: () -> Int32) throws(SQLFailure) {
        let code = call()
        guard code == SQLITE_OK else {
            throw SQLFailure(code: code, message: "\(what) of a piece of the file")
        }
    }
}
