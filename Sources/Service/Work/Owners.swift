import Glibc
import Programme
import Spool

/// Which Unix accounts may own the files of a drop box (G5: who a job is from is decided by drop
/// box and owner, never by its content).
package enum Owners {
    /// The group whose members may give commands.
    package static let operatorGroup = "okoce-operators"

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
            guard source.organisation.kind == .operator,
                let group = Accounts.groupID(operatorGroup)
            else {
                return { $0 == own }
            }
            return { $0 == own || Accounts.isMember($0, of: group) }
        }
        guard let uid = Accounts.userID(account) else { return nil }
        return { $0 == uid }
    }
}
