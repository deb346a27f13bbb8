import Glibc

/// Writes a file that node_exporter's textfile collector reads, so that it reads the one or the
/// next and never half of one.
///
/// The temporary name is in the same directory and does not end in `.prom`, which is all that the
/// collector looks at. Nothing is synced: after a power cut the next start writes it anew.
struct MetricsFile {
    /// Absolute, and ends in `.prom`.
    let path: String
    private var draft: String { "\(path).new" }

    /// Why a file could not be written.
    struct Failure: Error {
        let path: String
        let errno: Int32
    }

    /// Puts the text in the file's place, to be read by everybody.
    func write(_ text: String) throws(Failure) {
        // Left by a daemon that was killed, or laid by somebody else: it is not written into.
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure() }
        do throws(Failure) {
            defer { close(file) }
            // Whatever the umask is: the collector is another user.
            guard fchmod(file, 0o644) == 0 else { throw failure() }
            try fill(file, Array(text.utf8))
            guard rename(draft, path) == 0 else { throw failure() }
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Takes it away.
    func remove() {
        unlink(draft)
        unlink(path)
    }

    private func fill(_ file: Int32, _ bytes: [UInt8]) throws(Failure) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { room in
                Glibc.write(file, room.baseAddress?.advanced(by: done), room.count - done)
            }
            guard count > 0 || errno == EINTR else { throw failure() }
            done += max(0, count)
        }
    }

    private func failure() -> Failure { Failure(path: path, errno: errno) }
}
