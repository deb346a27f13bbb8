package import Ledger
package import Programme

/// What an admin decides: the folder `Config/` read, checked and put into values.
package struct Configuration: Sendable {
    /// What judging needs: registry, regions, products, dated policies.
    package let rules: Rules
    package var daemon: DaemonSettings
    /// One for each entry of the registry, in the order of `sources.yaml`.
    package let sources: [SourceSettings]
    /// What the programme is to reach, in the order of `targets.yaml`.
    package let targets: [Target]
    /// What of which source's jobs gets a notice of its own.
    package let notices: NoticeRules

    package init(
        rules: Rules, daemon: DaemonSettings, sources: [SourceSettings], targets: [Target] = []
    ) {
        notices = NoticeRules(
            Dictionary(
                sources.map { ($0.organisation.code, $0.notices) }, uniquingKeysWith: { $1 }),
            summaryPeriod: daemon.summaryPeriod.components.seconds)
        self.rules = rules
        self.daemon = daemon
        self.sources = sources
        self.targets = targets
    }
}

/// How the daemon runs, from `okoced.yaml`. Its comments there give unit, default and limits.
package struct DaemonSettings: Hashable, Sendable {
    /// The spool directory, absolute.
    package var spool = "/var/spool/okoce"
    /// The directory of the ledger, absolute.
    package var state = "/var/lib/okoce"
    /// How many jobs are prepared at once.
    package var workers: Int
    /// How many files may be in hand, taken and not yet settled.
    package var window = 1024
    /// How many jobs one transaction may hold.
    package var maximumBatch = 500
    /// How long a file that a scan found must have been left alone before it is read.
    package var settleTime = Duration.seconds(2)
    /// How long after its last change a file that ends too early is condemned.
    package var incompleteAfter = Duration.seconds(600)
    /// How often the directory, which is the truth, is read again whatever inotify says.
    package var rescanInterval = Duration.seconds(60)
    /// In bytes; a larger file is refused unread.
    package var maximumFileSize = 4 << 20
    /// In which messages to people are written.
    package var language = Language.english
    /// How long a source's summary gathers before the journal is told it, in whole seconds.
    package var summaryPeriod = Duration.seconds(900)

    package enum Language: String, Hashable, Sendable, CaseIterable {
        case english = "en"
        case indonesian = "id"
    }

    /// What is published for Prometheus.
    package var metrics = MetricsSettings()
    /// How long what is kept.
    package var retention = RetentionSettings()

    package init(workers: Int) {
        self.workers = workers
    }
}

/// Where the figures for Prometheus go.
package struct MetricsSettings: Hashable, Sendable {
    /// The file, absolute; its name ends in `.prom`. Nil for none.
    package var textfile: String?
    /// How soon after a change it is written, and how often at most.
    package var every = Duration.seconds(15)

    package init() {}
}

/// One source: its entry in the registry, and how its drop box is treated.
package struct SourceSettings: Hashable, Sendable {
    package let organisation: Organisation
    /// The Unix account that must own its files; nil is the daemon's own user.
    package let account: String?
    /// Its share when several sources have files waiting: twice the weight, twice the files.
    package let weight: Int
    package let receipts: Receipts
    /// What is announced of its jobs in the journal.
    package let notices: NoticePolicy

    /// The name of its folder below `incoming/`, `rejected/` and `receipts/`.
    package var box: String { organisation.code.text }

    /// Of which jobs the source gets a receipt below `receipts/`.
    package enum Receipts: String, Hashable, Sendable, CaseIterable {
        case all
        /// Of those with something refused, held or warned of.
        case problems
        case none
    }

    package init(
        organisation: Organisation, account: String? = nil, weight: Int = 1,
        receipts: Receipts = .problems, notices: NoticePolicy = .jobs
    ) {
        self.organisation = organisation
        self.account = account
        self.weight = weight
        self.receipts = receipts
        self.notices = notices
    }
}
