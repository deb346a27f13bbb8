import Synchronization
import SystemPackage

/// Receipts that come without a delivery: what a source is told later on.
extension Spool {
    /// Writes a receipt into `receipts/BOX/`, as those of deliveries are: complete under its name
    /// or not there at all. Waits for the settling that is under way, not for a full disk. Not to
    /// be called from ``SpoolHost/prepare(_:)`` or ``SpoolHost/commit(_:)``.
    ///
    /// The same bytes under the same name count as written, so that what a crash left undecided
    /// may be done again.
    ///
    /// - Parameters:
    ///   - box: whose folder; made if it is missing.
    ///   - name: what it is about; `.receipt.json` is appended, and the number inserted where the
    ///     name is taken or too long, as in ``Settlement/name``.
    ///   - number: that of the attempt which it is about.
    ///   - bytes: the receipt.
    /// - Throws: ``SpoolError/cannotWrite(path:errno:)``; call again later.
    public func layReceipt(
        box: String, name: FileName, number: Int64, bytes: [UInt8]
    ) throws(SpoolError) {
        let place = intake.sync { $0.place }
        let rules = tuning.withLock { $0.looker.rules }
        let failure: Errno? = settler.sync { _ in
            guard let place, !place.isGone, place.check() == nil else { return .staleNFSFileHandle }
            var files = FileSettler(rules: rules)
            do throws(Errno) {
                try files.lay(bytes, for: name, attempt: number, box: box, in: place)
                return nil
            } catch {
                return error
            }
        }
        if let failure {
            throw .cannotWrite(path: "receipts/\(box)", errno: failure.rawValue)
        }
    }
}
