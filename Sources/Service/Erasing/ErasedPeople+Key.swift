import Glibc
import Ledger
import Programme

extension ErasedPeople {
    /// Where the key lies in a state directory.
    static let keyFile = "erased.key"

    /// Everybody who was erased, as the ledger, the list beside it and the key say; makes a key for
    /// the first.
    ///
    /// - Throws: if there are people but not the key by which they are known: their late copies would
    ///   not be known.
    convenience init(in state: String, _ ledger: any JobStore) throws(StartError) {
        let (erased, pending, known): ([ErasedPerson], [PendingErasure], ErasingKey?)
        do throws(LedgerError) {
            (erased, pending, known) = (
                try ledger.erasedPeople(), try ledger.pendingErasures(), try ledger.erasingKey()
            )
        } catch {
            throw StartError(ledger: error)
        }
        let file = SecretFile(path: "\(state)/\(ErasedPeople.keyFile)")
        let list = ErasedList(in: state)
        let (key, listed): ([UInt8]?, [[UInt8]: Instant])
        do throws(SecretFileError) {
            listed = try list.read()
            let isNobody = erased.isEmpty && listed.isEmpty
            let found = try file.read()
            key = found == nil && isNobody ? try ErasedPeople.makeKey(file) : found
        } catch {
            throw StartError(secret: error)
        }
        guard let key, key.count >= 32 else { throw StartError(keyMissing: file.path) }
        self.init(
            key: key, erased + listed.map { ErasedPerson(mac: $0.key, erasedAt: $0.value) },
            pending: pending)
        let isOther = known.map { $0.digest != digest } ?? false
        let flag = "\(file.path).is-new"
        if isOther, !all.isEmpty, access(flag, F_OK) != 0 {
            throw StartError(keyIsAnother: file.path)
        }
        do throws(LedgerError) {
            if !all.isEmpty, known == nil || isOther {
                try ledger.keep(ErasingKey(digest: digest))
            }
        } catch {
            throw StartError(ledger: error)
        }
        unlink(flag)
        do throws(SecretFileError) {
            if all != listed { try list.write(all) }
        } catch {
            throw StartError(secret: error)
        }
    }

    /// Tells the key from others, and nothing of it.
    var digest: [UInt8] { keyed(Array("which key".utf8)) }

    private static func makeKey(_ file: SecretFile) throws(SecretFileError) -> [UInt8] {
        let key = (0..<32).map { _ in UInt8.random(in: 0...255) }
        try file.write(key)
        return key
    }
}
