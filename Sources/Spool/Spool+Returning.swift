import Glibc
import Synchronization
import SystemPackage

/// What became of a rejected file that was to go back.
public enum Returned: Hashable, Sendable {
    /// It lies in its box, under a name that it had or a free one like it: which file it is.
    case returned(FileIdentity)
    /// It has yet to leave its box for `rejected/`: the box is closed, or something is in the way.
    /// Ask again.
    case notYet
    /// It is neither in `rejected/` nor in its box any more.
    case gone
    /// The box is not there, has no free name left, or cannot take the file: its folder or that of
    /// its rejected files is not what it was.
    case noBox
}

/// Rejected files that are to be judged anew.
extension Spool {
    /// Moves a rejected file back into the box that it lay in; its receipt goes with the reason for
    /// it. Owner, bytes and times stay as they are, so that it is taken, or refused, as if its sender
    /// had moved it. Waits for the settling that is under way. Not to be called from
    /// ``SpoolHost/prepare(_:)`` or ``SpoolHost/commit(_:)``.
    ///
    /// Of files that had one name the right one is known by being the same file as was read, or by
    /// the receipt beside it where its sender has put a mended one in its place.
    ///
    /// - Parameters:
    ///   - box: in whose folder of `rejected/` it lies.
    ///   - name: the one it was delivered under.
    ///   - number: that of the attempt which rejected it.
    ///   - identity: which file was read then.
    ///   - isReceipt: whether a receipt's bytes are of that attempt.
    /// - Throws: ``SpoolError/cannotWrite(path:errno:)``; call again later.
    public func putBack(
        box: String, name: FileName, number: Int64, identity: FileIdentity,
        isReceipt: ([UInt8]) -> Bool
    ) throws(SpoolError) -> Returned {
        let place = intake.sync { $0.place }
        let rules = tuning.withLock { $0.looker.rules }
        let result: Result<Returned, Errno> = settler.sync { _ in
            guard let place, !place.isGone, place.check() == nil else {
                return .failure(.staleNFSFileHandle)
            }
            do throws(Errno) {
                return .success(
                    try Rejected(place, box: box, name: name, number: number)
                        .putBack(identity, rules, isReceipt))
            } catch {
                // Folders of one box that are not what they were keep no other box's files waiting.
                return error.stallsSettling ? .failure(error) : .success(.noBox)
            }
        }
        do {
            return try result.get()
        } catch {
            throw .cannotWrite(path: "incoming/\(box)", errno: error.rawValue)
        }
    }
}

/// A rejected file among those of its box.
private struct Rejected {
    /// How many files of one name are looked at.
    private static let turns = 1000

    let folder: DirectoryHandle
    /// Nil if the source has none.
    let box: DirectoryHandle?
    let given: FileName
    let number: Int64
    let names: WrittenName

    init(_ place: SpoolPlace, box: String, name: FileName, number: Int64) throws(Errno) {
        (given, self.number) = (name, number)
        folder = try place.openFolder("rejected", box: box)
        names = WrittenName(name, attempt: number)
        do {
            self.box = try DirectoryHandle(at: place.incoming, FileName(box))
        } catch .noSuchFileOrDirectory {
            self.box = nil
        }
    }

    func putBack(
        _ identity: FileIdentity, _ rules: NameRules, _ isReceipt: ([UInt8]) -> Bool
    ) throws(Errno) -> Returned {
        guard let (name, found) = try find(identity, isReceipt) else {
            return try findInBox(identity, rules)
        }
        guard let box else { return .noBox }
        for turn in 0..<Rejected.turns {
            do {
                let free = names.candidate(turn)
                try System.rename(at: folder.descriptor, name, to: box.descriptor, free)
                // What it says is over. Without its file it would only be in the way.
                try? System.unlink(at: folder.descriptor, WrittenName.receipt(of: name))
                return .returned(found)
            } catch .fileExists {
                continue
            } catch .noSuchFileOrDirectory {
                return .gone
            }
        }
        return .noBox
    }

    /// What it is of a file that is not among the rejected: committed and not moved yet, so that it
    /// stands as it was read or under the spool's own name; or back already, by its sender's hand or
    /// by a run that ended before that was told.
    private func findInBox(
        _ identity: FileIdentity, _ rules: NameRules
    ) throws(Errno) -> Returned {
        guard let box else { return .gone }
        func found(_ name: FileName) throws(Errno) -> FileIdentity? {
            do {
                let found = FileIdentity(try System.status(at: box.descriptor, name))
                // Devices are numbered anew at each boot; a box has only one.
                return (found.inode, found.size, found.modified)
                    == (identity.inode, identity.size, identity.modified) ? found : nil
            } catch .noSuchFileOrDirectory {
                return nil
            }
        }
        for own in rules.ownNames(attempt: number) where try found(own) != nil { return .notYet }
        for name in [given, names.candidate(0), names.candidate(1)] {
            guard let found = try found(name) else { continue }
            return found.changed == identity.changed ? .notYet : .returned(found)
        }
        return .gone
    }

    /// The name that the file has now: the very file, else the one with the attempt's receipt.
    private func find(
        _ identity: FileIdentity, _ isReceipt: ([UInt8]) -> Bool
    ) throws(Errno) -> (FileName, FileIdentity)? {
        for turn in 0..<Rejected.turns {
            let name = names.candidate(turn)
            do {
                let found = FileIdentity(try System.status(at: folder.descriptor, name))
                let isSame = (found.device, found.inode) == (identity.device, identity.inode)
                if isSame || receipt(of: name).map(isReceipt) == true { return (name, found) }
            } catch .noSuchFileOrDirectory {
                // Others of the name may have come after one that is gone.
                if turn > 1 { return nil }
            }
        }
        return nil
    }

    private func receipt(of name: FileName) -> [UInt8]? {
        let receipt = WrittenName.receipt(of: name)
        guard let file = try? System.openForReading(at: folder.descriptor, receipt) else {
            return nil
        }
        defer { close(file) }
        return try? System.read(file, upTo: 1 << 20)
    }
}
