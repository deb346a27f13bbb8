package import Ledger
import Spool

/// Follows files that were handed in until the ledger has them.
package struct Following {
    /// What tells a file in the ledger from all others; its time of change is not among it, for the
    /// step from the drop box changes that.
    private struct Mark: Hashable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let modified: Int64
    }

    private static let pageSize = 1000

    private var awaited: [Mark: Submission.Handed] = [:]
    private var lastSeen: Int64
    /// How many of the files the ledger has.
    package private(set) var arrived = 0

    /// - Parameters:
    ///   - files: to be followed.
    ///   - lastAttempt: the ledger's last attempt before the first of them was handed in.
    package init(_ files: [Submission.Handed], after lastAttempt: Int64) {
        lastSeen = lastAttempt
        for file in files {
            let identity = file.identity
            awaited[
                Mark(
                    device: identity.device, inode: identity.inode, size: identity.size,
                    modified: identity.modified)] = file
        }
    }

    /// The files that have no attempt yet.
    package var missing: [Submission.Handed] { Array(awaited.values) }

    /// Looks at what the ledger has recorded since the last look.
    ///
    /// - Returns: of the files that have arrived now, each with its attempt's number.
    package mutating func look(
        at ledger: LedgerReader
    ) throws(LedgerError) -> [(file: Submission.Handed, attempt: Int64)] {
        var found: [(file: Submission.Handed, attempt: Int64)] = []
        while true {
            let page = try ledger.files(after: lastSeen, limit: Following.pageSize)
            for settled in page {
                lastSeen = settled.attempt
                let identity = settled.identity
                let mark = Mark(
                    device: identity.device, inode: identity.inode, size: identity.size,
                    modified: identity.mtimeNs)
                if let file = awaited.removeValue(forKey: mark) {
                    found.append((file, settled.attempt))
                }
            }
            if page.count < Following.pageSize { break }
        }
        arrived += found.count
        return found
    }
}
