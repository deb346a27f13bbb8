import Glibc

/// One file of the configuration as text.
enum ConfigurationFile {
    /// Bytes; a hundred times what a registry of some size needs.
    static let maximumSize = 1 << 20

    enum Content {
        case text(String)
        case absent
        /// Said in the log.
        case unusable
    }

    /// Reads a regular file of UTF-8 text.
    static func read(_ path: String, log: FaultLog) -> Content {
        // Without O_NONBLOCK a FIFO in its place would keep the daemon waiting for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return .absent }
            return unusable(path, "cannot be opened: \(lastError())", log)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            return unusable(path, "cannot be looked at: \(lastError())", log)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return unusable(path, "is not a regular file", log)
        }
        switch bytes(of: descriptor) {
        case .failure(let error):
            return unusable(path, error.text, log)
        case .success(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                let line = lineOfFirstFault(bytes)
                log.add(path, line, "is not UTF-8", mend: "Save the file as UTF-8")
                return .unusable
            }
            return .text(text)
        }
    }

    private struct ReadError: Error {
        let text: String
    }

    private static func bytes(of descriptor: Int32) -> Result<[UInt8], ReadError> {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                return .failure(ReadError(text: "cannot be read: \(lastError())"))
            }
            if count == 0 { return .success(bytes) }
            bytes += buffer.prefix(count)
            guard bytes.count <= maximumSize else {
                return .failure(ReadError(text: "is larger than \(maximumSize) bytes"))
            }
        }
    }

    private static func lineOfFirstFault(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (index ?? 0) + 1
    }

    private static func unusable(_ path: String, _ problem: String, _ log: FaultLog) -> Content {
        log.add(path, nil, problem, mend: "Put a readable text file there")
        return .unusable
    }

    private static func lastError() -> String {
        String(cString: strerror(errno))
    }
}
