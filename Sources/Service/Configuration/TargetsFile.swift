import Programme

/// `targets.yaml`: what the programme is to reach, where, by which day.
enum TargetsFile {
    static let topKeys = ["targets"]
    private static let keys = ["indicator", "scope", "by", "number"]

    /// The targets in the order of the file. Regions are nil if they could not be read; then scopes
    /// are not looked up.
    static func read(_ root: YAMLSection, regions: Regions?) -> [Target] {
        var targets: [Target] = []
        for section in root.sections("targets", keys: keys) {
            let indicator = section.required(
                "indicator", YAMLValue<Target.Indicator>.choice)
            let scope = section.located("scope", .region)
            let day = section.required("by", .day)
            let number = section.required("number", .integer(1...1_000_000_000, "people"))
            if let scope, let regions, regions.names[scope.value] == nil {
                section.fault(
                    at: scope.line, "\(scope.value) is no kota, kecamatan or kelurahan of DKI",
                    mend: "Use a code of regions.csv, or leave scope out for all of DKI")
            }
            guard let indicator, let day, let number else { continue }
            let target = Target(
                indicator.value, scope: scope?.value, by: day.value, number: number.value)
            if targets.contains(where: { $0.isSame(as: target) }) {
                section.fault(
                    at: indicator.line,
                    "there is a target for this indicator, scope and day already",
                    mend: "Keep one of the two")
            }
            targets.append(target)
        }
        return targets
    }
}

extension Target {
    fileprivate func isSame(as other: Target) -> Bool {
        (indicator, scope, by) == (other.indicator, other.scope, other.by)
    }
}
