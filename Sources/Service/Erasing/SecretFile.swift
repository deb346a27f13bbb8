import Glibc

/// A file of the state directory that nobody but the daemon's account may read: the key by which
/// erased people are known, and the words that are looked for while somebody is erased.
struct SecretFile {
    let path: String

    /// What is in it; nil if it is not there.
    ///
    /// - Throws: errno of open(2) or read(2).
    func read() throws(SecretFileError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw SecretFileError(path: path, errno: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &piece, piece.count)
            guard count >= 0 else { throw SecretFileError(path: path, errno: errno) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
    }

    /// Writes it, whole and durable, or leaves what was there.
    func write(_ bytes: [UInt8]) throws(SecretFileError) {
        let draft = "\(path).new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw SecretFileError(path: draft, errno: errno) }
        defer { close(file) }
        // A default access list of the directory gives operators what the mode does not say.
        guard fchmod(file, 0o600) == 0, Glibc.write(file, bytes, bytes.count) == bytes.count,
            fsync(file) == 0, rename(draft, path) == 0
        else { throw SecretFileError(path: draft, errno: errno) }
        try syncFolder()
    }

    /// Writes zeros over it and removes it.
    func remove() throws(SecretFileError) {
        let file = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return }
            throw SecretFileError(path: path, errno: errno)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw SecretFileError(path: path, errno: errno) }
        let zeros = [UInt8](repeating: 0, count: Int(status.st_size))
        guard pwrite(file, zeros, zeros.count, 0) == zeros.count, fsync(file) == 0,
            unlink(path) == 0
        else { throw SecretFileError(path: path, errno: errno) }
        try syncFolder()
    }

    private func syncFolder() throws(SecretFileError) {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        let folder = open(String(path[..<end]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SecretFileError(path: path, errno: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw SecretFileError(path: path, errno: errno) }
    }
}

/// A secret file cannot be read or written. Wait, then the same again.
struct SecretFileError: Error, CustomStringConvertible {
    let path: String
    let errno: Int32

    var description: String { "\(path): \(String(cString: strerror(errno)))" }
}
