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
    /// One item of a job of many.
    case itemRefused = "item_refused"
    /// So many items of a job that the rest of them is only counted.
    case moreItemsRefused = "more_items_refused"
    /// Later facts changed the verdict of earlier ones.
    case verdictChanged = "verdict_changed"
    /// Items of a job have been held for longer than `hold_for`.
    case overdue
    /// Somebody was shown people unmasked.
    case revealed
    /// What a source sent in a period, where `sources.yaml` has it counted; nothing is wrong.
    case summary
    /// The same, with something refused or held in it.
    case summaryOfProblems = "summary_of_problems"

    // MARK: The daemon's own states
    case started
    case stopped
    case reloaded
    case reloadRefused = "reload_refused"
    /// What an operator had the daemon do is done.
    case operatorActed = "operator_acted"
    /// What was older than it is kept was removed.
    case retentionApplied = "retention_applied"
    case folderIgnored = "folder_ignored"
    case fileUnremovable = "file_unremovable"
    /// The daemon before did not end in order.
    case endedUncleanly = "ended_uncleanly"
    case trouble
    case recovered
    case mustStop = "must_stop"

    // MARK: Troubles: each begins with one of these and ends with `recovered`
    /// The ledger cannot be opened yet.
    case startWaits = "start_waits"
    /// `incoming/` is not where it was.
    case spoolGone = "spool_gone"
    /// A drop box is not where it was.
    case boxGone = "box_gone"
    /// A drop box is there but cannot be opened, watched or read.
    case boxTrouble = "box_trouble"
    /// Too many files of a drop box cannot be removed.
    case boxStuck = "box_stuck"
    /// No descriptor or no memory for the next file.
    case intakeWaits = "intake_waits"
    /// inotify's queue overflowed.
    case hintsLost = "hints_lost"
    /// The ledger cannot record now.
    case ledgerWaits = "ledger_waits"
    /// Recorded files cannot leave their box.
    case settleWaits = "settle_waits"
    /// A file cannot be read.
    case fileTrouble = "file_trouble"
    /// A reader keeps the ledger's log from being moved into it.
    case logGrows = "log_grows"
    /// The journal takes nothing.
    case journalAway = "journal_away"
    /// Receipts of overdue items cannot be laid.
    case receiptsWait = "receipts_wait"
    /// The file of metrics cannot be written.
    case metricsWait = "metrics_wait"
    /// Somebody is not erased in all files.
    case erasureStuck = "erasure_stuck"

    /// As a line for people begins.
    package var words: String { EventKind.allWords[self] ?? rawValue }

    private static let allWords = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, $0.rawValue.replacing("_", with: " ")) })

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
        case .itemRefused: JournalMessageID("6ed001dc2a7f4e63bfd6041252aa982d")
        case .moreItemsRefused: JournalMessageID("da0cdc8a50684da4aee34454a1a7ee3e")
        case .verdictChanged: JournalMessageID("34099eb9f509455e9bd7d05c5bfbfd83")
        case .overdue: JournalMessageID("ebb02ce02661455fb1f695e98fcd05b9")
        case .revealed: JournalMessageID("e531dfab8340473f81d1739b843d0232")
        case .summary: JournalMessageID("3b82e9dfd14840f381c8c8d5bb3288ac")
        case .summaryOfProblems: JournalMessageID("51fd56bb3fc542a989d5de4104324924")
        case .started: JournalMessageID("20d7c33e14d4448c838637ffb5c0dc4c")
        case .stopped: JournalMessageID("a89ede11a61e4f2b8b5e2b1c1adb9d15")
        case .reloaded: JournalMessageID("04f0bb081bca4e639b13f17f2bc25033")
        case .reloadRefused: JournalMessageID("b7c1280d9e654f1b9c789191f5af66f3")
        case .operatorActed: JournalMessageID("8faa350ac52d4e0db4491870fd8b8457")
        case .retentionApplied: JournalMessageID("23cf7f3562aa4885a0ca1b934409d96e")
        case .folderIgnored: JournalMessageID("70590d2da42248de89da6ee843c2ed3c")
        case .fileUnremovable: JournalMessageID("63d9e1d163e7436bb6d11817a38d07c1")
        case .endedUncleanly: JournalMessageID("823312ec32d248a3b2a33bfcac103d05")
        case .trouble: JournalMessageID("01ce0affe9fd44c892e149f9a5391be9")
        case .recovered: JournalMessageID("c3e9274c952145d697bb976afcb287a4")
        case .mustStop: JournalMessageID("f1acce65e84243568ae6d8e2238ebd4a")
        case .startWaits: JournalMessageID("b530380540f5404593d19393d26cd799")
        case .spoolGone: JournalMessageID("07582f2a97964ee294ba6089a940eba2")
        case .boxGone: JournalMessageID("74aaf9f5733f4a619e227314b071ceab")
        case .boxTrouble: JournalMessageID("ea88ecafe59140f9b6c88ec1401d4b92")
        case .boxStuck: JournalMessageID("dcf5ccbd84c74e5eb332b3271eb3c1fd")
        case .intakeWaits: JournalMessageID("a235f9aa3fd9465f95da2a745ebd81e2")
        case .hintsLost: JournalMessageID("04af1bef106f4ed0aa5cf3c79111d283")
        case .ledgerWaits: JournalMessageID("fab82394da4e493894e5f3e4c18ce553")
        case .settleWaits: JournalMessageID("90196c361b684202bd4d2ba94c9c685b")
        case .fileTrouble: JournalMessageID("1be8fc5988f24d88bc0f373332078507")
        case .logGrows: JournalMessageID("1f651d738558486aa0c0b06314bd589f")
        case .journalAway: JournalMessageID("eef4b110bcbc4b75ab56a90bd1b2ad3a")
        case .receiptsWait: JournalMessageID("fee7f5b5ab5347fd8429c22fb106c23e")
        case .metricsWait: JournalMessageID("ee1192fc574847538f82d850150ebf58")
        case .erasureStuck: JournalMessageID("f7b7fb7fa02242908d37590886a11ea4")
        }
    }

    /// How urgent it is, in the levels of syslog(3).
    package var priority: JournalPriority {
        switch self {
        case .accepted, .validated, .deferred, .duplicate, .verdictChanged, .summary, .hintsLost:
            .info
        case .started, .stopped, .reloaded, .operatorActed, .recovered, .acceptedWithWarnings,
            .overdue, .revealed, .retentionApplied:
            .notice
        case .partiallyAccepted, .refused, .conflict, .unreadable, .itemRefused,
            .moreItemsRefused, .summaryOfProblems, .folderIgnored, .fileUnremovable,
            .endedUncleanly, .trouble, .startWaits, .spoolGone, .boxGone,
            .boxTrouble, .boxStuck,
            .intakeWaits, .ledgerWaits, .settleWaits, .fileTrouble, .logGrows, .journalAway,
            .receiptsWait, .metricsWait, .erasureStuck:
            .warning
        case .reloadRefused: .error
        case .setAside, .deadly, .mustStop: .critical
        }
    }
}
