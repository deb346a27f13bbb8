import Glibc
import Synchronization
import SystemPackage

/// The open spool: the folder, its `incoming/` with our lock on it, and which they are.
///
/// When the path leads elsewhere (moved, unmounted, mounted over, removed) this place is gone for
/// good; a new one is opened when the path leads to a spool again.
final class SpoolPlace: Sendable {
    let path: String
    let spool: DirectoryHandle
    let incoming: DirectoryHandle
    private let gone = Atomic<Bool>(false)

    /// Opens and locks it. Touches nothing.
    init(path: String) throws(SpoolError) {
        self.path = path
        let incomingPath = path + "/incoming"
        do {
            spool = try DirectoryHandle(path: path)
        } catch {
            throw .cannotOpen(path: path, errno: error.rawValue)
        }
        do {
            incoming = try DirectoryHandle(at: spool, FileName("incoming"))
        } catch {
            throw .cannotOpen(path: incomingPath, errno: error.rawValue)
        }
        do {
            let descriptor = incoming.descriptor
            try System.check { flock(descriptor, LOCK_EX | LOCK_NB) }
        } catch .wouldBlock {
            throw .locked(path: incomingPath)
        } catch {
            throw .cannotWatch(path: incomingPath, errno: error.rawValue)
        }
    }

    var isGone: Bool { gone.load(ordering: .relaxed) }

    /// Gives the lock up too: the same directory may be opened anew while files on their way
    /// still hold this one.
    func markGone() {
        gone.store(true, ordering: .relaxed)
        _ = flock(incoming.descriptor, LOCK_UN)
    }

    /// Whether the path still leads here.
    /// - Returns: nil if so, else the errno: `ESTALE` when it leads to another directory.
    func check() -> Int32? {
        do {
            let status = try System.status(path: path + "/incoming")
            return incoming.isDirectory(of: status) ? nil : ESTALE
        } catch {
            return error.rawValue
        }
    }

    /// Whether the box's name under `incoming/` still leads to the open folder.
    func leads(to directory: DirectoryHandle, box: FileName) -> Bool {
        guard let status = try? System.status(at: incoming.descriptor, box) else { return false }
        return directory.isDirectory(of: status)
    }

    /// Opens `rejected/BOX` or `receipts/BOX`; makes what is missing below the spool's folder.
    func openFolder(_ kind: String, box: String) throws(Errno) -> DirectoryHandle {
        let all = try openOrMake(at: spool, FileName(kind))
        return try openOrMake(at: all, FileName(box))
    }

    private func openOrMake(
        at parent: DirectoryHandle, _ name: FileName
    ) throws(Errno) -> DirectoryHandle {
        do {
            return try DirectoryHandle(at: parent, name)
        } catch .noSuchFileOrDirectory {
            try System.makeDirectory(at: parent.descriptor, name)
            return try DirectoryHandle(at: parent, name)
        }
    }
}
