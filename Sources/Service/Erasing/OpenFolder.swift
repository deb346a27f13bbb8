import Glibc

/// An open folder of the spool, in which sources may have laid anything: it is gone through by its
/// descriptor and no link is followed, so nothing outside of it can be reached.
final class OpenFolder {
    let descriptor: Int32
    /// In which file system.
    let device: dev_t

    /// - Parameters:
    ///   - path: of the spool's own, or the name of a folder in another one.
    ///   - parent: that other one.
    /// - Returns: nil, with errno, if it is no folder or may not be read.
    init?(_ path: [CChar], in parent: OpenFolder? = nil) {
        descriptor = openat(
            parent?.descriptor ?? AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        device = status.st_dev
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// What is in it, each name as it is, with a zero at its end.
    var names: [[CChar]] {
        let again = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard again >= 0 else { return [] }
        guard let stream = fdopendir(again) else {
            close(again)
            return []
        }
        defer { closedir(stream) }
        // The name is longer than the imported tuple may be: it is reached by its offset.
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        var names: [[CChar]] = []
        while let entry = readdir(stream) {
            let start = UnsafeRawPointer(entry).advanced(by: offset)
                .assumingMemoryBound(to: CChar.self)
            guard strcmp(start, ".") != 0, strcmp(start, "..") != 0 else { continue }
            names.append(Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1)))
        }
        return names
    }

    /// Of the link itself if it is one; nil if nothing of that name is there.
    func status(of name: [CChar]) -> stat? {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    /// Opens what may be a file to be read; never a link, and no pipe is waited for.
    ///
    /// - Returns: negative, with errno, if it cannot be opened.
    func openForReading(_ name: [CChar]) -> Int32 {
        openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    }
}

extension stat {
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    var isFile: Bool { st_mode & S_IFMT == S_IFREG }
}
