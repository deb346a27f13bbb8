import Ledger
import Programme
import Spool

/// All that is published, at one moment.
struct MetricsSnapshot {
    var version = Version.current
    /// When the daemon started.
    var startedAt: Instant
    var tally = JobTally()
    var spool = SpoolStatistics()
    /// Of each drop box in which files wait: when the one came that has waited longest.
    var oldest: [String: Instant] = [:]
    var facts = WaitingFacts()
    /// Nil if the ledger did not say.
    var notices: NoticeCount?
    var troubles = TroubleView()
    var retention = RetentionTally()
    var ledgerBytes: Int64?
    var logBytes: Int64?
    /// What the daemon may still use of the disks.
    var ledgerFreeBytes: Int64?
    var spoolFreeBytes: Int64?

    /// Whether the next one will differ though nothing is told of it: files are taken, the journal
    /// is being told.
    var hasMoreToCome: Bool {
        spool.boxes.values.contains { $0.waiting > 0 } || (notices?.unsent ?? 0) > 0
    }

    /// As a file for node_exporter's textfile collector.
    var text: String {
        var page = MetricsText()
        addDaemon(to: &page)
        addJobs(to: &page)
        addBoxes(to: &page)
        addLedger(to: &page)
        addRetention(to: &page)
        addTroubles(to: &page)
        return page.text
    }

    private func addDaemon(to page: inout MetricsText) {
        page.family(
            "okoce_build_info", .gauge, "Always 1; the version of the program is a label.",
            [MetricSample([("version", version)], .whole(1))])
        page.family(
            "okoce_start_time_seconds", .gauge, "When okoced started, in seconds since 1970.",
            .instant(nanoseconds: startedAt.nanoseconds))
    }

    private func addJobs(to page: inout MetricsText) {
        page.family(
            "okoce_jobs_total", .counter, "Jobs recorded since the start.",
            tally.jobs.sorted { $0.key < $1.key }.map { kind, count in
                MetricSample(
                    [
                        ("source", kind.source.masked), ("schema", kind.schema?.rawValue ?? "none"),
                        ("outcome", kind.outcome.rawValue),
                    ], .count(count))
            })
        page.family(
            "okoce_items_total", .counter,
            "Items of recorded, refused and validated jobs since the start.",
            tally.items.sorted { $0.key < $1.key }.map { kind, count in
                MetricSample(
                    [("source", kind.source.masked), ("outcome", kind.outcome.rawValue)],
                    .count(count))
            })
        page.family(
            "okoce_commit_duration_seconds", "How long transactions took, fsync included.",
            tally.commitDuration)
        page.family("okoce_commit_jobs", "Jobs of one transaction.", tally.batchSize)
        page.family(
            "okoce_job_latency_seconds",
            "From a file's arrival in its drop box (its ctime) to its durable commit.",
            tally.latency)
        page.family(
            "okoce_job_processing_seconds", "From the reading of a file to its durable commit.",
            tally.processing)
    }

    private func addBoxes(to page: inout MetricsText) {
        func each(_ value: (BoxStatistics) -> MetricValue) -> [MetricSample] {
            spool.boxes.sorted { $0.key < $1.key }.map { box, statistics in
                MetricSample([("source", SourceCode(unchecked: box).masked)], value(statistics))
            }
        }
        page.family(
            "okoce_drop_box_open", .gauge, "1 while the drop box is there and watched.",
            each { .whole($0.isOpen ? 1 : 0) })
        page.family(
            "okoce_waiting_files", .gauge,
            "Files in the drop box that are known to wait, incomplete ones included.",
            each { .whole($0.waiting) })
        page.family(
            "okoce_waiting_files_uncounted", .gauge,
            "1 while the drop box has more files than okoce_waiting_files says.",
            each { .whole($0.hasMore ? 1 : 0) })
        page.family(
            "okoce_oldest_waiting_file_timestamp_seconds", .gauge,
            "When the file came that has waited longest; absent where none waits.",
            oldest.sorted { $0.key < $1.key }.map { box, instant in
                MetricSample(
                    [("source", SourceCode(unchecked: box).masked)],
                    .instant(nanoseconds: instant.nanoseconds))
            })
        page.family(
            "okoce_incomplete_files", .gauge, "Files whose end has not arrived.",
            each { .whole($0.incomplete) })
        page.family(
            "okoce_unremovable_files", .gauge, "Recorded files that cannot be removed.",
            each { .whole($0.unremovable) })
        page.family(
            "okoce_ignored_files", .gauge, "Names in the drop box that are no delivery's.",
            each { .whole($0.leftAlone) })
        page.family(
            "okoce_in_flight_files", .gauge, "Files between the first look and the settling.",
            .whole(spool.inFlight))
        page.family(
            "okoce_in_flight_bytes", .gauge, "Bytes of files between read and commit.",
            .whole(spool.bytesInFlight))
    }

    private func addLedger(to page: inout MetricsText) {
        page.family(
            "okoce_waiting_facts", .gauge,
            "Facts that wait: held for another fact, contradicted for somebody's decision.",
            [("held", facts.held), ("contradicted", facts.contradicted)].map {
                MetricSample([("verdict", $0.0)], .whole($0.1))
            })
        page.family(
            "okoce_notices_total", .counter,
            "Notices that the ledger has numbered, in all: the last OKOCE_SEQ.",
            notices.map { .whole($0.last) })
        page.family(
            "okoce_outbox_notices", .gauge, "Notices that the journal was not told yet.",
            notices.map { .whole($0.unsent) })
        page.family(
            "okoce_ledger_size_bytes", .gauge, "The ledger's file.",
            ledgerBytes.map { .whole($0) })
        page.family(
            "okoce_ledger_wal_size_bytes", .gauge, "The ledger's write-ahead log.",
            logBytes.map { .whole($0) })
        page.family(
            "okoce_ledger_free_bytes", .gauge, "Room on the ledger's disk.",
            ledgerFreeBytes.map { .whole($0) })
        page.family(
            "okoce_spool_free_bytes", .gauge, "Room on the spool's disk.",
            spoolFreeBytes.map { .whole($0) })
    }

    private func addRetention(to page: inout MetricsText) {
        page.family(
            "okoce_retention_removed_total", .counter,
            "What was older than okoced.yaml keeps it and was removed since the start, by kind.",
            retention.counts.map { MetricSample([("what", $0.what)], .whole($0.count)) })
        page.family(
            "okoce_retention_removed_bytes_total", .counter,
            "Bytes of removed documents since the start.", .whole(retention.bytes))
    }

    private func addTroubles(to page: inout MetricsText) {
        page.family(
            "okoce_troubles", .gauge, "Troubles that last, by kind.",
            Trouble.Kind.allCases.map { kind in
                MetricSample(
                    [("kind", kind.rawValue)], .whole(troubles.open.count { $0.kind == kind }))
            })
        page.family(
            "okoce_troubles_begun_total", .counter, "Troubles that began since the start, by kind.",
            Trouble.Kind.allCases.map { kind in
                MetricSample([("kind", kind.rawValue)], .whole(troubles.begun[kind] ?? 0))
            })
    }
}

extension SourceCode {
    /// A registered code names an organisation; should one hold a NIK, it does not come out.
    fileprivate var masked: String { Masking.maskingPeople(in: text) }
}

extension JobTally.Kind: Comparable {
    static func < (one: Self, other: Self) -> Bool {
        (one.source, one.schema?.rawValue ?? "", one.outcome.rawValue)
            < (other.source, other.schema?.rawValue ?? "", other.outcome.rawValue)
    }
}

extension JobTally.ItemKind: Comparable {
    static func < (one: Self, other: Self) -> Bool {
        (one.source, one.outcome.rawValue) < (other.source, other.outcome.rawValue)
    }
}
