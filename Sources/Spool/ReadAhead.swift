import Glibc
import SystemPackage

/// Asks the disk for the files of a worker's turn together.
///
/// What has waited for long is on the disk alone. Read one after the other, each such file waits for
/// the disk by itself, though its neighbours by inode lie beside it.
enum ReadAhead {
    /// How much of a file is asked for, in bytes. Of a longer one the kernel reads on by itself.
    static let length = 128 << 10

    /// Nothing is decided: what fails here fails again where it is looked at. Of a file that may not be
    /// read nothing is asked for.
    ///
    /// Of each box the first file tells whether the others are asked for, so that files that are in
    /// memory, as nearly all are when they come, cost nothing.
    ///
    /// - Parameters:
    ///   - end: monotonic; no more is asked for from then on, for to open a file may take as long as
    ///     to read it.
    ///   - note: says which file is open, should that be the end of the process.
    static func ask(
        for chunk: [Candidate], in handles: [BoxID: BoxHandle], until end: UInt64,
        noting note: SuspectSlot? = nil
    ) {
        guard chunk.count > 1 else { return }
        var box: BoxID?
        var isCold = false
        for candidate in chunk where candidate.mayBeAskedFor {
            let isFirst = candidate.box != box
            guard isFirst || isCold, let handle = handles[candidate.box] else { continue }
            note?.note(box: handle.name, name: candidate.name, step: .read)
            defer { note?.clear() }
            let parent = handle.directory.descriptor
            guard let file = try? System.openForReading(at: parent, candidate.name) else {
                continue
            }
            defer { close(file) }
            guard let status = try? System.status(of: file),
                FileKind(mode: status.st_mode) == .regular, handle.mayOwn(status.st_uid)
            else { continue }
            if isFirst { (box, isCold) = (candidate.box, !System.isInMemory(file)) }
            if isCold { posix_fadvise(file, 0, off_t(length), POSIX_FADV_WILLNEED) }
            if Clock.monotonic > end { return }
        }
    }
}

extension Candidate {
    /// It was found by a scan, a file as the directory has it, and nothing is known of it.
    fileprivate var mayBeAskedFor: Bool {
        !isHinted && !isSpecial && suspect == nil && seen == nil
    }
}
