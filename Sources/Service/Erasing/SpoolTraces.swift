import Glibc
import JobFormat

/// Looks for an erased person in the files that the daemon has laid in the spool: receipts, and
/// rejected files with theirs.
///
/// What a source has delivered and nobody has read is not touched: it is taken out of it when it is
/// taken in. A rejected file goes as a whole: it is its source's to keep and to send again, and the
/// daemon may not write into another account's file.
struct SpoolTraces {
    /// The largest file that is looked into whole; of longer ones each piece by itself, in bytes.
    private static let piece = 8 << 20
    /// Digits that a number may have before the end of a piece, with separators, in bytes.
    private static let overlap = 64

    private let spool: String
    private let redaction: Redaction
    /// Deliveries that the person was taken out of.
    private let deliveries: Set<Int64>
    private let isStopping: () -> Bool

    init(
        spool: String, redaction: Redaction, deliveries: Set<Int64>,
        isStopping: @escaping () -> Bool
    ) {
        self.spool = spool
        self.redaction = redaction
        self.deliveries = deliveries
        self.isStopping = isStopping
    }

    /// What was found.
    struct Found {
        var removed = 0
        /// Delivered files that nobody has read yet.
        var waiting = 0
        /// What could not be removed, and why.
        var stuck: [Stuck] = []
        /// Not all could be looked at before the daemon had to stop.
        var isCut = false
    }

    /// Something about the person that only somebody with other rights can remove.
    struct Stuck: CustomStringConvertible {
        let folder: String
        /// By which it is found, as its name may not be told.
        let inode: UInt64
        let errno: Int32

        /// What and where, and the command that shows its name.
        var description: String {
            """
            \(String(cString: strerror(errno))): what `find \(folder) -maxdepth 1 -inum \(inode)` \
            shows
            """
        }
    }

    /// Removes what the daemon has laid of the person, and counts what waits.
    ///
    /// A source may have made anything in its box: a directory that bears a number in its name is
    /// removed if it is empty, and renamed if not.
    func remove() -> Found {
        var found = Found()
        for part in ["receipts", "rejected"] {
            for box in names(in: "\(spool)/\(part)") {
                let folder = "\(spool)/\(part)/\(box)"
                var isChanged = false
                for name in names(in: folder) {
                    if isStopping() {
                        found.isCut = true
                        return found
                    }
                    guard isAbout(folder, name) else { continue }
                    if let stuck = remove(name, in: folder) {
                        found.stuck.append(stuck)
                        continue
                    }
                    // Its receipt names the file; one that lies elsewhere is looked at by itself.
                    if part == "rejected",
                        let stuck = remove("\(name).receipt.json", in: folder)
                    {
                        found.stuck.append(stuck)
                    }
                    found.removed += 1
                    isChanged = true
                }
                if isChanged { sync(folder) }
            }
        }
        for box in names(in: "\(spool)/incoming") {
            let folder = "\(spool)/incoming/\(box)"
            found.waiting += names(in: folder).count { !isStopping() && isAbout(folder, $0) }
        }
        return found
    }

    private func isAbout(_ folder: String, _ name: String) -> Bool {
        if redaction.masked(name) != name { return true }
        let file = open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        var rest: [UInt8] = []
        while let piece = SpoolTraces.read(file) {
            let bytes = rest + piece
            if redaction.redacted(bytes) != nil { return true }
            if let number = ReceiptDocument.attempt(in: bytes), deliveries.contains(number) {
                return true
            }
            rest = Array(bytes.suffix(SpoolTraces.overlap))
        }
        return false
    }

    private static func read(_ file: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: piece)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// - Returns: nil if nothing of that name is there any more.
    private func remove(_ name: String, in folder: String) -> Stuck? {
        let path = "\(folder)/\(name)"
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let isGone =
            if status.st_mode & S_IFMT == S_IFDIR {
                rmdir(path) == 0 || rename(path, "\(folder)/\(redaction.masked(name))") == 0
            } else {
                unlink(path) == 0
            }
        guard !isGone, errno != ENOENT else { return nil }
        return Stuck(folder: folder, inode: UInt64(status.st_ino), errno: errno)
    }

    private func sync(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
