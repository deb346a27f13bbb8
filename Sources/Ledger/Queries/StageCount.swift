package import Programme

/// How many members of one place had reached a step, by whose report, and in which time.
package struct StageCount: Hashable, Sendable {
    /// Where the members were on the day asked for.
    package let place: Place
    /// The source of the fact that reached the step.
    package let source: SourceCode
    package let stage: Stage
    /// Which of the times that were asked for the reach day lies in.
    package let time: Int
    package let members: Int

    package init(place: Place, source: SourceCode, stage: Stage, time: Int = 0, members: Int) {
        self.place = place
        self.source = source
        self.stage = stage
        self.time = time
        self.members = members
    }
}

/// What the members add up to on a day.
package struct StageFigures: Hashable, Sendable {
    /// Each member of a step is in exactly one of them.
    package var counts: [StageCount]
    /// By step, how many members reached it so many days after the step before it: those who had
    /// reached both, that one first or on the same day.
    package var days: [Stage: [Int: Int]]

    package init(counts: [StageCount] = [], days: [Stage: [Int: Int]] = [:]) {
        self.counts = counts
        self.days = days
    }
}

/// The people at work in the businesses of one place's members.
package struct WorkerCount: Hashable, Sendable {
    /// Where the members were on the last of the days.
    package let place: Place
    /// One sum for each of the days asked for, of each member's latest figure by then.
    package let people: [Int64]

    package init(place: Place, people: [Int64]) {
        self.place = place
        self.people = people
    }
}
