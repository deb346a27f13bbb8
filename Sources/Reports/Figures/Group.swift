package import Programme

/// One row of a report: a place, an organisation, a track.
package struct Group: Hashable, Comparable, Sendable {
    package let code: String
    package let name: String
    /// After all others, as what lies outside DKI.
    private let isLast: Bool

    package init(code: String, name: String, isLast: Bool = false) {
        self.code = code
        self.name = name
        self.isLast = isLast
    }

    package static func < (left: Group, right: Group) -> Bool {
        left.isLast == right.isLast ? left.code < right.code : right.isLast
    }
}

/// Knows how places and organisations are called.
package struct GroupNames: Sendable {
    private let regions: Regions
    private let registry: Registry

    /// What lies outside DKI is counted in totals, shown apart, and left out of the DKI targets.
    package static let outsideDKI = Group(code: "outside", name: "Outside DKI", isLast: true)

    package init(regions: Regions, registry: Registry) {
        self.regions = regions
        self.registry = registry
    }

    /// All groups of a level, in the order of their codes: a place where nothing happened is a
    /// finding too.
    package func all(of level: RegionCode.Level) -> [Group] {
        regions.codes(of: level).map { Group(code: $0.description, name: name($0)) }
    }

    /// The group of a place at a level.
    ///
    /// A place that is known only more coarsely (a kecamatan, in a report by kelurahan) is a group
    /// of its own, under the coarse code.
    package func group(of place: Place, at level: RegionCode.Level) -> Group {
        guard place.code.isInDKI else { return GroupNames.outsideDKI }
        guard let code = place.code.within(level) else {
            return Group(
                code: place.code.description,
                name: "\(name(place.code)), no \(level.name) given")
        }
        return Group(code: code.description, name: name(code))
    }

    /// The group of an organisation.
    package func group(of organisation: SourceCode) -> Group {
        Group(
            code: organisation.text,
            name: registry[organisation]?.name ?? "(not in the registry)")
    }

    private func name(_ code: RegionCode) -> String {
        regions.names[code] ?? "(not in the list of regions)"
    }
}

extension RegionCode.Level {
    /// `kota`, `kecamatan`, `kelurahan`, as in the options of reports.
    var name: String {
        switch self {
        case .province: "province"
        case .kota: "kota"
        case .kecamatan: "kecamatan"
        case .kelurahan: "kelurahan"
        }
    }
}
