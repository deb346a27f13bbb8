import Programme

/// A part of the members, and how many of them reach each step.
struct OctoberBlock: Sendable {
    /// From 0.
    let number: Int
    let counts: [Stage: Int]
    /// When its members register.
    let days: ClosedRange<Day>
}

/// Divides the table into blocks of members whose figures add up to it.
struct OctoberBlocks: Sendable {
    /// Members in a block: what is in memory at a time.
    private static let size = 2000

    private let figures: [Stage: Int]
    private var number = 0
    private var members = 0

    init(figures: [Stage: Int]) {
        self.figures = figures
    }

    mutating func next() -> OctoberBlock? {
        let total = figures[.registration] ?? 0
        guard members < total else { return nil }
        let upTo = min(members + Self.size, total)
        // The share of the members up to here, less what earlier blocks had: rounding loses none.
        let counts = figures.mapValues { $0 * upTo / total - $0 * members / total }
        let block = OctoberBlock(
            number: number, counts: counts,
            days: Self.day(members, of: total)...Self.day(upTo, of: total))
        number += 1
        members = upTo
        return block
    }

    /// The day by which so many have registered, evenly from the first day to that of the table.
    private static func day(_ members: Int, of total: Int) -> Day {
        let days = Int(OctoberTwentyOne.day.number - OctoberTwentyOne.firstDay.number)
        return OctoberTwentyOne.firstDay.adding(days: days * members / total)
    }
}
