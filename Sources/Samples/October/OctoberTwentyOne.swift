package import Programme

/// The one full table of seven stages, of 27 October 2021 (Dinas PPKUKM), as job files: the load
/// test at the programme's real size.
///
/// One fact a step: P1 by registration, P2 by roster, P3 to P6 by evidence, P7 by the disbursal
/// alone. From P3 on three in ten lack the step before, as the asymmetric policy allows, so that
/// under the sequential one the table differs.
package enum OctoberTwentyOne {
    /// The day of the table.
    package static let day = Day.of(2021, 10, 27)

    /// Members at each step, as published.
    package static let figures: [Stage: Int] = [
        .registration: 284_164, .training: 176_891, .mentoring: 157_498, .licensing: 148_374,
        .marketing: 44_456, .accounts: 32_883, .funding: 6_159,
    ]

    /// The first day on which somebody registers.
    static let firstDay = Day.of(2018, 2, 1)

    /// The table at a scale: each figure divided by it, half up.
    ///
    /// - Parameter scale: from 1, the full size.
    package static func figures(scale: Int) -> [Stage: Int] {
        precondition(scale >= 1, "a scale is 1 or more")
        return figures.mapValues { (2 * $0 + scale) / (2 * scale) }
    }

    /// The job files in the order in which to drop them, made as they are drawn: memory grows
    /// only by the NIKs given out.
    ///
    /// - Parameters:
    ///   - scale: from 1, the full size; 100 is 8,506 facts.
    ///   - seed: the same seed gives the same bytes in the same order.
    ///   - rules: the registry, regions and products that the files are to be accepted under.
    package static func jobs(
        scale: Int, seed: UInt64, rules: Rules
    ) throws(SamplesError) -> Jobs {
        let stage = try OctoberStage(rules)
        return Jobs(
            blocks: OctoberBlocks(figures: figures(scale: scale)), stage: stage, seed: seed)
    }

    /// Job files, block after block of members, shuffled within a block so that any step may come
    /// before the one that it needs.
    package struct Jobs: Sequence, IteratorProtocol, Sendable {
        private var blocks: OctoberBlocks
        private var maker: OctoberBlockMaker
        private var random: RandomNumbers
        /// Of the present block, the next one last.
        private var waiting: [SampleJob] = []

        init(blocks: OctoberBlocks, stage: OctoberStage, seed: UInt64) {
            self.blocks = blocks
            maker = OctoberBlockMaker(stage: stage)
            random = RandomNumbers(seed: seed)
        }

        package mutating func next() -> SampleJob? {
            while waiting.isEmpty {
                guard let block = blocks.next() else { return nil }
                waiting = maker.jobs(of: block, &random)
                random.shuffle(&waiting)
            }
            return waiting.popLast()
        }
    }
}
