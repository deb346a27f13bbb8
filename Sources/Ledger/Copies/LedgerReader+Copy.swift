internal import GRDB
internal import GRDBSQLite
internal import Glibc

extension LedgerReader {
    /// Writes a copy of the ledger, whole and as of one moment, while the daemon goes on.
    ///
    /// The copy is one file without a log beside it, checked, on the disk, and only then under its
    /// name: a copy that is there is a good one. It holds all personal data that the ledger holds,
    /// so only its owner may read it.
    ///
    /// - Parameter file: the copy's path; nothing may be there.
    /// - Throws: ``LedgerError/cannotOpen(path:errno:)`` with the copy's path, `EEXIST` if
    ///   something is there; ``LedgerError/corrupt(path:reason:)`` if the copy is not sound.
    package func copy(to file: String) throws(LedgerError) {
        guard access(file, F_OK) != 0 else { throw .cannotOpen(path: file, errno: EEXIST) }
        let draft = file + ".part"
        // What was cut off before is of no use to anybody. VACUUM INTO takes an empty file.
        unlink(draft)
        let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(path: draft, errno: errno) }
        defer { close(descriptor) }
        do throws(LedgerError) {
            try vacuum(into: draft)
            try LedgerCopy.check(draft, named: file)
            guard fsync(descriptor) == 0 else { throw .cannotOpen(path: draft, errno: errno) }
            // Unlike rename, link replaces nothing.
            guard link(draft, file) == 0 else { throw .cannotOpen(path: file, errno: errno) }
        } catch {
            unlink(draft)
            throw error
        }
        unlink(draft)
        try LedgerCopy.syncFolder(of: file)
    }

    private func vacuum(into draft: String) throws(LedgerError) {
        do {
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
        } catch {
            let failure = SQLFailure(error)
            throw failure.primaryCode == SQLITE_FULL
                ? .full(path: draft) : failure.readingError(path: path)
        }
    }
}
