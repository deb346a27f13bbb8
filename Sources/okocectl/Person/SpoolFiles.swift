import Glibc
import JobFormat
import Reports

/// Files of the spool in which a person stands: delivered and not read yet, or rejected, whose bytes
/// the ledger need not have.
struct SpoolFiles {
    private(set) var found: [DossierText.File] = []
    /// Those that who asks may not read.
    private(set) var closed: [String] = []
    private let search: PersonSearch

    /// - Parameter spool: the spool's path.
    init(in spool: String, _ search: PersonSearch) {
        self.search = search
        for part in ["incoming", "rejected"] {
            for box in names(in: "\(spool)/\(part)") {
                for name in names(in: "\(spool)/\(part)/\(box)") where isJob(name) {
                    look("\(spool)/\(part)/\(box)/\(name)", named: name)
                }
            }
        }
    }

    private func isJob(_ name: String) -> Bool {
        name.hasSuffix(".json") && !name.hasSuffix(".receipt.json")
    }

    private mutating func look(_ path: String, named name: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            // One that was taken meanwhile is in the ledger.
            if errno != ENOENT { closed.append(path) }
            return
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        // A file that may be a job is no larger; of a larger one its beginning tells.
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), SpoolFiles.most))
        let count = read(file, &bytes, bytes.count)
        guard count >= 0 else { return closed.append(path) }
        bytes.removeLast(bytes.count - count)
        if let items = search.items(in: bytes) {
            found.append(DossierText.File(path: path, items: items.map(\.text)))
        } else if search.stands(in: Array(name.utf8)) {
            found.append(DossierText.File(path: path, items: []))
        }
    }

    /// 8 MiB.
    private static let most = 8 << 20

    private mutating func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else {
            if errno != ENOENT && errno != ENOTDIR { closed.append(folder) }
            return []
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
