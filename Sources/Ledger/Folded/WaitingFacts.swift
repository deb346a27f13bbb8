internal import Programme

/// How many facts wait, counted along with each change: asking costs nothing, however many there
/// are.
package struct WaitingFacts: Hashable, Sendable {
    /// For another fact.
    package var held: Int
    /// For somebody's decision.
    package var contradicted: Int

    package init(held: Int = 0, contradicted: Int = 0) {
        self.held = held
        self.contradicted = contradicted
    }

    /// A fact's verdict was the one and is the other now; nil before the first.
    mutating func change(from old: Verdict?, to new: Verdict) {
        if let old { add(-1, to: old) }
        add(1, to: new)
    }

    private mutating func add(_ count: Int, to verdict: Verdict) {
        switch verdict {
        case .held: held += count
        case .contradicted: contradicted += count
        case .applied, .confirmed, .superseded, .revoked, .denied: break
        }
    }

    static func += (sum: inout WaitingFacts, other: WaitingFacts) {
        sum.held += other.held
        sum.contradicted += other.contradicted
    }
}
