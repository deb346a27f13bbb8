import Glibc
package import Programme

/// Why something at the operator's or a source's hand could not be done. Nothing was changed.
package enum OfficeError: Error, Hashable, Sendable {
    /// A file or directory could not be opened.
    case cannotOpen(path: String, errno: Int32)
    /// A directory could not be listed to its end.
    case cannotList(path: String, errno: Int32)
    /// A file could not be read.
    case cannotRead(path: String, errno: Int32)
    /// A file has more bytes than a job may have.
    case tooLarge(path: String, limit: Int)
    /// A FIFO, a device, a directory: not something that holds a job.
    case notAFile(path: String)
}

extension OfficeError {
    /// The complaint that says it of a job file.
    package var code: ComplaintCode {
        switch self {
        case .notAFile: .notARegularFile
        case .tooLarge: .limitPassed
        case .cannotOpen, .cannotList, .cannotRead: .notReadable
        }
    }
}

extension OfficeError: CustomStringConvertible {
    /// What went wrong, with the path, in words for a terminal.
    package var description: String {
        switch self {
        case .cannotOpen(let path, let errno): "\(path): cannot be opened: \(reason(errno))"
        case .cannotList(let path, let errno): "\(path): cannot be listed: \(reason(errno))"
        case .cannotRead(let path, let errno): "\(path): cannot be read: \(reason(errno))"
        case .tooLarge(let path, let limit): "\(path): has more than \(limit) bytes"
        case .notAFile(let path): "\(path): is not a regular file"
        }
    }

    private func reason(_ errno: Int32) -> String {
        String(cString: strerror(errno))
    }
}
