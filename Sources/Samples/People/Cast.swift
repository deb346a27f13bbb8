import Programme

/// Who of the registry plays a part in a sample: those active for all of its days who may report
/// the steps that it needs of their kind.
struct Cast: Sendable {
    let portal: SourceCode
    private let players: [Organisation]

    /// - Throws: `noOrganisation` if there is no portal.
    init(
        _ registry: Registry, days: ClosedRange<Day>, steps: Set<Stage>
    ) throws(SamplesError) {
        players = registry.all.filter {
            $0.isActive(on: days.lowerBound) && $0.isActive(on: days.upperBound)
                && $0.steps.isSuperset(of: steps.intersection($0.kind.mayReport))
        }
        guard let portal = players.first(where: { $0.kind == .portal }) else {
            throw .noOrganisation(.portal, in: nil)
        }
        self.portal = portal.code
    }

    /// City agencies that work in a place; at least one.
    func skpd(in place: RegionCode) throws(SamplesError) -> [SourceCode] {
        try some(.skpd, in: place)
    }

    /// Communities that work in a place; at least one.
    func penggerak(in place: RegionCode) throws(SamplesError) -> [SourceCode] {
        try some(.penggerak, in: place)
    }

    /// Licence offices that work in a place; at least one.
    func dpmptsp(in place: RegionCode) throws(SamplesError) -> [SourceCode] {
        try some(.dpmptsp, in: place)
    }

    /// Lenders; at least one.
    func lenders() throws(SamplesError) -> [SourceCode] {
        try some(.lender, in: nil)
    }

    private func some(
        _ kind: OrganisationKind, in place: RegionCode?
    ) throws(SamplesError) -> [SourceCode] {
        let found = players.filter { $0.kind == kind && (place.map($0.covers) ?? true) }
        guard !found.isEmpty else { throw .noOrganisation(kind, in: place) }
        return found.map(\.code)
    }
}
