package import Programme

/// The programme's first winter as job files: what Koran Jakarta reported on 10 January 2018 and
/// Republika on 22 January, told by people who do not exist.
///
/// The figures come out exactly, for every seed; who, where, when and in which order is drawn.
package enum FirstWinter {
    /// Training days in November 2017.
    package static let novemberDays = 12
    /// Training days in December 2017.
    package static let decemberDays = 4
    /// Kecamatan with a class, one each: 57.9 participants a class.
    package static let classes = 42
    /// People who attended a class, each one class.
    package static let participants = 2430
    /// Distinct speakers; some speak in a second class of their organiser.
    package static let speakers = 106
    /// Cost of all classes.
    package static let cost = Rupiah(724_500_000)
    /// Members at P1 by `lastDay`, in all 44 kecamatan; every participant among them.
    package static let registrations = 4230
    /// The day for which the 4,230 were reported.
    package static let lastDay = Day.of(2018, 1, 22)

    /// The first day on which somebody registers.
    static let firstDay = Day.of(2017, 10, 16)

    /// The job files in the order in which to drop them: shuffled, rosters mostly early.
    ///
    /// - Parameters:
    ///   - seed: the same seed gives the same bytes in the same order.
    ///   - rules: the registry and regions that the files are to be accepted under.
    package static func jobs(seed: UInt64, rules: Rules) throws(SamplesError) -> [SampleJob] {
        var random = RandomNumbers(seed: seed)
        let cast = try Cast(
            rules.registry, days: firstDay...lastDay, steps: [.registration, .training])
        let kecamatan = rules.regions.codes(of: .kecamatan)
        guard kecamatan.count >= 44 else { throw .tooFewKecamatan(kecamatan.count) }
        let classes = try plannedClasses(cast, kecamatan, &random)
        var population = Population(regions: rules.regions)
        let members = try population.members(classes, cast, &random)
        let rosters = rosters(classes, members, &random)
        let registrations = registrations(classes, members, cast.portal, &random)
        return dropOrder(rosters: rosters, others: registrations, &random)
    }

    /// Rosters fall among the first third, so that many come before their registrations.
    private static func dropOrder(
        rosters: [SampleJob], others: [SampleJob], _ random: inout RandomNumbers
    ) -> [SampleJob] {
        var keyed = rosters.map { (key: random.below(333_333), job: $0) }
        keyed += others.map { (key: random.below(1_000_000), job: $0) }
        return keyed.sorted { ($0.key, $0.job.fileName) < ($1.key, $1.job.fileName) }.map(\.job)
    }
}
