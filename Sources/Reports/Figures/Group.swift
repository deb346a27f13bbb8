package import Programme

/// One row of a report: a place, an organisation, a track, a week.
package struct Group: Hashable, Comparable, Sendable {
    /// Where a group stands among the others, which are in the order of their codes.
    package enum Rank: Int, Sendable {
        /// Before all, as what was before the weeks that are shown.
        case first
        case ordinary
        /// After all, as what lies outside DKI.
        case last
    }

    package let code: String
    package let name: Phrase
    private let rank: Rank

    package init(code: String, name: Phrase, rank: Rank = .ordinary) {
        self.code = code
        self.name = name
        self.rank = rank
    }

    package static func < (left: Group, right: Group) -> Bool {
        (left.rank.rawValue, left.code) < (right.rank.rawValue, right.code)
    }

    /// The first two cells of its row.
    var cells: [Cell] { [.text(code), .phrase(name)] }

    /// The first two columns of a table with a row a group.
    ///
    /// - Parameters:
    ///   - grouping: what the rows are by.
    ///   - named: what else the rows are.
    static func columns(_ grouping: Grouping, named: Phrase? = nil) -> [Table.Column] {
        [
            Table.Column(
                "code", title: Phrase("CODE", "KODE"), .code, official: Phrase("Code", "Kode")),
            Table.Column(
                "name", title: Phrase("NAME", "NAMA"), .text,
                official: named ?? grouping.official),
        ]
    }
}

/// Knows how places and organisations are called.
package struct GroupNames: Sendable {
    private let regions: Regions
    private let registry: Registry

    /// What lies outside DKI is counted in totals, shown apart, and left out of the DKI targets.
    package static let outsideDKI = Group(
        code: "outside", name: Phrase("Outside DKI", "Luar DKI"), rank: .last)

    /// What has no place, as people of whom there is no P1 yet.
    package static let noPlace = Group(
        code: "none", name: Phrase("(no place known)", "(tempat belum diketahui)"), rank: .last)

    package init(regions: Regions, registry: Registry) {
        self.regions = regions
        self.registry = registry
    }

    /// All groups of a level, in the order of their codes: a place where nothing happened is a
    /// finding too.
    package func all(of level: RegionCode.Level) -> [Group] {
        regions.codes(of: level).map { Group(code: $0.description, name: Phrase(name($0))) }
    }

    /// The group of a place at a level.
    ///
    /// A place that is known only more coarsely (a kecamatan, in a report by kelurahan) is a group
    /// of its own, under the coarse code.
    package func group(of place: RegionCode?, at level: RegionCode.Level) -> Group {
        guard let place else { return GroupNames.noPlace }
        guard place.isInDKI else { return GroupNames.outsideDKI }
        guard let code = place.within(level) else {
            return Group(
                code: place.description,
                name: Phrase(
                    "\(name(place)), no \(level.name) given",
                    "\(name(place)), tanpa \(level.name)"))
        }
        return Group(code: code.description, name: Phrase(name(code)))
    }

    /// The group of an organisation; of one that somebody made up a NIK is masked.
    package func group(of organisation: SourceCode) -> Group {
        Group(code: Masking.maskingPeople(in: organisation.text), name: name(of: organisation))
    }

    /// How an organisation is called.
    package func name(of organisation: SourceCode) -> Phrase {
        registry[organisation].map { Phrase($0.name) }
            ?? Phrase("(not in the registry)", "(tidak ada dalam daftar)")
    }

    /// How a region is called.
    package func name(of region: RegionCode) -> Phrase { Phrase(name(region)) }

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
