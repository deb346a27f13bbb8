package import Ledger
package import Programme

/// How things stand: what `okocectl status` shows.
package struct Standing: Sendable {
    /// One source's part.
    package struct Source: Sendable {
        package let code: SourceCode
        package let name: String
        /// Files in its drop box; nil if it has none, or it may not be looked into.
        package let waiting: Int?
        /// When the oldest of them was last changed.
        package let oldest: Instant?
        /// An operator's word that its files shall wait; nil without one.
        package let pause: Pause?
        /// Deliveries by outcome.
        package let outcomes: [JobOutcome: Int]
        /// Facts that wait, by verdict.
        package let facts: [Verdict: Int]
        /// Of the held ones those that an operator holds back.
        package let heldByOperator: Int

        package init(
            code: SourceCode, name: String, waiting: Int?, oldest: Instant?,
            pause: Pause? = nil, outcomes: [JobOutcome: Int], facts: [Verdict: Int],
            heldByOperator: Int = 0
        ) {
            self.code = code
            self.name = name
            self.waiting = waiting
            self.oldest = oldest
            self.pause = pause
            self.outcomes = outcomes
            self.facts = facts
            self.heldByOperator = heldByOperator
        }

        /// Deliveries that recorded something.
        var recorded: Int { outcomes.reduce(0) { $1.key.usesUpID ? $0 + $1.value : $0 } }

        /// Deliveries that went to `rejected/`.
        var rejected: Int { outcomes.reduce(0) { $1.key.isRejected ? $0 + $1.value : $0 } }
    }

    /// Who paused a source, when and why.
    package struct Pause: Hashable, Sendable {
        package let by: String
        package let since: Instant
        package let reason: String

        package init(by: String, since: Instant, reason: String) {
            self.by = by
            self.since = since
            self.reason = reason
        }
    }

    /// Something that is wrong, as the daemon says it.
    package struct Trouble: Hashable, Sendable {
        /// Stable: `spool_gone`.
        package let kind: String
        /// A drop box, or empty.
        package let subject: String
        package let since: Instant
        package let what: String
        /// What a person can do.
        package let remedy: String

        package init(
            kind: String, subject: String, since: Instant, what: String, remedy: String
        ) {
            self.kind = kind
            self.subject = subject
            self.since = since
            self.what = what
            self.remedy = remedy
        }
    }

    /// What was wrong last and is over.
    package struct PastTrouble: Hashable, Sendable {
        package let trouble: Trouble
        package let until: Instant

        package init(_ trouble: Trouble, until: Instant) {
            self.trouble = trouble
            self.until = until
        }
    }

    /// What the daemon is in, by its own word.
    package struct Phase: Hashable, Sendable {
        /// `working`.
        package let word: String
        package let since: Instant

        package init(_ word: String, since: Instant) {
            self.word = word
            self.since = since
        }
    }

    /// In words: `running (process 12)`.
    package let daemon: String
    /// Nil if it does not run, or has not said.
    package let phase: Phase?
    /// Jobs a second, of late.
    package let rate: FixedPoint
    /// The size of the ledger's write-ahead log in bytes; nil if there is none.
    package let logBytes: Int64?
    package let spool: String
    package let state: String
    /// In the order of their codes.
    package let sources: [Source]
    /// The number of the last notice, and up to which the journal has them.
    package let notices: (last: Int64, sent: Int64)
    /// What the retention has removed from the ledger.
    package let removals: [RemovalTotal]
    /// What the daemon says is wrong now.
    package let troubles: [Trouble]
    /// Nil if nothing was of late.
    package let lastProblem: PastTrouble?
    /// What else an admin should look at, a sentence each.
    package let problems: [String]

    package init(
        daemon: String, phase: Phase? = nil, rate: FixedPoint = FixedPoint(scaled: 0, digits: 1),
        logBytes: Int64? = nil,
        spool: String, state: String, sources: [Source],
        notices: (last: Int64, sent: Int64), removals: [RemovalTotal] = [],
        troubles: [Trouble],
        lastProblem: PastTrouble? = nil, problems: [String]
    ) {
        self.daemon = daemon
        self.phase = phase
        self.rate = rate
        self.logBytes = logBytes
        self.spool = spool
        self.state = state
        self.sources = sources
        self.notices = notices
        self.removals = removals
        self.troubles = troubles
        self.lastProblem = lastProblem
        self.problems = problems
    }
}
