import Programme

/// Who of the registry plays a part in a sample: those active for all of its days who may register
/// and train.
struct Cast: Sendable {
    let portal: SourceCode
    private let skpd: [Organisation]
    private let penggerak: [Organisation]

    /// - Throws: `noOrganisation` if there is no portal.
    init(_ registry: Registry, days: ClosedRange<Day>) throws(SamplesError) {
        let active = registry.all.filter {
            $0.isActive(on: days.lowerBound) && $0.isActive(on: days.upperBound)
        }
        guard let portal = active.first(where: { $0.kind == .portal }) else {
            throw .noOrganisation(.portal, in: nil)
        }
        self.portal = portal.code
        let training = active.filter { $0.steps.isSuperset(of: [.registration, .training]) }
        skpd = training.filter { $0.kind == .skpd }
        penggerak = training.filter { $0.kind == .penggerak }
    }

    /// City agencies that work in a place; at least one.
    func skpd(in place: RegionCode) throws(SamplesError) -> [SourceCode] {
        try some(skpd, .skpd, in: place)
    }

    /// Communities that work in a place; at least one.
    func penggerak(in place: RegionCode) throws(SamplesError) -> [SourceCode] {
        try some(penggerak, .penggerak, in: place)
    }

    private func some(
        _ organisations: [Organisation], _ kind: OrganisationKind, in place: RegionCode
    ) throws(SamplesError) -> [SourceCode] {
        let found = organisations.filter { $0.covers(place) }.map(\.code)
        guard !found.isEmpty else { throw .noOrganisation(kind, in: place) }
        return found
    }
}
