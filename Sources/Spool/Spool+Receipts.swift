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
    ///   - isTrue: asked right before; if it is no longer true nothing is written.
    /// - Returns: whether it is there.
    /// - Throws: ``SpoolError/cannotWrite(path:errno:)``; call again later.
    @discardableResult
    public func layReceipt(
        box: String, name: FileName, number: Int64, bytes: [UInt8],
        while isTrue: () -> Bool = { true }
    ) throws(SpoolError) -> Bool {
        let place = intake.sync { $0.place }
        let rules = tuning.withLock { $0.looker.rules }
        let result: Result<Bool, Errno> = settler.sync { _ in
            guard let place, !place.isGone, place.check() == nil else {
                return .failure(.staleNFSFileHandle)
            }
            guard isTrue() else { return .success(false) }
            var files = FileSettler(rules: rules)
            do throws(Errno) {
                try files.lay(bytes, for: name, attempt: number, box: box, in: place)
                return .success(true)
            } catch {
                return .failure(error)
            }
        }
        do {
            return try result.get()
        } catch {
            throw .cannotWrite(path: "receipts/\(box)", errno: error.rawValue)
        }
    }
}
