internal import Glibc

/// The lock that keeps a second daemon from a state directory: an `flock` on the directory itself.
///
/// Taken before anything in it is touched; the kernel gives it back when the process ends, however
/// it ends. It is held as long as this value lives.
package final class StateLock: Sendable {
    private let descriptor: Int32

    /// Locks a state directory, making it (mode 0750) if only its last component is missing.
    ///
    /// - Throws: ``LedgerError/locked(path:)`` if another process has it,
    ///   ``LedgerError/cannotOpen(path:errno:)`` if it cannot be opened or made.
    package init(path: String) throws(LedgerError) {
        if mkdir(path, 0o750) != 0, errno != EEXIST {
            throw .cannotOpen(path: path, errno: errno)
        }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
        var result: Int32
        repeat { result = flock(descriptor, LOCK_EX | LOCK_NB) } while result != 0 && errno == EINTR
        if result != 0 {
            let reason = errno
            close(descriptor)
            throw reason == EWOULDBLOCK
                ? .locked(path: path) : .cannotOpen(path: path, errno: reason)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
