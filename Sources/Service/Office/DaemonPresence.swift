import Glibc

/// Whether a daemon works on a spool, asked without disturbing it.
///
/// The daemon holds a lock (flock) on `incoming/`. Trying to take that lock could keep a daemon
/// that starts at that moment from getting it; the kernel's list of locks tells as well.
package enum DaemonPresence: Hashable, Sendable {
    /// - Parameter processID: 0 where it is not shown to this account.
    case running(processID: Int)
    case notRunning
    /// `incoming/` or the list of locks cannot be had.
    case unknown

    /// Looks at the spool directory's `incoming/`.
    package static func of(spool: String) -> DaemonPresence {
        var status = stat()
        guard stat(spool + "/incoming", &status) == 0,
            let bytes = try? JobFileBytes.read("/proc/locks")
        else { return .unknown }
        return holder(of: UInt64(status.st_ino), in: String(decoding: bytes, as: UTF8.self))
    }

    /// Who has the exclusive lock on an inode, by the text of `/proc/locks` (proc_locks(5)).
    ///
    /// The device is not compared: on some file systems stat(2) and this list number it
    /// differently.
    static func holder(of inode: UInt64, in locks: String) -> DaemonPresence {
        for line in locks.split(separator: "\n") {
            // 1: FLOCK ADVISORY WRITE 1234 fd:01:5678 0 EOF
            let fields = line.split(separator: " ")
            guard fields.count >= 6, fields[1] == "FLOCK", fields[3] == "WRITE",
                fields[5].split(separator: ":").last == Substring(String(inode))
            else { continue }
            return .running(processID: max(0, Int(fields[4]) ?? 0))
        }
        return .notRunning
    }
}

extension DaemonPresence: CustomStringConvertible {
    /// For people.
    package var description: String {
        switch self {
        case .running(0): "running"
        case .running(let processID): "running (process \(processID))"
        case .notRunning: "not running"
        case .unknown: "not known"
        }
    }
}
