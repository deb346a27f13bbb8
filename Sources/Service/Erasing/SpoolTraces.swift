import Glibc
import JobFormat

/// Looks for an erased person in the files that the daemon has laid in the spool: receipts, and
/// rejected files with theirs; and in whatever else lies there.
///
/// What a source has delivered and nobody has read is not touched: it is taken out of it when it is
/// taken in. A rejected file goes as a whole: it is its source's to keep and to send again, and the
/// daemon may not write into another account's file.
struct SpoolTraces {
    /// How far down folders are looked into that sources have made in theirs.
    private static let deepest = 8

    private let spool: String
    private let redaction: Redaction
    /// Deliveries that the person was taken out of.
    private let deliveries: Set<Int64>
    private let isStopping: () -> Bool

    /// - Parameters:
    ///   - redaction: what takes this person out of a file, and nobody else: what is stuck of others
    ///     is theirs.
    ///   - deliveries: those that the person was taken out of.
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
        /// Files and folders that cannot be looked into: too deep, or not readable.
        var unseen = 0
        /// Not all could be looked at before the daemon had to stop.
        var isCut = false

        /// The end of a sentence: what somebody has to look through by hand.
        var words: String {
            guard unseen > 0 else { return "" }
            return """
                ; \(unseen) files or folders below receipts/ and rejected/ could not be looked into \
                (not readable, or more than \(SpoolTraces.deepest) deep): look yourself
                """
        }
    }

    /// Something about the person that only somebody with other rights can remove.
    struct Stuck: CustomStringConvertible {
        let folder: String
        /// By which it is found, as its name may not be told.
        let inode: UInt64
        let errno: Int32

        /// What and where, and the command that shows its name.
        var description: String {
            "\(String(cString: strerror(errno))): what `find \(folder) -inum \(inode)` shows"
        }
    }

    /// Removes what the daemon has laid of the person, and counts what waits.
    ///
    /// A source may have made anything in its box: a directory that bears a number in its name is
    /// removed if it is empty, and renamed if not; what lies in one is removed like what lies beside
    /// it, as far as the daemon may.
    func remove() -> Found {
        var found = Found()
        for part in ["receipts", "rejected"] {
            let path = "\(spool)/\(part)"
            guard let folder = OpenFolder(path.utf8CString.map { $0 }) else { continue }
            look(through: folder, at: path, depth: 0, &found)
        }
        countWaiting(&found)
        return found
    }

    /// - Parameters:
    ///   - path: as far as it may be told.
    ///   - depth: 0 of what has a folder for each box, 1 of a box, more of what sources have made.
    private func look(
        through folder: OpenFolder, at path: String, depth: Int, _ found: inout Found
    ) {
        var isChanged = false
        for name in folder.names {
            if found.isCut || isStopping() {
                found.isCut = true
                return
            }
            // Else it went meanwhile, a receipt with its file.
            guard let status = folder.status(of: name) else { continue }
            if status.isFolder {
                look(into: name, status, of: folder, at: path, depth: depth, &found)
            }
            guard isAbout(folder, name, status, &found) else { continue }
            if let stuck = remove(name, status, in: folder, at: path) {
                found.stuck.append(stuck)
                continue
            }
            if let stuck = removeReceipt(of: name, in: folder, at: path) {
                found.stuck.append(stuck)
            }
            found.removed += 1
            isChanged = true
        }
        if isChanged { fsync(folder.descriptor) }
    }

    private func look(
        into name: [CChar], _ status: stat, of folder: OpenFolder, at path: String, depth: Int,
        _ found: inout Found
    ) {
        guard depth < SpoolTraces.deepest, status.st_dev == folder.device,
            let inner = OpenFolder(name, in: folder)
        else {
            found.unseen += 1
            return
        }
        let bytes = name.bytes
        // What sources have named may tell who it is.
        let isBox = depth == 0 && redaction.masked(bytes) == bytes
        let inside = isBox ? "\(path)/\(String(decoding: bytes, as: UTF8.self))" : path
        look(through: inner, at: inside, depth: depth + 1, &found)
    }

    private func countWaiting(_ found: inout Found) {
        let path = "\(spool)/incoming"
        guard let all = OpenFolder(path.utf8CString.map { $0 }) else { return }
        for box in all.names {
            guard let folder = OpenFolder(box, in: all) else { continue }
            for name in folder.names {
                guard !isStopping(), let status = folder.status(of: name) else { continue }
                var ignored = Found()
                if isAbout(folder, name, status, &ignored) { found.waiting += 1 }
            }
        }
    }

    private func isAbout(
        _ folder: OpenFolder, _ name: [CChar], _ status: stat, _ found: inout Found
    ) -> Bool {
        if redaction.masked(name.bytes) != name.bytes { return true }
        guard status.isFile else { return false }
        let file = folder.openForReading(name)
        guard file >= 0 else {
            if errno != ENOENT { found.unseen += 1 }
            return false
        }
        defer { close(file) }
        return FilePieces(file).contains { bytes in
            if redaction.redacted(bytes) != nil { return true }
            return ReceiptDocument.attempt(in: bytes).map(deliveries.contains) ?? false
        } while: {
            !isStopping()
        }
    }

    private func removeReceipt(
        of name: [CChar], in folder: OpenFolder, at path: String
    ) -> Stuck? {
        let receipt = name.dropLast() + ".receipt.json".utf8CString
        guard let status = folder.status(of: Array(receipt)) else { return nil }
        return remove(Array(receipt), status, in: folder, at: path)
    }

    /// - Returns: nil if nothing of that name is there any more.
    private func remove(
        _ name: [CChar], _ status: stat, in folder: OpenFolder, at path: String
    ) -> Stuck? {
        let isGone =
            if status.isFolder {
                unlinkat(folder.descriptor, name, AT_REMOVEDIR) == 0
                    || renameat(
                        folder.descriptor, name, folder.descriptor,
                        redaction.masked(name.bytes).map { CChar(bitPattern: $0) } + [0]) == 0
            } else {
                unlinkat(folder.descriptor, name, 0) == 0
            }
        guard !isGone, errno != ENOENT else { return nil }
        return Stuck(folder: path, inode: UInt64(status.st_ino), errno: errno)
    }
}

extension [CChar] {
    /// A name without the zero at its end.
    fileprivate var bytes: [UInt8] { dropLast().map { UInt8(bitPattern: $0) } }
}
