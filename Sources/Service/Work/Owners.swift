import Glibc
import Programme
import Spool

/// Which Unix accounts may own the files of a drop box (G5: who a job is from is decided by drop
/// box and owner, never by its content).
enum Owners {
    /// The group whose members may give commands.
    static let operatorGroup = "okoce-operators"

    /// The boxes of the registered sources, and what keeps one from being opened.
    ///
    /// A source whose account does not exist has no box: its files wait, they are not refused,
    /// until an admin makes the account or mends `sources.yaml`.
    static func boxes(of sources: [SourceSettings]) -> (boxes: [Box], problems: [String]) {
        var boxes: [Box] = []
        var problems: [String] = []
        for source in sources {
            if let mayOwn = rule(for: source) {
                boxes.append(Box(name: source.box, weight: source.weight, mayOwn: mayOwn))
            } else {
                problems.append(
                    """
                    account \(source.account ?? "") of source \(source.box) does not exist: its \
                    files wait. Make the account, or mend sources.yaml and reload.
                    """)
            }
        }
        return (boxes, problems)
    }

    private static func rule(for source: SourceSettings) -> (@Sendable (UInt32) -> Bool)? {
        let own = geteuid()
        guard let account = source.account else {
            guard source.organisation.kind == .operator, let group = groupID(operatorGroup) else {
                return { $0 == own }
            }
            return { $0 == own || isMember($0, of: group) }
        }
        guard let uid = userID(account) else { return nil }
        return { $0 == uid }
    }

    private static func userID(_ name: String) -> uid_t? {
        lookUp { buffer, size in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwnam_r(name, &entry, buffer, size, &found)
            return (code, found == nil ? nil : entry.pw_uid)
        }
    }

    private static func groupID(_ name: String) -> gid_t? {
        lookUp { buffer, size in
            var entry = group()
            var found: UnsafeMutablePointer<group>?
            let code = getgrnam_r(name, &entry, buffer, size, &found)
            return (code, found == nil ? nil : entry.gr_gid)
        }
    }

    /// Whether the account with this uid is in a group, by its primary group or as a member.
    private static func isMember(_ uid: uid_t, of wanted: gid_t) -> Bool {
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
