import CSpool
import Glibc

/// A folder of files that appears whole or not at all: made beside its place, then put there by a
/// rename. One that was there before is replaced in one step.
struct ReportFolder {
    private let parent: String
    private let name: String
    private let path: String

    /// Makes an empty folder beside the place; its name begins with a dot until it is put.
    init(named name: String, in parent: String) throws {
        self.parent = parent
        self.name = name
        path = "\(parent)/.\(name).\(getpid())"
        guard mkdir(path, 0o777) == 0 else {
            throw ReportFolder.failure("\(path) cannot be made")
        }
    }

    /// Writes a file, to the disk.
    func write(_ text: String, to file: String) throws {
        let target = "\(path)/\(file)"
        let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw ReportFolder.failure("\(target) cannot be made") }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ReportFolder.failure("\(target) cannot be written") }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else {
            throw ReportFolder.failure("\(target) cannot be written")
        }
    }

    /// Puts the folder in its place, and lets `latest` point to it.
    ///
    /// - Returns: the path of the place.
    func put() throws -> String {
        let place = "\(parent)/\(name)"
        try sync(path)
        if rename(path, place) != 0 {
            guard errno == ENOTEMPTY || errno == EEXIST,
                renameat2(AT_FDCWD, path, AT_FDCWD, place, SPOOL_RENAME_EXCHANGE) == 0
            else { throw ReportFolder.failure("\(place) cannot be put in its place") }
            // What was there is under the dotted name now.
            abandon()
        }
        let link = "\(parent)/.latest.\(getpid())"
        guard symlink(name, link) == 0, rename(link, "\(parent)/latest") == 0 else {
            let failure = ReportFolder.failure("\(parent)/latest cannot be made")
            unlink(link)
            throw failure
        }
        try sync(parent)
        return place
    }

    /// Takes away what was not put, as far as that can be done.
    func abandon() {
        guard let folder = opendir(path) else { return }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        closedir(folder)
        for name in names where name != "." && name != ".." { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    private func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ReportFolder.failure("\(folder) cannot be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw ReportFolder.failure("\(folder) cannot be written")
        }
    }

    private static func failure(_ what: String) -> CommandFailure {
        CommandFailure(.output, "\(what): \(String(cString: strerror(errno)))")
    }
}
