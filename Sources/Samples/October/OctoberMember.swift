import Programme

/// A member of the table, with the steps that they reached.
struct OctoberMember: Sendable {
    let person: SyntheticPerson
    /// Index of the kecamatan among ``OctoberStage/locals``.
    let local: Int
    let place: Place
    let penggerak: SourceCode
    let registeredOn: Day
    let steps: Set<Stage>

    /// A day for a later step, within a year of registering and not after the table's.
    func laterDay(_ random: inout RandomNumbers) -> Day {
        min(registeredOn.adding(days: random.number(in: 0...365)), OctoberTwentyOne.day)
    }
}

/// Which of `count` members reach which steps, with exactly the counts asked for.
///
/// From P3 on three in ten of those at a step lack the one before, or as many as there are people
/// for it.
func drawSteps(
    _ counts: [Stage: Int], _ random: inout RandomNumbers
) -> [Set<Stage>] {
    let count = counts[.registration] ?? 0
    var steps = [Set<Stage>](repeating: [.registration], count: count)
    for stage in Stage.allCases.dropFirst() {
        guard let before = stage.previous else { continue }
        let wanted = counts[stage] ?? 0
        let with = steps.indices.filter { steps[$0].contains(before) }
        let without = steps.indices.filter { !steps[$0].contains(before) }
        let lacking = min(max((wanted * 3 + 9) / 10, wanted - with.count), without.count)
        let chosen =
            random.sample(lacking, of: without) + random.sample(wanted - lacking, of: with)
        for index in chosen { steps[index].insert(stage) }
    }
    return steps
}
