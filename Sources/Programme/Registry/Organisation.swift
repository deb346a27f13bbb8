/// Kinds of organisation that take part (the rulebook, "Who does what").
package enum OrganisationKind: String, Hashable, Sendable, CaseIterable {
    /// Takes registrations online.
    case portal
    /// A city agency.
    case skpd
    /// An entrepreneurs' community that trains and mentors, registered with the movement.
    case penggerak
    /// The one-stop licence office.
    case dpmptsp
    /// Bank DKI, other banks, BUMD/BUMN, fintech.
    case lender
    /// The operator's own drop box.
    case `operator`

    /// The steps that organisations of this kind may report, unless the registry says fewer.
    package var mayReport: Set<Stage> {
        switch self {
        case .portal: [.registration]
        case .skpd: [.registration, .training, .mentoring, .licensing, .marketing, .accounts]
        case .penggerak: [.registration, .training, .mentoring, .marketing, .accounts]
        case .dpmptsp: [.licensing]
        case .lender: [.funding]
        case .operator:
            [.registration, .training, .mentoring, .licensing, .marketing, .accounts]
        }
    }
}

/// One entry of the registry: who reports, organises, coaches or lends.
package struct Organisation: Hashable, Sendable {
    package let code: SourceCode
    package let name: String
    package let kind: OrganisationKind
    /// The steps it may report: those of its kind, or fewer.
    package let steps: Set<Stage>
    /// The kecamatan (or whole kota) that it works in; nil is everywhere. Lenders have none.
    package let scope: Set<RegionCode>?
    /// First day on which it is active; nil is from the beginning.
    package let activeFrom: Day?
    /// Last day on which it is active; nil is without end.
    package let activeUntil: Day?

    package init(
        code: SourceCode, name: String, kind: OrganisationKind, steps: Set<Stage>? = nil,
        scope: Set<RegionCode>? = nil, activeFrom: Day? = nil, activeUntil: Day? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.steps = steps ?? kind.mayReport
        self.scope = scope
        self.activeFrom = activeFrom
        self.activeUntil = activeUntil
    }

    /// Whether it is active on a day, first and last day included.
    package func isActive(on day: Day) -> Bool {
        (activeFrom.map { $0 <= day } ?? true) && (activeUntil.map { day <= $0 } ?? true)
    }

    /// Whether a place lies in its scope.
    package func covers(_ place: RegionCode) -> Bool {
        guard let scope else { return true }
        return [.kota, .kecamatan].contains { place.within($0).map(scope.contains) ?? false }
    }
}

/// All organisations that are part of the programme. Work from or by anyone else is refused, and
/// kept as an unaffiliated-activity record.
package struct Registry: Sendable {
    private let byCode: [SourceCode: Organisation]

    /// Of two entries with one code the last stands; the configuration's reader refuses that.
    package init(_ organisations: [Organisation]) {
        byCode = Dictionary(organisations.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    }

    package subscript(code: SourceCode) -> Organisation? { byCode[code] }

    /// All entries, by code.
    package var all: [Organisation] { byCode.values.sorted { $0.code < $1.code } }
}
