internal import Glibc

/// The ledger's `-shm` file, given its disk space before SQLite maps it into memory.
///
/// SQLite makes room in it one byte a page of memory. Where a block of the disk is smaller (ext4 of
/// less than 512 MB has 1 KiB), the rest of each page is a hole, and a write to a hole on a full
/// disk is no error that could be returned: it is a SIGBUS. With its space allocated at the start,
/// a full disk is found there, as an error, or never.
///
/// The file's own rule decides when it may be emptied: byte 128 is locked, shared, by every process
/// that uses it; who can lock it alone is the first and begins anew (unixLockSharedMemory in
/// SQLite's os_unix.c). The lock here belongs to the open file, not to the process, so that SQLite
/// finds it and lets the file be.
final class WALIndex: Sendable {
    /// Holds a log of 2 GiB; a reader that never ends may make it grow beyond that.
    private static let bytes: off_t = 4 * 1024 * 1024
    private static let lockedByte: off_t = 128
    /// `F_OFD_SETLK` of fcntl(2), which Swift's Glibc module lacks.
    private static let lockOpenFile: Int32 = 37
    /// How often it is tried while another process has the lock alone, a millisecond apart.
    private static let tries = 1_000

    private let descriptor: Int32

    /// - Parameter path: the database's.
    /// - Throws: ``LedgerError/full(path:)``, ``LedgerError/busy(path:reason:)``,
    ///   ``LedgerError/cannotOpen(path:errno:)``.
    init(of path: String) throws(LedgerError) {
        let path = "\(path)-shm"
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        descriptor = open(path, flags, 0o640)
        guard descriptor >= 0 else { throw WALIndex.error(errno, path) }
        do throws(LedgerError) {
            if lock(F_WRLCK) {
                guard ftruncate(descriptor, 0) == 0 else { throw WALIndex.error(errno, path) }
                try allocate(path)
                guard lock(F_RDLCK) else { throw WALIndex.error(errno, path) }
            } else {
                try lockShared(path)
                try allocate(path)
            }
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        // Ends SQLite's own locks on the file too, so not before its last connection is closed.
        close(descriptor)
    }

    private func allocate(_ path: String) throws(LedgerError) {
        var code: Int32
        repeat {
            code = posix_fallocate(descriptor, 0, WALIndex.bytes)
        } while code == EINTR
        guard code == 0 else { throw WALIndex.error(code, path) }
    }

    private func lockShared(_ path: String) throws(LedgerError) {
        for _ in 0..<WALIndex.tries {
            if lock(F_RDLCK) { return }
            usleep(1000)
        }
        throw .busy(path: path, reason: "its lock is held for long")
    }

    private func lock(_ kind: Int32) -> Bool {
        var lock = flock()
        lock.l_type = Int16(kind)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = WALIndex.lockedByte
        lock.l_len = 1
        return withUnsafeMutablePointer(to: &lock) { fcntl(descriptor, WALIndex.lockOpenFile, $0) }
            == 0
    }

    private static func error(_ code: Int32, _ path: String) -> LedgerError {
        switch code {
        case ENOSPC, EDQUOT: .full(path: path)
        case EMFILE, ENFILE, EROFS:
            .unavailable(path: path, reason: String(cString: strerror(code)))
        case EIO: .mustStop(path: path, reason: "no space could be allocated for it (EIO)")
        default: .cannotOpen(path: path, errno: code)
        }
    }
}
