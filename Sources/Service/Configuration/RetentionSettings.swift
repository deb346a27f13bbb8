import Ledger
import Programme

/// How long what is kept, in days; nil keeps it for ever.
package struct RetentionSettings: Hashable, Sendable {
    /// The bytes of job files in the ledger.
    package var documents: Int?
    /// Receipts, and rejected files with theirs.
    package var receipts: Int?
    /// What tells how facts came about, but for the facts themselves and what operators commanded.
    package var audit: Int?

    package init() {}

    /// Whether anything goes at all.
    var removesAnything: Bool { documents != nil || receipts != nil || audit != nil }

    /// What in the ledger is too old at a moment.
    func limits(at now: Instant) -> RetentionLimits {
        RetentionLimits(
            documents: RetentionSettings.moment(documents, before: now),
            audit: RetentionSettings.moment(audit, before: now))
    }

    /// Since when receipts are kept; nil for ever.
    func receiptsKept(at now: Instant) -> Instant? {
        RetentionSettings.moment(receipts, before: now)
    }

    private static func moment(_ days: Int?, before now: Instant) -> Instant? {
        days.map { now.adding(seconds: -Int64($0) * 86_400) }
    }

    /// As the configuration has it: `documents 730 d, receipts 90 d, audit forever`.
    var words: String {
        [("documents", documents), ("receipts", receipts), ("audit", audit)].map { name, days in
            "\(name) \(days.map { "\($0) d" } ?? "forever")"
        }.joined(separator: ", ")
    }
}

extension YAMLValue where Value == DaemonFile.KeptFor {
    /// A number of whole days with its unit, or the word `forever`.
    static var keptFor: Self {
        let days = YAMLValue<Int>.days(1...36_500)
        return Self("a number of days from 1 d to 36500 d, such as 730 d, or forever") { text in
            text == "forever" ? .forever : days.read(text).map { .days($0) }
        }
    }
}

extension DaemonFile {
    /// How long something is kept.
    enum KeptFor {
        case forever
        case days(Int)

        /// As ``RetentionSettings`` has it: nil is for ever.
        var days: Int? {
            switch self {
            case .forever: nil
            case .days(let days): days
            }
        }
    }

    mutating func readRetention(_ root: YAMLSection) {
        let keys = ["documents_kept_for", "receipts_kept_for", "audit_kept_for"]
        let retention = root.section("retention", keys: keys)
        settings.retention.documents = retention?.value("documents_kept_for", .keptFor)?.days
        settings.retention.receipts = retention?.value("receipts_kept_for", .keptFor)?.days
        settings.retention.audit = retention?.value("audit_kept_for", .keptFor)?.days
    }
}
