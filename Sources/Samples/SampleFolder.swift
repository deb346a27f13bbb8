import Glibc
import Programme

/// Writes job files as an upstream should: under a name that is not looked at, then renamed.
package enum SampleFolder {
    /// Writes jobs in their order, each into the folder of its source, which is made if missing.
    ///
    /// - Parameters:
    ///   - jobs: drawn one by one, so that a sample need not fit into memory.
    ///   - directory: exists or is made; its parent exists. May be a spool's `incoming/`.
    /// - Returns: how many were written.
    @discardableResult
    package static func write(
        _ jobs: some Sequence<SampleJob>, into directory: String
    ) throws(SamplesError) -> Int {
        try makeFolder(directory)
        var folders: Set<SourceCode> = []
        var count = 0
        for job in jobs {
            let folder = "\(directory)/\(job.source)"
            if folders.insert(job.source).inserted { try makeFolder(folder) }
            // A name with a dot in front is no delivery until it is renamed.
            let temporary = "\(folder)/.\(job.fileName).part"
            let final = "\(folder)/\(job.fileName)"
            try write(job.bytes, to: temporary)
            guard rename(temporary, final) == 0 else {
                throw .cannotWrite(path: final, errno: errno)
            }
            count += 1
        }
        return count
    }

    private static func makeFolder(_ path: String) throws(SamplesError) {
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw .cannotWrite(path: path, errno: errno)
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(SamplesError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                close(descriptor)
                throw .cannotWrite(path: path, errno: code)
            }
            written += count
        }
        guard close(descriptor) == 0 else { throw .cannotWrite(path: path, errno: errno) }
    }
}
