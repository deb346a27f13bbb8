import Ledger

extension ErasedPeople {
    /// Where the key lies in a state directory.
    static let keyFile = "erased.key"

    /// Everybody who was erased, as the ledger and the key say; makes a key for the first.
    ///
    /// - Throws: if there are people but no key: their late copies would not be known.
    convenience init(in state: String, _ ledger: any JobStore) throws(StartError) {
        let (erased, pending): ([ErasedPerson], [PendingErasure])
        do throws(LedgerError) {
            (erased, pending) = (try ledger.erasedPeople(), try ledger.pendingErasures())
        } catch {
            throw StartError(ledger: error)
        }
        let file = SecretFile(path: "\(state)/\(ErasedPeople.keyFile)")
        var key: [UInt8]?
        do throws(SecretFileError) {
            key = try file.read()
            if key == nil, erased.isEmpty { key = try ErasedPeople.makeKey(file) }
        } catch {
            throw StartError(secret: error)
        }
        guard let key, key.count >= 32 else { throw StartError(keyMissing: file.path) }
        self.init(key: key, erased, pending: pending)
    }

    private static func makeKey(_ file: SecretFile) throws(SecretFileError) -> [UInt8] {
        let key = (0..<32).map { _ in UInt8.random(in: 0...255) }
        try file.write(key)
        return key
    }
}
