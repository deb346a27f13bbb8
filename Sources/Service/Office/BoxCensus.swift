package import Programme
package import Spool

/// How many files wait in a source's drop box, and since when.
package struct BoxCensus: Hashable, Sendable {
    package let source: SourceCode
    /// Files with a delivery's name, complete or not.
    package let waiting: Int
    /// When the one came that has waited longest, by the kernel's clock (ctime: a sender's tools keep
    /// an old mtime); nil when none waits.
    package let oldest: Instant?

    /// Counts one source's box below a spool directory; nil if the source has none.
    ///
    /// - Parameter limit: how many files are looked at, at most. Of more it is those that the
    ///   directory names first, which is no order.
    package init?(
        of source: SourceCode, spool: String, upTo limit: Int = .max
    ) throws(BoxError) {
        let box: BoxReader
        do {
            box = try BoxReader(path: "\(spool)/incoming/\(source)")
        } catch .cannotOpen(_, 2) {  // ENOENT
            return nil
        }
        var waiting = 0
        var oldest: Int64?
        try box.visit { name in
            guard let (_, identity) = try? box.look(name) else { return true }
            waiting += 1
            oldest = min(oldest ?? .max, identity.changed)
            return waiting < limit
        }
        self.source = source
        self.waiting = waiting
        self.oldest = oldest.map { Instant(nanoseconds: $0) }
    }
}
