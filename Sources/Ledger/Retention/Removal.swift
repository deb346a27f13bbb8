package import Programme

/// What the retention removes from the ledger once it is old enough. Facts are none of it.
package enum Removal: String, Hashable, Sendable, CaseIterable {
    /// The bytes of job files.
    case documents
    /// Items and complaints of deliveries that recorded nothing.
    case deliveries
    /// Notices that the journal has, and told summaries with what they counted.
    case notices
    /// Changes of verdicts.
    case verdicts
}

/// From when on what is kept: what was recorded before goes. Nil keeps for ever.
package struct RetentionLimits: Hashable, Sendable {
    /// Of ``Removal/documents``.
    package var documents: Instant?
    /// Of the others.
    package var audit: Instant?

    package init(documents: Instant? = nil, audit: Instant? = nil) {
        self.documents = documents
        self.audit = audit
    }

    /// The limit of one kind.
    subscript(_ what: Removal) -> Instant? {
        switch what {
        case .documents: documents
        case .deliveries, .notices, .verdicts: audit
        }
    }
}

/// What one step of the retention has removed.
package struct Removed: Hashable, Sendable {
    /// Nil if there was nothing to be done.
    package let what: Removal?
    /// Documents, rows of items and complaints, notices, or changes.
    package var rows = 0
    /// Of documents.
    package var bytes: Int64 = 0

    init(_ what: Removal?) { self.what = what }
}
