package import Glibc

/// The system's accounts and groups, as its name service knows them.
package enum Accounts {
    /// The uid of an account; nil if there is none of that name.
    package static func userID(_ name: String) -> uid_t? {
        lookUp { buffer, size in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwnam_r(name, &entry, buffer, size, &found)
            return (code, found == nil ? nil : entry.pw_uid)
        }
    }

    /// The primary group of an account; nil if there is none of that name.
    package static func primaryGroup(_ name: String) -> gid_t? {
        lookUp { buffer, size in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwnam_r(name, &entry, buffer, size, &found)
            return (code, found == nil ? nil : entry.pw_gid)
        }
    }

    /// The name of an account; nil if none has this uid.
    package static func name(of uid: uid_t) -> String? {
        lookUp { buffer, size in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwuid_r(uid, &entry, buffer, size, &found)
            return (code, found == nil ? nil : String(cString: entry.pw_name))
        }
    }

    /// The gid of a group; nil if there is none of that name.
    package static func groupID(_ name: String) -> gid_t? {
        lookUp { buffer, size in
            var entry = group()
            var found: UnsafeMutablePointer<group>?
            let code = getgrnam_r(name, &entry, buffer, size, &found)
            return (code, found == nil ? nil : entry.gr_gid)
        }
    }

    /// Whether the account with this uid is in a group, by its primary group or as a member.
    static func isMember(_ uid: uid_t, of wanted: gid_t) -> Bool {
        lookUp { buffer, size -> (Int32, Bool?) in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwuid_r(uid, &entry, buffer, size, &found)
            guard code == 0, found != nil else { return (code, nil) }
            var count: Int32 = 256
            var groups = [gid_t](repeating: 0, count: Int(count))
            guard getgrouplist(entry.pw_name, entry.pw_gid, &groups, &count) >= 0 else {
                return (0, entry.pw_gid == wanted)
            }
            return (0, groups.prefix(Int(count)).contains(wanted))
        } ?? false
    }

    /// Calls a `get..._r` function with room enough for its strings.
    private static func lookUp<Result>(
        _ body: (UnsafeMutablePointer<CChar>, Int) -> (Int32, Result?)
    ) -> Result? {
        var size = 4096
        while size <= 1 << 20 {
            let (code, result) = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) {
                room in
                // A temporary allocation of more than zero bytes has a base address.
                room.baseAddress.map { body($0, size) } ?? (ENOMEM, nil)
            }
            guard code == ERANGE else { return result }
            size *= 4
        }
        return nil
    }
}
