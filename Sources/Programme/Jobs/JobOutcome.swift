/// What became of a job file.
package enum JobOutcome: String, Hashable, Sendable, CaseIterable {
    case accepted
    case acceptedWithWarnings = "accepted_with_warnings"
    case partiallyAccepted = "partially_accepted"
    case refused
    case validated
    case deferred
    /// Same bytes as a job that was recorded: nothing happens twice.
    case duplicate
    /// The id of a job that was recorded, with other bytes.
    case conflict
    /// Not JSON, too large, not a regular file, wrong owner.
    case unreadable

    /// Whether something of the job was recorded, so that its id is used up.
    package var usesUpID: Bool {
        switch self {
        case .accepted, .acceptedWithWarnings, .partiallyAccepted: true
        default: false
        }
    }

    /// Whether the file goes to `rejected/`; the others are removed.
    package var isRejected: Bool {
        switch self {
        case .refused, .conflict, .unreadable: true
        default: false
        }
    }
}

/// What the intake check said of an item.
package enum ItemOutcome: String, Hashable, Sendable {
    case recorded
    case refused
    /// Good, in a job that only asked (`validate_only`).
    case valid
}
