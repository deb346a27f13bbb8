import Programme
import Testing

@testable import Samples

@Suite struct OctoberTwentyOneTests {
    private let rules: Rules

    init() throws {
        rules = try JudgedSample.shippedRules()
    }

    /// The table at scale 100, read and checked once for all tests.
    private static let hundredth = Result {
        let rules = try JudgedSample.shippedRules()
        let jobs = try OctoberTwentyOne.jobs(scale: 100, seed: 3, rules: rules)
        return try JudgedSample(Array(jobs), rules: rules)
    }

    /// Members at each step on the table's day.
    private func table(_ facts: [Fact], _ rules: Rules) -> [Int] {
        let state = Fold.judge(facts, under: rules)
        return Stage.allCases.map {
            JudgedSample.reached($0, on: OctoberTwentyOne.day, in: state).values.reduce(0, +)
        }
    }

    @Test func `the published figures are divided by the scale half up`() {
        let hundredth = OctoberTwentyOne.figures(scale: 100)
        #expect(
            Stage.allCases.map { hundredth[$0] } == [2842, 1769, 1575, 1484, 445, 329, 62])
        #expect(OctoberTwentyOne.figures(scale: 1) == OctoberTwentyOne.figures)
        #expect(OctoberTwentyOne.figures.values.reduce(0, +) == 850_425)
        #expect(OctoberTwentyOne.figures(scale: 2)[.training] == 88_446, "88,445.5 goes up")
    }

    @Test func `the table at scale 100 comes out exactly under the asymmetric policy`() throws {
        let sample = try Self.hundredth.get()
        #expect(Set(sample.results.map(\.outcome)) == [.accepted])
        #expect(sample.complaints.isEmpty)
        #expect(table(sample.facts, rules) == [2842, 1769, 1575, 1484, 445, 329, 62])
        // One fact a step, besides the headers of the rosters.
        #expect(sample.facts.count { $0.itemID != nil } == 8506)
    }

    @Test func `under the sequential policy the table differs from P3 on`() throws {
        let sequential = Rules(
            registry: rules.registry, regions: rules.regions, products: rules.products,
            asymmetricFrom: nil)
        let table = table(try Self.hundredth.get().facts, sequential)
        #expect(table.prefix(2) == [2842, 1769])
        #expect(zip(table, [2842, 1769, 1575, 1484, 445, 329, 62]).dropFirst(2).allSatisfy(<))
    }

    @Test func `from P3 on at least a quarter lack the step before`() throws {
        var steps: [NIK: Set<Stage>] = [:]
        for fact in try Self.hundredth.get().facts {
            guard let nik = fact.nik else { continue }
            let stage: Stage? =
                switch fact.content {
                case .registration: .registration
                case .attendance: .training
                case .evidence(_, let evidence): evidence.stage
                case .funding: .funding
                default: nil
                }
            if let stage { steps[nik, default: []].insert(stage) }
        }
        for stage in Stage.allCases.dropFirst(2) {
            let there = steps.values.filter { $0.contains(stage) }
            let lacking = there.count { members in
                stage.previous.map { !members.contains($0) } ?? false
            }
            #expect(lacking * 4 >= there.count, "\(stage)")
        }
    }

    @Test func `the same seed gives the same files and another seed others`() throws {
        func first(_ seed: UInt64) throws -> [SampleJob] {
            Array(try OctoberTwentyOne.jobs(scale: 1, seed: seed, rules: rules).prefix(50))
        }
        #expect(try first(1) == first(1))
        #expect(try first(1) != first(2))
    }

    @Test(arguments: [7, 100, 5000, 284_164, 1_000_000])
    func `blocks add up to the table at every scale`(scale: Int) {
        let figures = OctoberTwentyOne.figures(scale: scale)
        var sum: [Stage: Int] = [:]
        var blocks = OctoberBlocks(figures: figures)
        var random = RandomNumbers(seed: 1)
        while let block = blocks.next() {
            for steps in drawSteps(block.counts, &random) {
                for step in steps { sum[step, default: 0] += 1 }
            }
        }
        #expect(sum == figures.filter { $0.value > 0 })
    }
}
