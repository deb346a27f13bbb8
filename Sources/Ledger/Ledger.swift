internal import GRDB
internal import GRDBSQLite
internal import Glibc
package import Programme
internal import Synchronization

/// What is remembered: the one writer of `ledger.sqlite`.
///
/// A single connection does every write and every checkpoint (SQLite 3.40.1 can lose commits when
/// two connections write and checkpoint at once); readers open the file for themselves, read-only:
/// ``LedgerReader``. All calls may come from any thread and take turns; one that writes is durable
/// when it returns.
package final class Ledger: Sendable {
    /// Sizes and times, with the defaults that the benchmark found to pay.
    package struct Options: Sendable {
        /// How long to wait for another process's lock, in milliseconds.
        package var busyTimeoutMs = 5_000
        /// SQLite's page cache, in KiB.
        package var cacheKiB = 32 * 1024
        /// WAL pages after which they are moved into the file, which takes some 15 ms; four times as
        /// many where commits are short, up to sixteen times where they are long, which then fill what
        /// is kept of the WAL.
        package var checkpointPages = 1_000
        /// What is kept of a WAL file once its content is in the ledger, in bytes.
        package var walBytesKept = 64 * 1024 * 1024
        /// Up to how many pages (of 4 KiB) a start looks through the whole file for damage.
        package var quickCheckPages = 16_384
        /// How many of the last sent notices the retention leaves, whatever their age: after a
        /// crash of journald they are sent again.
        package var noticesKept: Int64 = 2048
        /// The wall clock, for `recorded_at`.
        package var clock: @Sendable () -> Instant = Ledger.wallClock
        /// Shows how the writing gets on, to who looks from outside.
        package var pulse = LedgerPulse()
        /// Seconds since boot, for the journal's watermark.
        package var uptime: @Sendable () -> Int64 = Ledger.secondsSinceBoot

        package init() {}
    }

    /// The file's name in the state directory.
    package static let fileName = "ledger.sqlite"

    /// Path of the ledger's file.
    package let path: String
    let queue: DatabaseQueue
    /// Held for as long as the connection.
    private let walIndex: WALIndex
    let options: Options
    private let log: LogWatch
    /// After which nothing more is written; see ``LedgerError/mustStop(path:reason:)``.
    private let lastFailure = Mutex<SQLFailure?>(nil)
    private let waiting = Mutex(WaitingFacts())
    /// What was sent to the journal and is not yet written down; see `Outbox/SentMark.swift`.
    let sentMark = Mutex<SentMark?>(nil)

    /// Opens or makes the ledger of a state directory. Take the ``StateLock`` before.
    ///
    /// Nothing may be acknowledged before ``makeDurable()`` has succeeded once.
    ///
    /// - Parameters:
    ///   - path: the state directory, which must exist.
    ///   - options: sizes and waits.
    /// - Throws: ``LedgerError/corrupt(path:reason:)`` and ``LedgerError/newerSchema(path:)``, with
    ///   the files left as they were; ``LedgerError/cannotOpen(path:errno:)``;
    ///   ``LedgerError/guaranteeMissing(path:guarantee:)``; and what waiting mends.
    package init(path: String, options: Options = Options()) throws(LedgerError) {
        self.path = "\(path)/\(Ledger.fileName)"
        self.options = options
        log = LogWatch(checkpointPages: options.checkpointPages)
        // A migration of a large ledger takes longer than a start may without a sign of it.
        options.pulse.begin()
        defer { options.pulse.end() }
        (queue, walIndex) = try WritingConnection.open(self.path, options)
        queue.writeWithoutTransaction { [log] in log.install(on: $0) }
        let counted = try write { (session) throws(SQLFailure) in try session.waitingFacts() }
        waiting.withLock { $0 = counted }
    }

    /// Looks once more at a ledger that was found damaged: SQLite says the same of a disk that could
    /// not be read once (EIO), which starting again may mend.
    ///
    /// - Returns: the error to stop with: the same, or ``LedgerError/mustStop(path:reason:)``.
    package static func confirm(
        _ error: LedgerError, options: Options = Options()
    ) -> LedgerError {
        guard case .corrupt(let path, let reason) = error else { return error }
        do {
            try WritingConnection.inspect(path, options)
            return .mustStop(path: path, reason: "read wrongly once: \(reason)")
        } catch {
            return .corrupt(path: path, reason: reason)
        }
    }

    /// How long the write-ahead log is, in bytes, if it is much longer than it should be: a reader
    /// that does not end keeps it from being moved into the ledger's file. Else nil.
    package var overlongLog: Int64? { log.overlong }

    /// Moves the write-ahead log into the ledger's file if it is long enough. To be called after
    /// `record`, which leaves it to this call, or to the next one of its own.
    package func keepLogShort() throws(LedgerError) {
        if isLogDue { try write { _ in } }
    }

    var isLogDue: Bool { log.isDue }

    /// How many facts wait, as of the last transaction. Counted once, at the opening, and along with
    /// the changes since.
    package var waitingFacts: WaitingFacts { waiting.withLock { $0 } }

    /// How the present turn gets on. Waits for nothing.
    package var progress: LedgerPulse.Progress { options.pulse.progress }

    /// Makes all that the ledger shows durable: one checkpoint that covers every frame of the WAL,
    /// and the directory's entry.
    ///
    /// After a SIGKILL what the ledger shows may be in the page cache only. So this must have
    /// succeeded before the first file is settled; a start that cannot do it settles nothing.
    ///
    /// - Throws: ``LedgerError/busy(path:reason:)`` while a reader keeps frames from being moved,
    ///   ``LedgerError/mustStop(path:reason:)`` on any input/output error.
    package func makeDurable() throws(LedgerError) {
        try write { (session) throws(SQLFailure) in
            var frames: Int32 = -1
            var moved: Int32 = -1
            let code = sqlite3_wal_checkpoint_v2(
                session.connection, "main", SQLITE_CHECKPOINT_FULL, &frames, &moved)
            guard code == SQLITE_OK else { throw session.failure() }
            guard frames >= 0, frames == moved else {
                throw SQLFailure(
                    code: SQLITE_BUSY, message: "\(moved) of \(frames) frames checkpointed")
            }
        }
        try syncDirectory()
    }

    /// Gives the writer's page cache back, and its statements. Waits for its turn.
    package func releaseMemory() { queue.releaseMemory() }

    private func syncDirectory() throws(LedgerError) {
        let directory = String(path.dropLast(Ledger.fileName.utf8.count))
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: directory, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .mustStop(path: directory, reason: "fsync failed (errno \(errno))")
        }
    }

    /// The system's wall clock.
    private static func wallClock() -> Instant {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Instant(nanoseconds: Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec))
    }

    /// Time since boot, sleep included.
    private static func secondsSinceBoot() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_BOOTTIME, &now)
        return Int64(now.tv_sec)
    }
}

// MARK: - The writer's turns

extension Ledger {
    /// Does something on the writing connection, outside any transaction of its own.
    func write<Result>(
        _ body: (Session) throws(SQLFailure) -> Result
    ) throws(LedgerError) -> Result {
        try turn(body).get(orThrow: path)
    }

    /// Does something in one transaction, all of it or nothing.
    ///
    /// - Parameter logMayWait: ``keepLogShort()`` is called soon.
    func transaction<Result>(
        logMayWait: Bool = false, _ body: (Session) throws(SQLFailure) -> Result
    ) -> Swift.Result<Result, SQLFailure> {
        turn(logMayWait: logMayWait) { (session) throws(SQLFailure) in
            let result = try session.inTransaction { (session) throws(SQLFailure) in
                let result = try body(session)
                try session.writeTallyChanges()
                try session.writeClassTally()
                return result
            }
            waiting.withLock { $0 += session.waitingChange }
            return result
        }
    }

    /// One turn on the writing connection. After a failure that says nothing sure about the disk
    /// there is no other: whoever comes next gets the same failure.
    private func turn<Result>(
        logMayWait: Bool = false, _ body: (Session) throws(SQLFailure) -> Result
    ) -> Swift.Result<Result, SQLFailure> {
        queue.writeWithoutTransaction { database in
            if let last = lastFailure.withLock({ $0 }) { return .failure(last) }
            options.pulse.begin()
            defer { options.pulse.end() }
            do throws(SQLFailure) {
                let session = try Session(database, options.pulse)
                let result = try body(session)
                try log.move(on: session, mayWait: logMayWait)
                return .success(result)
            } catch {
                switch error.environmentError(path: path) {
                case .mustStop, .corrupt: lastFailure.withLock { $0 = error }
                default: break
                }
                return .failure(error)
            }
        }
    }
}

extension Result where Failure == SQLFailure {
    /// The value, or the failure; one that is ours alone as ``LedgerError/queryFailed(path:reason:)``,
    /// for work that the line does not wait for.
    func get(orTell path: String) throws(LedgerError) -> Success {
        switch self {
        case .success(let value): return value
        case .failure(let failure):
            throw failure.environmentError(path: path)
                ?? .queryFailed(path: path, reason: failure.reason)
        }
    }

    /// The value, or the failure as what it means to the writer.
    func get(orThrow path: String) throws(LedgerError) -> Success {
        switch self {
        case .success(let value): return value
        case .failure(let failure):
            throw failure.environmentError(path: path)
                ?? .mustStop(path: path, reason: failure.reason)
        }
    }
}
