import CSpool
import Glibc

/// A small file that says how the daemon is: a reader sees one text or the next, and a full disk
/// does not keep it from being seen that the disk is full.
///
/// There are two files of one fixed size. The one that nobody reads is written over in place, which
/// needs neither a new block nor an inode, and then the two change names in one step. Nothing is
/// synced: after a power cut there is no daemon whose state it could be.
final class StateFile {
    /// In bytes; what is shown is cut to it. One page, so that writing in place is one step too.
    static let size = 4096

    private let path: String
    private var spare: String { "\(path).spare" }
    /// Held open, so that it can be shown that there is no descriptor left; -1 before.
    private var spareFile: Int32 = -1
    private var shownFile: Int32 = -1

    init(path: String) {
        self.path = path
    }

    deinit { letGo() }

    /// Shows a text, if the disk takes it. One of ``size`` bytes or more is not shown.
    func write(_ text: [UInt8]) {
        guard text.count < StateFile.size else { return }
        // Blanks, not lines: a person may look at it.
        let blanks = Array(repeating: UInt8(ascii: " "), count: StateFile.size - text.count - 1)
        let bytes = text + blanks + [UInt8(ascii: "\n")]
        if spareFile < 0 { spareFile = StateFile.make(spare) }
        guard StateFile.fill(spareFile, bytes) else { return letGo() }
        if renameat2(AT_FDCWD, spare, AT_FDCWD, path, SPOOL_RENAME_EXCHANGE) == 0 {
            // Left by the daemon before.
            if shownFile < 0 { shownFile = StateFile.make(spare) }
            swap(&spareFile, &shownFile)
        } else if errno == ENOENT || errno == EINVAL, rename(spare, path) == 0 {
            // The first time there is nothing to exchange it with. While there is room: the next
            // text may have to be written where there is none.
            swap(&spareFile, &shownFile)
            if spareFile >= 0 { close(spareFile) }
            spareFile = StateFile.make(spare)
            _ = StateFile.fill(spareFile, bytes)
        } else {
            letGo()
        }
    }

    private func letGo() {
        for file in [spareFile, shownFile] where file >= 0 { close(file) }
        (spareFile, shownFile) = (-1, -1)
    }

    private static func make(_ path: String) -> Int32 {
        open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o640)
    }

    private static func fill(_ file: Int32, _ bytes: [UInt8]) -> Bool {
        file >= 0 && pwrite(file, bytes, bytes.count, 0) == bytes.count
    }
}
