import Programme

/// How two configurations differ, in words for who changed one into the other.
struct ConfigurationChanges {
    /// What a reload puts in force; empty if nothing changed.
    private(set) var taken: [String] = []
    /// Settings that hold from the next start on.
    private(set) var needingRestart: [String] = []

    init(from old: Configuration, to new: Configuration) {
        compareSources(old, new)
        compareSettings(old.daemon, new.daemon)
        var rules: [String] = []
        if old.rules.asymmetricFrom != new.rules.asymmetricFrom { rules.append("asymmetric_from") }
        if old.rules.kelurahanRequiredFrom != new.rules.kelurahanRequiredFrom {
            rules.append("kelurahan_required_from")
        }
        if old.rules.holdForDays != new.rules.holdForDays { rules.append("hold_for") }
        add("programme changed", rules)
        if old.rules.products != new.rules.products { taken.append("products changed") }
        if old.rules.regions.names != new.rules.regions.names { taken.append("regions changed") }
    }

    private mutating func compareSources(_ old: Configuration, _ new: Configuration) {
        let before = Dictionary(old.sources.map { ($0.box, $0) }) { $1 }
        let after = Dictionary(new.sources.map { ($0.box, $0) }) { $1 }
        add("sources added", after.keys.filter { before[$0] == nil })
        add("sources removed", before.keys.filter { after[$0] == nil })
        add(
            "sources changed",
            after.filter { before[$0.key] != nil && before[$0.key] != $0.value }.map(\.key))
    }

    private mutating func compareSettings(_ old: DaemonSettings, _ new: DaemonSettings) {
        if old.spool != new.spool { needingRestart.append("spool") }
        if old.state != new.state { needingRestart.append("state") }
        if old.workers != new.workers { needingRestart.append("workers") }
        var names: [String] = []
        if old.window != new.window { names.append("window") }
        if old.maximumBatch != new.maximumBatch { names.append("maximum_batch") }
        if old.settleTime != new.settleTime { names.append("settle_time") }
        if old.incompleteAfter != new.incompleteAfter { names.append("incomplete_after") }
        if old.rescanInterval != new.rescanInterval { names.append("rescan_interval") }
        if old.maximumFileSize != new.maximumFileSize { names.append("maximum_file_size") }
        if old.language != new.language { names.append("language") }
        if old.summaryPeriod != new.summaryPeriod { names.append("summary_every") }
        let (kept, keeps) = (old.retention, new.retention)
        if kept.documents != keeps.documents { names.append("documents_kept_for") }
        if kept.receipts != keeps.receipts { names.append("receipts_kept_for") }
        if kept.audit != keeps.audit { names.append("audit_kept_for") }
        if old.metrics != new.metrics { names.append("metrics") }
        if old.metrics.textfile != new.metrics.textfile { names.append("metrics.textfile") }
        if old.metrics.every != new.metrics.every { names.append("metrics.every") }
        add("settings changed", names)
    }

    private mutating func add(_ what: String, _ names: [String]) {
        if !names.isEmpty { taken.append("\(what): \(names.sorted().joined(separator: ", "))") }
    }

    /// What follows the reload's result: `; sources added: KP-999; restart for: workers`.
    var words: String {
        var parts = taken.isEmpty ? ["nothing else changed"] : taken
        if taken.isEmpty && needingRestart.isEmpty { parts = ["nothing changed"] }
        if !needingRestart.isEmpty {
            parts.append("restart for: \(needingRestart.joined(separator: ", "))")
        }
        return parts.map { "; \($0)" }.joined()
    }
}
