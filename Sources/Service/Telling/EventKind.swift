package import Systemd

/// Every kind of thing that the daemon tells, with its stable MESSAGE_ID and its urgency.
///
/// The ids are for ever: admins filter by them and the message catalog explains each. They were
/// made with `journalctl --new-id128`.
package enum EventKind: String, CaseIterable, Sendable {
    // MARK: One for each job, from the outbox
    case accepted
    case acceptedWithWarnings = "accepted_with_warnings"
    case partiallyAccepted = "partially_accepted"
    case refused
    case validated
    case deferred
    case duplicate
    case conflict
    case unreadable
    /// The ledger cannot hold the job.
    case setAside = "set_aside"
    /// A file killed the daemon, alone in work; it is set aside unread.
    case deadly
    /// Later facts changed the verdict of earlier ones.
    case verdictChanged = "verdict_changed"
    /// Items of a job have been held for longer than `hold_for`.
    case overdue

    // MARK: The daemon's own states
    case started
    case stopped
    case reloaded
    case reloadRefused = "reload_refused"
    case folderIgnored = "folder_ignored"
    case fileUnremovable = "file_unremovable"
    /// The daemon before did not end in order.
    case endedUncleanly = "ended_uncleanly"
    case trouble
    case recovered
    case mustStop = "must_stop"

    /// The MESSAGE_ID.
    package var id: JournalMessageID {
        switch self {
        case .accepted: JournalMessageID("ebd7ba298d394e939774e235a7ed12f0")
        case .acceptedWithWarnings: JournalMessageID("52b4f5f36662486dabc5409fd04c9c09")
        case .partiallyAccepted: JournalMessageID("3675b316898d43b9a62103b81e623d45")
        case .refused: JournalMessageID("3bdcac22cd54456bb5ff53223905a0ed")
        case .validated: JournalMessageID("84ccb969d5e6422b94d6c2b696a2bf11")
        case .deferred: JournalMessageID("cf154ad5c0e54576ba9f487767568a0e")
        case .duplicate: JournalMessageID("31f5c41b98e9418599f6d4f880186f1f")
        case .conflict: JournalMessageID("3cbe91fed9554badb1fc06c934b313da")
        case .unreadable: JournalMessageID("9b1cb606bc0743e08ca7d5c15f14fbfe")
        case .setAside: JournalMessageID("d57d33a0182f49108ccd981a643f97fb")
        case .deadly: JournalMessageID("58d99a534cf74720ac510258cc770cd0")
        case .verdictChanged: JournalMessageID("34099eb9f509455e9bd7d05c5bfbfd83")
        case .overdue: JournalMessageID("ebb02ce02661455fb1f695e98fcd05b9")
        case .started: JournalMessageID("20d7c33e14d4448c838637ffb5c0dc4c")
        case .stopped: JournalMessageID("a89ede11a61e4f2b8b5e2b1c1adb9d15")
        case .reloaded: JournalMessageID("04f0bb081bca4e639b13f17f2bc25033")
        case .reloadRefused: JournalMessageID("b7c1280d9e654f1b9c789191f5af66f3")
        case .folderIgnored: JournalMessageID("70590d2da42248de89da6ee843c2ed3c")
        case .fileUnremovable: JournalMessageID("63d9e1d163e7436bb6d11817a38d07c1")
        case .endedUncleanly: JournalMessageID("823312ec32d248a3b2a33bfcac103d05")
        case .trouble: JournalMessageID("01ce0affe9fd44c892e149f9a5391be9")
        case .recovered: JournalMessageID("c3e9274c952145d697bb976afcb287a4")
        case .mustStop: JournalMessageID("f1acce65e84243568ae6d8e2238ebd4a")
        }
    }

    /// How urgent it is, in the levels of syslog(3).
    package var priority: JournalPriority {
        switch self {
        case .accepted, .validated, .deferred, .duplicate, .verdictChanged: .info
        case .started, .stopped, .reloaded, .recovered, .acceptedWithWarnings, .overdue: .notice
        case .partiallyAccepted, .refused, .conflict, .unreadable, .folderIgnored,
            .fileUnremovable, .endedUncleanly, .trouble:
            .warning
        case .reloadRefused: .error
        case .setAside, .deadly, .mustStop: .critical
        }
    }
}
