internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// Copies of the ledger that ``LedgerReader/copy(to:)`` made, and their way back.
package enum LedgerCopy {
    /// Puts a copy in the ledger's place. No daemon may run on the state directory.
    ///
    /// What was there is not removed but renamed, with its log, to `ledger.sqlite.SUFFIX`.
    ///
    /// - Parameters:
    ///   - file: the copy; it stays as it is.
    ///   - state: the state directory; the ledger becomes its owner's.
    ///   - suffix: says when, for people: `before-restore-20260102T030405`, say.
    /// - Throws: ``LedgerError/locked(path:)`` while a daemon runs;
    ///   ``LedgerError/corrupt(path:reason:)`` and ``LedgerError/newerSchema(path:)`` for a copy
    ///   that is of no use. Whatever is thrown, the ledger is as it was.
    package static func restore(
        _ file: String, toStateDirectory state: String, keepingOldUnder suffix: String
    ) throws(LedgerError) {
        let lock = try StateLock(path: state)
        defer { withExtendedLifetime(lock) {} }
        let ledger = "\(state)/\(Ledger.fileName)"
        let draft = ledger + ".restoring"
        unlink(draft)
        do throws(LedgerError) {
            try copyBytes(of: file, to: draft, ownedLike: state)
            try check(draft, named: file)
        } catch {
            unlink(draft)
            throw error
        }
        // The log goes first: without it the ledger that stays for a moment is merely older.
        unlink(ledger + "-shm")
        for part in ["-wal", ""] where access(ledger + part, F_OK) == 0 {
            guard rename(ledger + part, "\(ledger).\(suffix)\(part)") == 0 else {
                throw .cannotOpen(path: ledger + part, errno: errno)
            }
        }
        guard rename(draft, ledger) == 0 else { throw .cannotOpen(path: ledger, errno: errno) }
        try syncFolder(of: ledger)
    }

    /// Looks through a whole copy for damage, and whether this program knows it.
    ///
    /// - Parameters:
    ///   - draft: the copy.
    ///   - file: how it is called in an error.
    static func check(_ draft: String, named file: String) throws(LedgerError) {
        do {
            var configuration = Configuration()
            configuration.label = "ledger.copy"
            let queue = try DatabaseQueue(path: draft, configuration: configuration)
            defer { try? queue.close() }
            let (faults, application, isNewer) = try queue.read { database in
                (
                    try String.fetchAll(database, sql: "PRAGMA integrity_check(3)"),
                    try Int64.fetchOne(database, sql: "PRAGMA application_id"),
                    try Schema.migrator.hasBeenSuperseded(database)
                )
            }
            guard application == Schema.applicationID else {
                throw LedgerError.corrupt(path: file, reason: "not a ledger")
            }
            guard !isNewer else { throw LedgerError.newerSchema(path: file) }
            guard faults == ["ok"] else {
                throw LedgerError.corrupt(path: file, reason: faults.joined(separator: "; "))
            }
        } catch let error as LedgerError {
            throw error
        } catch {
            throw SQLFailure(error).readingError(path: file)
        }
    }

    static func syncFolder(of file: String) throws(LedgerError) {
        let slash = file.lastIndex(of: "/")
        let folder = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: folder, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .cannotOpen(path: folder, errno: errno) }
    }

    private static func copyBytes(
        of file: String, to draft: String, ownedLike state: String
    ) throws(LedgerError) {
        let source = open(file, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .cannotOpen(path: file, errno: errno) }
        defer { close(source) }
        // Readable for who may read the state directory: the default ACL and the umask decide.
        let target = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard target >= 0 else { throw .cannotOpen(path: draft, errno: errno) }
        defer { close(target) }
        var status = stat()
        guard stat(state, &status) == 0, fchown(target, status.st_uid, status.st_gid) == 0 else {
            throw .cannotOpen(path: draft, errno: errno)
        }
        while true {
            let count = sendfile(target, source, nil, 1 << 24)
            if count == 0 { break }
            guard count > 0 || errno == EINTR else {
                throw errno == ENOSPC
                    ? .full(path: draft) : .cannotOpen(path: draft, errno: errno)
            }
        }
        guard fsync(target) == 0 else { throw .cannotOpen(path: draft, errno: errno) }
    }
}
