package import Programme

/// A trouble that has passed.
package struct PastTrouble: Hashable, Sendable {
    package let trouble: Trouble
    package let until: Instant

    package init(_ trouble: Trouble, until: Instant) {
        self.trouble = trouble
        self.until = until
    }

    /// After that it is no news any more.
    static let isShownFor = Duration.seconds(3600)

    /// How long it lasted.
    var seconds: Int64 {
        max(0, until.nanoseconds - trouble.since.nanoseconds) / 1_000_000_000
    }

    /// Whether it is to be shown still.
    package func isRecent(at now: Instant) -> Bool {
        .nanoseconds(now.nanoseconds - until.nanoseconds) < PastTrouble.isShownFor
    }
}

/// What is wrong and what was, at one moment.
struct TroubleView: Sendable {
    /// The longest first.
    var open: [Trouble] = []
    /// The one that passed last.
    var lastOver: PastTrouble?
    /// How many have begun since the start.
    var begun: [Trouble.Kind: Int] = [:]

    /// Without what passed long ago.
    func shown(at now: Instant) -> TroubleView {
        guard let lastOver, !lastOver.isRecent(at: now) else { return self }
        return TroubleView(open: open, begun: begun)
    }
}
