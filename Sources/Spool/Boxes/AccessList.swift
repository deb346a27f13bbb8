import CSpool
import Glibc
import SystemPackage

/// A POSIX access control list with one named account, as the kernel keeps it.
///
/// It is set through the open directory, in one call, as the extended attribute that it is: no
/// `setfacl` to be found on somebody's PATH, no path to be resolved twice, no library. The layout
/// is the kernel's interface (`linux/posix_acl_xattr.h`), the same on every file system.
struct AccessList: Hashable {
    /// Read 4, write 2, search 1, for each.
    let owner: UInt16
    let account: (uid: UInt32, rights: UInt16)
    let group: UInt16
    /// What account and group have at most.
    let mask: UInt16
    let other: UInt16

    static let accessName = "system.posix_acl_access"
    static let defaultName = "system.posix_acl_default"

    /// For the folder's owner and group as mode 770 says it, and for one account more.
    init(account uid: UInt32, rights: UInt16) {
        owner = 7
        account = (uid, rights)
        group = 7
        mask = 7
        other = 0
    }

    /// The attribute's value: a version, then the entries in the order of their tags.
    var bytes: [UInt8] {
        let noID = UInt32.max
        let entries: [(tag: UInt16, rights: UInt16, id: UInt32)] = [
            (0x01, owner, noID), (0x02, account.rights, account.uid), (0x04, group, noID),
            (0x10, mask, noID), (0x20, other, noID),
        ]
        return little(UInt32(2))
            + entries.flatMap { little($0.tag) + little($0.rights) + little($0.id) }
    }

    static func == (left: AccessList, right: AccessList) -> Bool { left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    private func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}

extension System {
    /// `fgetxattr(2)`; nil if there is no such attribute, or its file system has none at all.
    static func attribute(_ name: String, of descriptor: Int32) throws(Errno) -> [UInt8]? {
        // Five entries and a version are 44 bytes; a longer one is another one.
        var value = [UInt8](repeating: 0, count: 4096)
        let count = fgetxattr(descriptor, name, &value, value.count)
        if count >= 0 { return Array(value.prefix(count)) }
        let failure = Errno(rawValue: errno)
        if failure == .noData || failure == .notSupported { return nil }
        throw failure
    }

    /// `fsetxattr(2)`, or `fremovexattr(2)` for nil. One that is not there needs no removing.
    static func setAttribute(
        _ name: String, of descriptor: Int32, to value: [UInt8]?
    ) throws(Errno) {
        guard let value else {
            do {
                try check { fremovexattr(descriptor, name) }
            } catch .noData {} catch .notSupported {}
            return
        }
        try check { fsetxattr(descriptor, name, value, value.count, 0) }
    }
}
