package import Programme

/// Something that is wrong now, and that the daemon waits out.
package struct Trouble: Hashable, Sendable {
    /// Stable words, in ``DaemonState`` and in the journal's field `OKOCE_TROUBLE`.
    package enum Kind: String, CaseIterable, Sendable {
        case startWaits = "start_waits"
        case spoolGone = "spool_gone"
        case boxGone = "box_gone"
        case boxTrouble = "box_trouble"
        case boxStuck = "box_stuck"
        case intakeWaits = "intake_waits"
        case hintsLost = "hints_lost"
        case ledgerWaits = "ledger_waits"
        case settleWaits = "settle_waits"
        case fileTrouble = "file_trouble"
        case fileUnremovable = "file_unremovable"
        case logGrows = "log_grows"
        case journalAway = "journal_away"
        case receiptsWait = "receipts_wait"
        case metricsWait = "metrics_wait"
        case erasureStuck = "erasure_stuck"
    }

    package let kind: Kind
    /// Whose: a drop box, or empty where there can be only one of its kind.
    package let subject: String
    /// A sentence: what is wrong, and what the daemon does meanwhile. No personal data.
    package let what: String
    package let since: Instant

    package init(_ kind: Kind, of subject: String, _ what: String, since: Instant) {
        self.kind = kind
        self.subject = subject
        self.what = what
        self.since = since
    }
}

extension Trouble.Kind {
    /// What is told when it begins.
    var event: EventKind {
        switch self {
        case .startWaits: .startWaits
        case .spoolGone: .spoolGone
        case .boxGone: .boxGone
        case .boxTrouble: .boxTrouble
        case .boxStuck: .boxStuck
        case .intakeWaits: .intakeWaits
        case .hintsLost: .hintsLost
        case .ledgerWaits: .ledgerWaits
        case .settleWaits: .settleWaits
        case .fileTrouble: .fileTrouble
        case .fileUnremovable: .fileUnremovable
        case .logGrows: .logGrows
        case .journalAway: .journalAway
        case .receiptsWait: .receiptsWait
        case .metricsWait: .metricsWait
        case .erasureStuck: .erasureStuck
        }
    }

    /// What a person can do about it, in a sentence.
    package var remedy: String {
        switch self {
        case .startWaits, .ledgerWaits:
            "Make room on the ledger's disk, or end the program that keeps the ledger locked."
        case .spoolGone: "Put the spool back where it was, or mount it."
        case .boxGone: "Put the folder back, or take the source out of sources.yaml and reload."
        case .boxTrouble: "Look at the folder's owner and mode, and at the limits of the daemon."
        case .boxStuck, .fileUnremovable:
            "Look at the drop box's owner and mode, then remove what is recorded by hand."
        case .intakeWaits: "Raise the daemon's limit of open files, or give it memory."
        case .hintsLost: "If it comes often, raise fs.inotify.max_queued_events."
        case .settleWaits: "Make room on the spool's disk, or mount it writable."
        case .fileTrouble: "Look at the disk: dmesg."
        case .logGrows: "Find who reads the ledger (lsof) and end that program."
        case .journalAway: "Look at systemd-journald."
        case .receiptsWait: "Make room on the spool's disk; look at the owner of receipts/."
        case .metricsWait:
            "Look at the folder of metrics.textfile: the unit lets okoced write to /run/okoce."
        case .erasureStuck:
            "Remove by hand what is named (`lsattr` shows what is immutable), or look at the disk."
        }
    }

    /// Whether files are left where they are because of it.
    var keepsFiles: Bool {
        switch self {
        case .hintsLost, .logGrows, .journalAway, .receiptsWait, .metricsWait, .erasureStuck:
            false
        default: true
        }
    }

    /// Whether it is a drop box's own, and over when that box or the whole spool is gone.
    var isOfBox: Bool {
        switch self {
        case .boxGone, .boxTrouble, .boxStuck, .fileTrouble, .fileUnremovable: true
        default: false
        }
    }
}
