import CSpool
import Glibc
import SystemPackage

/// System calls as Swift: EINTR is tried again, failure is a thrown `Errno`.
///
/// Paths are one component relative to an open directory, so that nothing above it can be swapped.
enum System {
    /// `open(2)` of a directory by its path.
    static func openDirectory(path: String) throws(Errno) -> Int32 {
        try check { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }

    /// `openat(2)` of a directory that is not a link.
    static func openDirectory(at parent: Int32, _ name: FileName) throws(Errno) -> Int32 {
        try check {
            openat(parent, name.terminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
    }

    /// `openat(2)` of a file that someone else made: follows no link, waits for no FIFO's writer,
    /// takes no terminal.
    static func openForReading(at parent: Int32, _ name: FileName) throws(Errno) -> Int32 {
        try check {
            openat(
                parent, name.terminated, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        }
    }

    /// `openat(2)` of a file that must not be there yet, mode 0640.
    static func create(at parent: Int32, _ name: FileName) throws(Errno) -> Int32 {
        try check {
            openat(
                parent, name.terminated, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640
            )
        }
    }

    /// `fstat(2)`.
    static func status(of descriptor: Int32) throws(Errno) -> stat {
        var status = stat()
        try check { fstat(descriptor, &status) }
        return status
    }

    /// `fstatat(2)`, of the link itself if it is one.
    static func status(at parent: Int32, _ name: FileName) throws(Errno) -> stat {
        var status = stat()
        try check { fstatat(parent, name.terminated, &status, AT_SYMLINK_NOFOLLOW) }
        return status
    }

    /// `stat(2)` of a path.
    static func status(path: String) throws(Errno) -> stat {
        var status = stat()
        try check { stat(path, &status) }
        return status
    }

    /// `renameat2(2)` with `RENAME_NOREPLACE`: fails with `EEXIST` instead of replacing.
    static func rename(
        at parent: Int32, _ name: FileName, to newParent: Int32, _ newName: FileName
    ) throws(Errno) {
        try check {
            renameat2(
                parent, name.terminated, newParent, newName.terminated, SPOOL_RENAME_NOREPLACE)
        }
    }

    /// `renameat2(2)` within a folder; what has the new name is removed.
    static func replace(
        at parent: Int32, _ newName: FileName, with name: FileName
    ) throws(Errno) {
        try check { renameat2(parent, name.terminated, parent, newName.terminated, 0) }
    }

    /// `unlinkat(2)`.
    static func unlink(at parent: Int32, _ name: FileName) throws(Errno) {
        try check { unlinkat(parent, name.terminated, 0) }
    }

    /// `mkdirat(2)`, mode 0770 less the umask. One that is there already is no failure.
    static func makeDirectory(at parent: Int32, _ name: FileName) throws(Errno) {
        do {
            try check { mkdirat(parent, name.terminated, 0o770) }
        } catch .fileExists {}
    }

    /// `read(2)` until `limit` bytes are there or the file ends.
    static func read(_ descriptor: Int32, upTo limit: Int) throws(Errno) -> [UInt8] {
        var failure: Errno?
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            while count < limit {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                let got = Glibc.read(descriptor, rest.baseAddress, rest.count)
                if got == 0 { return }
                if got > 0 {
                    count += got
                } else if errno != EINTR {
                    failure = Errno(rawValue: errno)
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Whether a file's first byte can be read without waiting for the disk, by `preadv2(2)`. True
    /// where the file system cannot tell.
    static func isInMemory(_ descriptor: Int32) -> Bool {
        var byte: UInt8 = 0
        return withUnsafeMutableBytes(of: &byte) { buffer in
            var place = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
            return preadv2(descriptor, &place, 1, 0, SPOOL_RWF_NOWAIT) >= 0 || errno != EAGAIN
        }
    }

    /// `write(2)` until all is written.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Errno) {
        var written = 0
        while written < bytes.count {
            let result = bytes.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
            }
            if result >= 0 {
                written += result
            } else if errno != EINTR {
                throw Errno(rawValue: errno)
            }
        }
    }

    /// Runs a call that says failure by -1, again while a signal interrupts it.
    @discardableResult
    static func check(_ call: () -> Int32) throws(Errno) -> Int32 {
        while true {
            let result = call()
            if result != -1 { return result }
            if errno != EINTR { throw Errno(rawValue: errno) }
        }
    }
}

extension Errno {
    /// No descriptor or no memory: nothing is wrong with the file, it is tried again later.
    var isShortage: Bool {
        self == .tooManyOpenFiles || self == .tooManyOpenFilesInSystem || self == .noMemory
    }

    /// No file can be settled as long as it lasts, whichever it is.
    var stallsSettling: Bool {
        isShortage || self == .noSpace || self == .diskQuotaExceeded || self == .readOnlyFileSystem
    }
}

extension FileIdentity {
    init(_ status: stat) {
        self.init(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000
                &+ Int64(status.st_mtim.tv_nsec),
            changed: Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec),
            owner: status.st_uid)
    }
}

extension FileKind {
    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        default: self = .device
        }
    }
}

/// The two clocks, in nanoseconds.
enum Clock {
    /// Since some point in the past; never goes back. All timers use it.
    static var monotonic: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Since 1970; an admin may set it.
    static var wall: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
