import Glibc
import Ledger
import Programme

/// Before a copy is put in the ledger's place: whether the daemon will know then who was erased.
package enum RestoreCheck {
    /// How many people were erased after the copy was made; the daemon erases them again at its start.
    ///
    /// - Parameters:
    ///   - file: the copy.
    ///   - state: the state directory.
    /// - Throws: ``RestoreError`` if nobody could tell who they are; `LedgerError` for a copy that
    ///   cannot be read.
    package static func erasedSince(_ file: String, in state: String) throws -> Int {
        let path = "\(state)/\(ErasedPeople.keyFile)"
        let copy = try LedgerCopy.erased(in: file)
        let (listed, key): ([[UInt8]: Instant], [UInt8]?)
        do throws(SecretFileError) {
            (listed, key) = (
                try ErasedList(in: state).read(), try SecretFile(path: path).read()
            )
        } catch {
            throw RestoreError(description: "\(error); restore as root or as the daemon's account")
        }
        let missing = listed.missing(among: copy.people)
        let isNew = access("\(path).is-new", F_OK) == 0
        guard !copy.people.isEmpty || !missing.isEmpty, !isNew else { return missing.count }
        let known = "people were erased, and"
        let mend = "Put the key that belongs to \(file) at \(path)"
        guard let key, key.count >= 32 else {
            throw RestoreError(
                description: """
                    \(known) \(path), by which they are known, is missing or too short. \(mend)
                    """)
        }
        if let digest = copy.key, digest != ErasedPeople(key: key, [], pending: []).digest {
            throw RestoreError(
                description: """
                    \(known) \(path) is not the key by which \(file) knows them. \(mend). If it is \
                    lost for good: touch \(path).is-new, restore, and erase them again when they come
                    """)
        }
        return missing.count
    }
}

/// Why a copy is not put back: late copies of old files would bring erased people back. Nothing was
/// changed.
package struct RestoreError: Error, CustomStringConvertible {
    package let description: String
}
