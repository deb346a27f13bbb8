import JobFormat
package import Programme
package import Spool

/// Looks whether complete files still wait in the drop boxes.
///
/// A file that ends too early is not complete: it waits for its sender, not for the daemon. Each is
/// read again only when it has changed. What cannot be read, or is no regular file, still counts:
/// the daemon has it to settle.
package struct SettlementWatch {
    /// A file that the daemon has yet to settle.
    package struct Waiting: Hashable, Sendable {
        package let source: SourceCode
        package let name: FileName
    }

    private let incoming: String
    private let sources: [SourceCode]
    private let limit: Int
    private var reader = JobReader()
    private var incomplete: Set<FileIdentity> = []

    /// - Parameters:
    ///   - spool: the spool directory.
    ///   - sources: the registered ones; other folders are nobody's drop box.
    ///   - limit: bytes a job file may have.
    package init(spool: String, sources: [SourceCode], limit: Int) {
        incoming = spool + "/incoming"
        self.sources = sources
        self.limit = limit
    }

    /// Some complete file that waits; nil if none does.
    ///
    /// - Throws: ``BoxError`` if `incoming/` is not there, or a box may not be looked into.
    package mutating func waitingFile() throws(BoxError) -> Waiting? {
        _ = try BoxReader(path: incoming)
        for source in sources {
            if let name = try waitingFile(in: source) {
                return Waiting(source: source, name: name)
            }
        }
        return nil
    }

    private mutating func waitingFile(in source: SourceCode) throws(BoxError) -> FileName? {
        let box: BoxReader
        do {
            box = try BoxReader(path: "\(incoming)/\(source)")
        } catch .cannotOpen(_, Self.absent) {
            return nil  // a source need not have a box
        }
        var found: FileName?
        var failure: BoxError?
        try box.visit { name in
            do throws(BoxError) {
                if try isComplete(name, in: box) { found = name }
            } catch {
                failure = error
            }
            return found == nil && failure == nil
        }
        if let failure { throw failure }
        return found
    }

    private mutating func isComplete(
        _ name: FileName, in box: BoxReader
    ) throws(BoxError) -> Bool {
        guard let (kind, identity) = try box.look(name) else { return false }
        guard kind == .regular else { return true }
        if incomplete.contains(identity) { return false }
        do {
            guard case .incomplete = reader.read(try box.read(name, upTo: limit + 1)) else {
                return true
            }
        } catch .cannotRead(_, Self.absent) {
            return false  // settled while we looked
        } catch {
            return true
        }
        incomplete.insert(identity)
        return false
    }

    /// `ENOENT`.
    private static let absent: Int32 = 2
}
