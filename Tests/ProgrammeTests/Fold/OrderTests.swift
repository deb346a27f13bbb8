import Testing

@testable import Programme

#if canImport(Glibc)
    import Glibc
#endif

/// Facts in the order in which they arrive, cut into batches.
struct Arrival: CustomStringConvertible {
    var batches: [[Fact]]
    let rules: Rules

    var facts: [Fact] { batches.flatMap(\.self) }

    /// The facts of a case in some order, in some batches.
    init(_ facts: [Fact], under rules: Rules, _ random: inout SplitMix64) {
        batches = []
        self.rules = rules
        for fact in facts.shuffled(using: &random) {
            if batches.isEmpty || random.chance(40) { batches.append([]) }
            batches[batches.count - 1].append(fact)
        }
    }

    /// What is wrong when the facts are folded as they arrive; nil if all is well: the books hold
    /// after every batch what the facts so far add up to, whatever order they are given in.
    func fault() -> String? {
        let whole = Fold.judge(facts, under: rules)
        if Fold.judge(facts.reversed(), under: rules) != whole {
            return "judge depends on the order of its input"
        }
        var books = Bookkeeping(under: rules)
        for batch in batches { books.record(batch) }
        return difference(books.state, whole)
    }

    private func difference(_ kept: FoldedState, _ whole: FoldedState) -> String? {
        if kept == whole { return nil }
        let verdicts = facts.map(\.key).filter { kept.judgements[$0] != whole.judgements[$0] }
        let parts = [
            kept.members == whole.members ? nil : "members",
            kept.classes == whole.classes ? nil : "classes",
            kept.applications == whole.applications ? nil : "applications",
            verdicts.isEmpty ? nil : "verdicts on \(verdicts)",
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// The smallest case that is still wrong, found by dropping facts one at a time.
    func shrunk() -> Arrival {
        for batch in batches.indices {
            for index in batches[batch].indices {
                var smaller = self
                smaller.batches[batch].remove(at: index)
                if smaller.batches[batch].isEmpty { smaller.batches.remove(at: batch) }
                if smaller.fault() != nil { return smaller.shrunk() }
            }
        }
        return self
    }

    var description: String {
        batches.map {
            $0.map { "  \($0.key) \($0.occurredOn) \($0.content)" }.joined(separator: "\n")
        }
        .joined(separator: "\n  --\n")
    }
}

/// A number from the environment.
private func setting(_ name: String) -> UInt64? {
    getenv(name).flatMap { UInt64(String(cString: $0)) }
}

/// `OKOCE_FOLD_CASES` cases (10,000 unless set) from the seed `OKOCE_FOLD_SEED` (random unless set;
/// printed).
@Test func `the order and the batches in which facts arrive do not matter`() {
    let seed = setting("OKOCE_FOLD_SEED") ?? UInt64.random(in: 0...UInt64.max)
    let cases = setting("OKOCE_FOLD_CASES") ?? 10_000
    print("fold cases: OKOCE_FOLD_SEED=\(seed) OKOCE_FOLD_CASES=\(cases)")
    let policies = [Told.rules(), Told.rules(needs: [.registration, .training])]
    let sequential = Told.rules(asymmetricFrom: nil)
    var random = SplitMix64(seed: seed)
    for number in 0..<cases {
        var own = SplitMix64(seed: random.next())
        let facts = RandomFacts.make(&own, sizes: 3...12)
        let rules = own.chance(70) ? own.pick(policies) : sequential
        let arrival = Arrival(facts, under: rules, &own)
        if arrival.fault() == nil { continue }
        let smallest = arrival.shrunk()
        Issue.record(
            "seed \(seed), case \(number): \(smallest.fault() ?? "")\n\(smallest)")
        return
    }
}
