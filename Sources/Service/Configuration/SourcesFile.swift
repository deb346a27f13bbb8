import Ledger
import Programme

/// `sources.yaml`: the registry of all who report, organise, coach or lend.
enum SourcesFile {
    static let topKeys = ["sources"]
    private static let keys = [
        "code", "name", "kind", "steps", "scope", "active_from", "active_until", "account",
        "weight", "receipts", "notices",
    ]

    /// The sources. Regions are nil if they could not be read; then no scope is held against them.
    static func read(_ root: YAMLSection, regions: Regions?) -> [SourceSettings] {
        let sections = root.sections("sources", keys: keys)
        var sources: [SourceSettings] = []
        var linesOfCodes: [String: Int] = [:]
        for section in sections {
            guard let code = section.required("code", YAMLValue<SourceCode>.identifier) else {
                continue
            }
            // Not even in the case of its letters may a code repeat another: people mix those up.
            if let line = linesOfCodes[code.value.text.lowercased()] {
                section.fault(
                    at: code.line, "the code \(code.value) is already that of line \(line)",
                    mend: "Give each source a code of its own, apart from small and large letters")
            }
            linesOfCodes[code.value.text.lowercased()] = code.line
            source(section, code.value, regions).map { sources.append($0) }
        }
        checkOperator(sources, root)
        return sources
    }

    private static func source(
        _ section: YAMLSection, _ code: SourceCode, _ regions: Regions?
    ) -> SourceSettings? {
        let name = section.required("name", .text(upTo: 200))
        let kind = section.required("kind", YAMLValue<OrganisationKind>.choice)
        let account = section.value("account", .account)
        let weight = section.value("weight", .integer(1...100, "shares"))
        let receipts = section.value("receipts", YAMLValue<SourceSettings.Receipts>.choice)
        let notices = section.value("notices", YAMLValue<NoticePolicy>.choice)
        let period = activePeriod(section, "active_from", "active_until")
        guard let name, let kind else { return nil }
        let organisation = Organisation(
            code: code, name: name.value, kind: kind.value,
            steps: steps(section, kind.value), scope: scope(section, kind.value, regions),
            activeFrom: period.from, activeUntil: period.until)
        return SourceSettings(
            organisation: organisation, account: account, weight: weight ?? 1,
            receipts: receipts ?? .problems, notices: notices ?? .jobs)
    }

    /// The steps it may report: fewer than its kind may, never more.
    private static func steps(_ section: YAMLSection, _ kind: OrganisationKind) -> Set<Stage>? {
        guard let steps = section.list("steps", of: .stage) else { return nil }
        let allowed = kind.mayReport.sorted().map(\.description).joined(separator: ", ")
        for step in steps where !kind.mayReport.contains(step.value) {
            section.fault(
                at: step.line, "a \(kind.rawValue) may not report \(step.value)",
                mend: "Choose from \(allowed), or leave steps out for all of these")
        }
        return Set(steps.map(\.value))
    }

    /// The kecamatan, or whole kota, that it works in.
    private static func scope(
        _ section: YAMLSection, _ kind: OrganisationKind, _ regions: Regions?
    ) -> Set<RegionCode>? {
        guard let scope = section.list("scope", of: .region) else { return nil }
        for region in scope {
            if kind == .lender {
                section.fault(
                    at: region.line, "a lender has no scope", mend: "Take scope out")
                break
            }
            if ![.kota, .kecamatan].contains(region.value.level) {
                section.fault(
                    at: region.line, "\(region.value) is no kota and no kecamatan",
                    mend: "Name kota such as \"31.71\" or kecamatan such as \"31.71.03\"")
            } else if let regions, regions.names[region.value] == nil {
                section.fault(
                    at: region.line, "the region \(region.value) does not exist",
                    mend: "Take a code from \(RegionsFile.name)")
            }
        }
        return Set(scope.map(\.value))
    }

    /// First and last day, in that order.
    static func activePeriod(
        _ section: YAMLSection, _ first: String, _ last: String
    ) -> (from: Day?, until: Day?) {
        let from = section.value(first, .day)
        let until = section.located(last, .day)
        if let from, let until, until.value < from {
            section.fault(
                at: until.line, "\(last) \(until.value) lies before \(first) \(from)",
                mend: "Put the later day at \(last), or leave it out")
        }
        return (from, until?.value)
    }

    private static func checkOperator(_ sources: [SourceSettings], _ root: YAMLSection) {
        let operators = sources.filter { $0.organisation.kind == .operator }
        guard operators.count > 1 else { return }
        let codes = operators.map(\.box).joined(separator: ", ")
        root.fault(
            at: root.line, "there is more than one operator: \(codes)",
            mend: "Keep one; operators share its drop box and sign their jobs")
    }
}
