import Foundation

/// Calls that are like each other: the same call on the same kind of file.
struct ErrorGroup: Hashable {
    let call: String
    /// What `syscall-fault` counts them by: a folder with what is in it, or one path.
    let path: String
    let isFolder: Bool

    /// The box that stands for all of them: they are served by the same code.
    private static let box = "PORTAL"

    /// - Parameters:
    ///   - line: NUMBER CALL PATH, as `syscall-fault --list` writes it.
    ///   - root: the site's folder.
    init?(_ line: Substring, root: URL, configuration: URL) {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3, ErrorGroup.errors[words[1]] != nil else { return nil }
        call = words[1]
        if words[2] == "?" {
            // Of a call that names no file; mappings of memory are none of the file system's.
            guard call == "inotify_init1" else { return nil }
            (path, isFolder) = ("?", false)
        } else if words[2].hasPrefix("socket:") {
            (path, isFolder) = ("socket:", true)
        } else if words[2].hasPrefix(configuration.path) {
            (path, isFolder) = ("CONFIG/", true)
        } else {
            guard words[2].hasPrefix(root.path + "/") else { return nil }
            let relative = String(words[2].dropFirst(root.path.count + 1))
            // What the daemon says when it is run by hand is on no disk that it looks after.
            guard relative != "okoced.log" else { return nil }
            let parts = relative.split(separator: "/")
            if parts.first == "spool", parts.count > 2 {
                guard parts[2] == ErrorGroup.box else { return nil }
                isFolder = parts.count > 3
                path = parts.prefix(3).joined(separator: "/") + (isFolder ? "/" : "")
            } else {
                (path, isFolder) = (relative, false)
            }
        }
    }

    /// The options of `syscall-fault` that choose it.
    func options(root: URL, configuration: URL) -> [String] {
        let whole: String
        switch path {
        case "?", "socket:": whole = path
        case "CONFIG/": whole = configuration.path + "/"
        default: whole = "\(root.path)/\(path)"
        }
        let options = ["--call", call, "--path", whole]
        // A path that both begins and ends so is just that one.
        return isFolder ? options : options + ["--to-file", whole]
    }

    /// Whether it may be the cause of a file of the state folder being there or not: what the daemon
    /// shows of itself, what it notes for after a crash, drafts. The ledger is compared row by row.
    func explains(_ difference: String) -> Bool {
        guard difference.hasPrefix("state "), let name = difference.split(separator: " ").last
        else { return false }
        return path.hasPrefix("state/\(name)")
    }

    /// Whether a failure of it leaves unknown what of the ledger is durable (G7).
    var leavesLedgerUnknown: Bool {
        ["fsync", "fdatasync"].contains(call)
            && ["state/ledger.sqlite", "state/ledger.sqlite-wal"].contains(path)
    }
}

extension ErrorGroup: CustomStringConvertible {
    var description: String { "\(call) \(path)" }
}

extension ErrorGroup {
    /// The word for a call that does a part of what it is asked for.
    static let short = "short"

    /// What each call can fail with.
    ///
    /// Not `close`: the kernel closes the descriptor also when it fails, and a tracer that keeps the
    /// call from the kernel does not.
    static let errors: [String: [String]] = {
        let opens = ["EIO", "EMFILE", "ENOSPC", "EROFS", "EINTR"]
        let changes = ["EIO", "ENOSPC", "EROFS"]
        let reads = ["EIO", "EINTR", short]
        let writes = ["EIO", "ENOSPC", "EROFS", "EINTR", short]
        var errors = [
            "read": reads, "pread64": reads, "write": writes, "pwrite64": writes,
            "fsync": ["EIO", "ENOSPC", "EINTR"], "fdatasync": ["EIO", "ENOSPC", "EINTR"],
            "fallocate": ["EIO", "ENOSPC", "EINTR"], "ftruncate": ["EIO", "ENOSPC", "EINTR"],
            "getdents64": ["EIO"], "mmap": ["ENOMEM"], "flock": ["EIO", "EINTR"],
            "fcntl": ["EIO", "EINTR"], "inotify_init1": ["EMFILE", "ENFILE", "ENOMEM"],
            "inotify_add_watch": ["ENOSPC", "ENOMEM"], "sendmsg": ["EAGAIN", "ENOMEM"],
            "sendto": ["EAGAIN", "ENOMEM"],
        ]
        for call in ["open", "openat", "openat2", "creat"] { errors[call] = opens }
        for call in [
            "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat",
            "link", "linkat", "fchmod", "fchmodat", "fchown", "fchownat", "chmod", "utimensat",
        ] { errors[call] = changes }
        for call in [
            "stat", "lstat", "fstat", "newfstatat", "statx", "statfs", "fstatfs", "access",
            "faccessat", "readlink", "readlinkat",
        ] { errors[call] = ["EIO"] }
        return errors
    }()

    /// Whether an error lasts in a real kernel: a signal interrupts one call, not every one.
    static func canLast(_ error: String) -> Bool { error != "EINTR" }
}
