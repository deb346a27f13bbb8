package import Programme

/// The six reports of the office (the rulebook, "What the office reads").
package enum ReportKind: String, CaseIterable, Sendable {
    case stages
    case evaluation
    case training
    case funding
    case affiliation
    case waiting

    /// What its rows may be; the first one unless said otherwise.
    package var groupings: [Grouping] {
        switch self {
        case .stages: [.kecamatan, .kota, .kelurahan, .source, .week, .month]
        case .evaluation: [.kota, .kecamatan, .kelurahan, .source]
        case .training:
            [.kecamatan, .kota, .kelurahan, .source, .organiser, .track, .week, .month]
        case .funding: [.product, .source, .kota, .kecamatan, .kelurahan, .week, .month]
        case .affiliation: [.activity, .kota, .kecamatan, .kelurahan, .source, .week, .month]
        case .waiting: [.turn, .kota, .kecamatan, .kelurahan, .source, .week, .month]
        }
    }
}

/// What is asked of a report.
package struct ReportQuestion: Equatable, Sendable {
    package let by: Grouping
    /// The last day that counts, in Jakarta.
    package let asOf: Day
    /// The first day of the time that is looked at closer; nil where none was named.
    package let from: Day?
    /// Only what was recorded by then; nil is all that is known.
    package let knownAt: Instant?

    /// - Parameters:
    ///   - by: nil is what the report is by unless said otherwise.
    ///   - kind: a report that knows this grouping.
    package init(
        _ kind: ReportKind, by grouping: Grouping? = nil, asOf: Day, from: Day? = nil,
        knownAt: Instant? = nil
    ) {
        by = grouping ?? kind.groupings[0]
        self.asOf = asOf
        self.from = from
        self.knownAt = knownAt
    }
}
