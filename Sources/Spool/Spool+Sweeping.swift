import Glibc
import Synchronization
import SystemPackage

/// A walk through all receipts and rejected files, a slice at a time. Of one caller, never two.
public final class Sweep {
    /// Folders still to be walked, the next one last; nil before the first slice.
    fileprivate var pending: [Folder]?
    fileprivate var open: Open?

    /// A walk that begins with the first slice.
    public init() {}

    fileprivate struct Folder {
        let kind: Kind
        let box: FileName
    }

    /// A folder of the spool that has one for each box.
    fileprivate enum Kind: String, CaseIterable {
        case receipts, rejected
    }

    fileprivate struct Open {
        let kind: Kind
        let directory: DirectoryHandle
        let stream: DirectoryStream
    }
}

/// What a slice of a sweep has removed.
public struct Swept: Sendable, Hashable {
    /// How many receipts.
    public var receipts = 0
    /// Rejected files, each with its receipt.
    public var files = 0
    /// Old enough, and could not be removed.
    public var kept = 0
    /// Everything was looked at.
    public var isOver = false

    /// Nothing yet.
    public init() {}
}

/// Old receipts and rejected files go.
extension Spool {
    /// Removes old receipts among the next names of `receipts/` and `rejected/`; a rejected file
    /// goes with the receipt beside it. Call it again with the same sweep until it is over. Waits
    /// for the settling that is under way.
    ///
    /// Only names that the spool gives to receipts, of regular files that are this process's own,
    /// are removed, and only below the folder that was opened: never through a link. A rejected
    /// file stays while it is younger (it was mended, or touched), and so does its receipt; a file
    /// without a receipt of ours is nobody's but its sender's. It goes before its receipt, so that
    /// what a crash leaves is found by the next sweep.
    ///
    /// - Parameters:
    ///   - sweep: how far it is.
    ///   - moment: what was written before goes; nanoseconds since 1970. Of a rejected file its
    ///     ctime counts: when it was set aside, or touched since.
    /// - Throws: ``SpoolError/cannotWrite(path:errno:)`` while the spool is not where it was; call
    ///   again later with a new sweep.
    public func sweep(_ sweep: Sweep, before moment: Int64) throws(SpoolError) -> Swept {
        let place = intake.sync { $0.place }
        let rules = tuning.withLock { $0.looker.rules }
        let result: Result<Swept, Errno> = settler.sync { _ in
            guard let place, !place.isGone, place.check() == nil else {
                return .failure(.staleNFSFileHandle)
            }
            do throws(Errno) {
                return .success(try sweep.next(in: place, rules, before: moment))
            } catch {
                return .failure(error)
            }
        }
        do {
            return try result.get()
        } catch {
            throw .cannotWrite(path: "receipts", errno: error.rawValue)
        }
    }
}

extension Sweep {
    /// Names in one slice.
    private static let slice = 200

    fileprivate func next(
        in place: SpoolPlace, _ rules: NameRules, before moment: Int64
    ) throws(Errno) -> Swept {
        var swept = Swept()
        if pending == nil { pending = try Sweep.folders(of: place) }
        while open == nil {
            guard let folder = pending?.popLast() else {
                swept.isOver = true
                return swept
            }
            open = try? Open(folder, of: place)
        }
        guard let open else { return swept }
        let slice = try open.stream.next(Sweep.slice, rules: rules)
        for entry in slice.entries where !entry.isSpecial {
            guard entry.name.isReceipt else { continue }
            open.remove(entry.name, before: moment, &swept)
        }
        if slice.isAtEnd { self.open = nil }
        return swept
    }

    /// Also those of sources that are no more.
    private static func folders(of place: SpoolPlace) throws(Errno) -> [Folder] {
        var folders: [Folder] = []
        for kind in Kind.allCases {
            // One that nobody needed yet is not there.
            guard let all = try? DirectoryHandle(at: place.spool, FileName(kind.rawValue)) else {
                continue
            }
            folders += try DirectoryStream.folders(in: all).map { Folder(kind: kind, box: $0) }
        }
        return folders
    }
}

extension Sweep.Open {
    init(_ folder: Sweep.Folder, of place: SpoolPlace) throws(Errno) {
        kind = folder.kind
        let all = try DirectoryHandle(at: place.spool, FileName(folder.kind.rawValue))
        directory = try DirectoryHandle(at: all, folder.box)
        stream = try DirectoryStream(directory)
    }

    /// Removes a receipt if it is ours and old enough, in `rejected/` with its file.
    func remove(_ name: FileName, before moment: Int64, _ swept: inout Swept) {
        guard let status = try? System.status(at: directory.descriptor, name),
            status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            FileIdentity(status).modified < moment
        else { return }
        do throws(Errno) {
            if kind == .rejected {
                guard try removeFile(of: name, before: moment, &swept) else { return }
            }
            try System.unlink(at: directory.descriptor, name)
            swept.receipts += 1
        } catch .noSuchFileOrDirectory {
            // Its reader took it.
        } catch {
            swept.kept += 1
        }
    }

    /// - Returns: false if the file that the receipt is about stays.
    private func removeFile(
        of receipt: FileName, before moment: Int64, _ swept: inout Swept
    ) throws(Errno) -> Bool {
        let name = FileName(bytes: Array(receipt.bytes.dropLast(FileName.receiptSuffix.count)))
        do {
            let status = try System.status(at: directory.descriptor, name)
            guard status.st_mode & S_IFMT == S_IFREG, FileIdentity(status).changed < moment else {
                return false
            }
            try System.unlink(at: directory.descriptor, name)
            swept.files += 1
        } catch .noSuchFileOrDirectory {
            // Its sender took it, to mend it.
        }
        return true
    }
}

extension FileName {
    fileprivate static let receiptSuffix = Array(WrittenName.receiptSuffix.utf8)

    /// Whether it is what the spool calls a receipt.
    fileprivate var isReceipt: Bool {
        let suffix = FileName.receiptSuffix
        return bytes.count > suffix.count && bytes.suffix(suffix.count).elementsEqual(suffix)
    }
}
