import CSystemd
import Glibc

/// What became of a burst of entries. Only ``delivered`` means that journald has all of them;
/// after anything else the whole burst is to be sent again, and some of it may arrive twice.
package enum JournalDelivery: Equatable, Sendable {
    /// journald has every entry. (It writes them to disk within five minutes, or with
    /// `journalctl --sync`.)
    case delivered
    /// There is no journald: send again when ``Journal/isPresent()`` says so.
    case absent
    /// journald does not read: it is stopped, or busy for longer than the deadline.
    case stalled
    /// `sd_journal_sendv` gave this error number.
    case failed(errno: Int32)
}

/// The system's journal, through libsystemd.
package enum Journal {
    /// Where journald listens.
    static let socketPath = "/run/systemd/journal/socket"

    /// Whether a journald listens now.
    package static func isPresent() -> Bool {
        JournalSocket.probe(path: socketPath) != nil
    }

    /// The socket that is in its place now, whether or not somebody listens; nil if there is none.
    /// Another one than before means that what the old one's queue held was not read.
    package static var socket: JournalSocket? { JournalSocket(path: socketPath) }

    /// Whether this process's standard error already goes to the journal line by line, as a
    /// unit's does: `JOURNAL_STREAM` names the very file that descriptor 2 is (systemd.exec(5)).
    ///
    /// If so, what is sent as an entry need not be written to standard error too.
    package static var stderrIsJournal: Bool {
        guard let stream = getenv("JOURNAL_STREAM") else { return false }
        return isFile(STDERR_FILENO, namedBy: String(cString: stream))
    }

    /// Whether `descriptor` is the file that `stream`, "device:inode" in decimal, names.
    static func isFile(_ descriptor: Int32, namedBy stream: String) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    /// Sends the entries in their order and returns when journald has them, **or not at all while
    /// journald stands still**: libsystemd's socket blocks and cannot be told otherwise. Call it
    /// where that does no harm; ``JournalSender`` adds a deadline.
    ///
    /// `sd_journal_sendv` also reports success when there is no journald at all. So the socket is
    /// probed before the burst and must still be the same file after it.
    package static func send(_ burst: [JournalEntry]) -> JournalDelivery {
        send(burst, while: { true })
    }

    /// The same; gives up with ``JournalDelivery/stalled`` before an entry for which `isWanted`
    /// is false.
    static func send(_ burst: [JournalEntry], while isWanted: () -> Bool) -> JournalDelivery {
        guard let socket = JournalSocket.probe(path: socketPath) else { return .absent }
        var block = JournalBlock()
        for entry in burst {
            guard isWanted() else { return .stalled }
            block.fill(with: entry)
            switch send(block) {
            case 0: continue
            case ECONNREFUSED: return .absent
            case let code: return .failed(errno: code)
            }
        }
        return JournalSocket.probe(path: socketPath) == socket ? .delivered : .absent
    }

    /// The error number of `sd_journal_sendv` for one entry; 0 if it was sent.
    private static func send(_ block: JournalBlock) -> Int32 {
        block.bytes.withUnsafeBytes { bytes in
            // It only reads, but asks for memory that may be written.
            let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            return withUnsafeTemporaryAllocation(of: iovec.self, capacity: block.ends.count) {
                vectors in
                var begin = 0
                for (index, end) in block.ends.enumerated() {
                    vectors.initializeElement(
                        at: index,
                        to: iovec(iov_base: start?.advanced(by: begin), iov_len: end - begin))
                    begin = end
                }
                var result: Int32
                repeat {
                    result = sd_journal_sendv(vectors.baseAddress, Int32(vectors.count))
                } while result == -EINTR
                return -min(result, 0)
            }
        }
    }
}

/// The file that journald's socket is bound to.
package struct JournalSocket: Equatable, Sendable {
    private let device: dev_t
    private let inode: ino_t

    /// What is at `path` now, if anything.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
    }

    /// The socket at `path`, if a process listens on it.
    static func probe(path: String) -> JournalSocket? {
        guard let socket = JournalSocket(path: path), canConnect(to: path) else { return nil }
        return socket
    }

    /// Connecting a datagram socket sends nothing; it fails unless somebody holds the other end.
    private static func canConnect(to path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { return false }
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
