package import Programme

/// How many members of one place had reached a step, by whose report they reached it.
package struct StageCount: Hashable, Sendable {
    /// Where the members were on the day asked for.
    package let place: Place
    /// The source of the fact that reached the step.
    package let source: SourceCode
    package let stage: Stage
    package let members: Int

    package init(place: Place, source: SourceCode, stage: Stage, members: Int) {
        self.place = place
        self.source = source
        self.stage = stage
        self.members = members
    }
}
