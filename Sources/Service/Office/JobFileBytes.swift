import Glibc

/// Reads a job file as the daemon would: never waits for a FIFO's writer, never more than the
/// limit.
package enum JobFileBytes {
    /// The most bytes that any job file may have; the configuration may say less.
    package static let limit = 4 << 20

    /// The file's bytes; of a larger file than `limit` one byte more, so that the strict reader
    /// says which limit is passed.
    ///
    /// - Parameters:
    ///   - path: of a regular file, or a link to one.
    ///   - limit: in bytes.
    package static func read(_ path: String, limit: Int = limit) throws(OfficeError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
        defer { close(descriptor) }
        return try bytes(of: descriptor, path: path, limit: limit)
    }

    static func bytes(
        of descriptor: Int32, path: String, limit: Int
    ) throws(OfficeError) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(1 << 16, limit + 1))
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, min(buffer.count, limit + 1 - bytes.count))
            if count == 0 { break }
            if count > 0 {
                bytes += buffer.prefix(count)
            } else if errno != EINTR {
                throw .cannotRead(path: path, errno: errno)
            }
        }
        return bytes
    }
}
