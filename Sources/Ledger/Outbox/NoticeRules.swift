package import Programme

/// What the journal is told of a source's jobs.
package enum NoticePolicy: String, Hashable, Sendable, CaseIterable {
    /// One notice a job.
    case jobs
    /// Only jobs with something refused, held or warned of; the others in summaries.
    case problems
    /// Summaries only.
    case summary
}

/// What decides which notices a job gets. It is asked when the job is recorded, in the same
/// transaction, so that numbers have no gaps and what a reload changes holds from the next job on.
package struct NoticeRules: Hashable, Sendable {
    /// Refused items of one job that get a notice each; one more counts the rest. A file may hold
    /// 5,000 items, and must not drown the journal.
    package static let itemsToldOfAJob = 100

    private let policies: [SourceCode: NoticePolicy]
    /// How long a summary gathers, from the first job in it, in seconds.
    let summaryPeriod: Int64

    /// - Parameters:
    ///   - policies: of each source; a source that is not there has ``NoticePolicy/jobs``.
    ///   - summaryPeriod: in seconds, from 1.
    package init(_ policies: [SourceCode: NoticePolicy] = [:], summaryPeriod: Int64 = 900) {
        self.policies = policies
        self.summaryPeriod = summaryPeriod
    }

    /// Whether any source has a summary.
    package var countsAnything: Bool { policies.values.contains { $0 != .jobs } }

    package subscript(source: SourceCode) -> NoticePolicy { policies[source] ?? .jobs }
}
