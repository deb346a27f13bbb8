import Synchronization
import Glibc
import SystemPackage

/// The notes of what is in work: opened at the start, read for what the last run left.
extension Spool {
    /// Jobs of a batch for which there is room in any case, so that a reload may ask for more.
    private static var leastBatch: Int { 256 }

    /// Under the spool's lock, before its boxes are opened. Without notes all else goes on.
    func openNotes(_ desk: inout Desk) {
        guard let path = desk.suspects else { return }
        do throws(Errno) {
            let file = try SuspectFile(
                path: path, workers: desk.logic.settings.workers,
                batch: max(Self.leastBatch, tuning.withLock { $0.maximumBatch }))
            notes.withLock { $0 = file }
            desk.logic.suspect(file.suspects)
            if file.lastRun.isUnclean {
                observe(
                    .endedUncleanly(
                        process: file.lastRun.process, signal: file.lastRun.signal,
                        suspects: file.suspects.count { $0.state == .waiting }))
            }
        } catch {
            observe(.notesMissing(path: path, errno: error.rawValue))
        }
    }

    /// Tells of those that are not even opened, and forgets those of them that were changed or
    /// removed.
    func tellOfShunned(_ desk: Desk) {
        guard let file = notes.withLock({ $0 }) else { return }
        for (number, suspect) in file.suspects.enumerated() where suspect.state == .shunned {
            let box = desk.boxes.values.first { FileName($0.box.name) == suspect.held.box }
            guard let directory = box?.handle?.directory, let identity = suspect.held.identity
            else { continue }
            let status = try? System.status(at: directory.descriptor, suspect.held.name)
            let isThere = status.map { FileIdentity($0).isSameContent(as: identity) } ?? false
            guard isThere else {
                file.closes(number)
                continue
            }
            observe(
                .suspectShunned(
                    box: suspect.held.box.printable, name: suspect.held.name,
                    deaths: suspect.deaths))
        }
    }
}
