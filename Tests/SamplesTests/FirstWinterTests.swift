import Programme
import Testing

@testable import Samples

@Suite struct FirstWinterTests {
    private let rules: Rules

    init() throws {
        rules = try JudgedSample.shippedRules()
    }

    /// Read and checked once for all tests, because reading 3,500 files takes a second or two.
    private static let winters = Result {
        let rules = try JudgedSample.shippedRules()
        return try [1, 2, UInt64.max].map {
            try JudgedSample(FirstWinter.jobs(seed: $0, rules: rules), rules: rules)
        }
    }

    private func winter(_ index: Int) throws -> JudgedSample {
        try Self.winters.get()[index]
    }

    @Test(arguments: 0..<3)
    func `the training figures of the first winter come out exactly`(index: Int) throws {
        let held = try winter(index).held
        let days = Set(held.flatMap { $0.0.sessions.map(\.date) })
        #expect(days.count == 16)
        #expect(days.count { $0.civil.year == 2017 && $0.civil.month == 11 } == 12)
        #expect(days.count { $0.civil.year == 2017 && $0.civil.month == 12 } == 4)
        #expect(held.count == 42)
        #expect(Set(held.map(\.0.place.kecamatan)).count == 42)
        let attended = held.flatMap { $0.1.filter { $0.attendance == .attended } }
        #expect(attended.count == 2430)
        #expect(Set(attended.map(\.nik)).count == 2430)
        let speakers = held.flatMap { $0.0.speakers }
        #expect(Set(speakers.map(\.speakerID)).count == 106)
        #expect(Set(speakers.map(\.name)).count == 106)
        #expect(speakers.count > 106, "some speak twice, so that counting them twice would show")
        #expect(held.compactMap(\.0.cost).reduce(Rupiah(0), +) == Rupiah(724_500_000))
        #expect(held.allSatisfy { ($0.0.cost?.amount ?? 0) > 0 })
        #expect(held.allSatisfy { $0.0.speakers.count >= 2 })
    }

    @Test(arguments: 0..<3)
    func `every job of the first winter is accepted`(index: Int) throws {
        let winter = try winter(index)
        #expect(winter.sent.count == winter.jobs.count)
        let outcomes = Set(winter.results.map(\.outcome))
        #expect(outcomes == [.accepted, .acceptedWithWarnings])
        // All that is odd is that some classes were fuller than planned, as they were.
        #expect(winter.complaints == [.moreThanCapacity])
        #expect(Set(winter.jobs.map { "\($0.source)/\($0.fileName)" }).count == winter.jobs.count)
    }

    @Test(arguments: 0..<3)
    func `on 22 January 2018 there are 4230 at P1 in 44 kecamatan and 2430 at P2`(
        index: Int
    ) throws {
        let state = Fold.judge(try winter(index).facts, under: rules)
        let day = FirstWinter.lastDay
        let registered = JudgedSample.reached(.registration, on: day, in: state)
        #expect(registered.count == 44)
        #expect(registered.values.reduce(0, +) == 4230)
        let trained = JudgedSample.reached(.training, on: day, in: state)
        #expect(trained.values.reduce(0, +) == 2430)
        #expect(state.judgements.values.allSatisfy { $0.verdict != .held })
    }

    @Test func `both tracks hold classes and the city invites 50 to each of its own`() throws {
        let winter = try winter(0)
        let city = winter.held.filter { $0.0.track == .pemprov }
        #expect(city.count == 14)
        #expect(city.allSatisfy { rules.registry[$0.0.key.organiser]?.kind == .skpd })
        #expect(city.allSatisfy { $0.1.count == 50 })
        let communities = winter.held.filter { $0.0.track == .komunitas }
        #expect(communities.count == 28)
        #expect(communities.allSatisfy { rules.registry[$0.0.key.organiser]?.kind == .penggerak })
        let invitations = winter.rosters.filter { $0.0.status == .planned }
        #expect(Set(invitations.map(\.0.key)) == Set(city.map(\.0.key)))
        #expect(
            invitations.allSatisfy {
                $0.1.count == 50 && $0.1.allSatisfy { $0.attendance == .invited }
            })
        let missing = winter.held.flatMap { $0.1.filter { $0.attendance != .attended } }
        #expect(missing.count > 200)
    }

    @Test func `registrations are mostly single files from the portal and some are in bulk`() throws
    {
        let winter = try winter(0)
        #expect(winter.stageItems.count == 4230)
        #expect(Set(winter.stageItems.map(\.nik)).count == 4230)
        let updates = winter.sent.filter { $0.schema == .stageUpdate }
        let single = updates.filter { $0.source?.text == "PORTAL" }
        #expect(single.allSatisfy { $0.itemCount == 1 })
        #expect(single.count > 3000)
        let others = updates.compactMap(\.source).filter { $0.text != "PORTAL" }
        #expect(Set(others.compactMap { rules.registry[$0]?.kind }) == [.skpd, .penggerak])
    }

    @Test func `people have the papers of adults from DKI`() throws {
        for item in try winter(0).stageItems {
            let nik = try NIK.read(item.nik.digits).get()
            let birth = try #require(nik.birthDay(asOf: FirstWinter.lastDay))
            #expect((18...65).contains(2017 - birth.civil.year))
            #expect(rules.regions.names[RegionCode(unchecked: Int64(nik.region))] != nil)
            guard case .register(let registration) = item.action else {
                Issue.record("only registrations are expected")
                continue
            }
            #expect(registration.birthDate == birth)
            #expect((registration.sex == .female) == nik.isFemale)
        }
    }

    @Test func `many rosters come before the registrations of who attended`() throws {
        var registered: Set<NIK> = []
        var early = 0
        for job in try winter(0).sent {
            switch job.body {
            case .roster(_, let rows):
                let people = rows.compactMap(\.content).filter { $0.attendance == .attended }
                early += people.count { !registered.contains($0.nik) }
            case .stageUpdate(let items):
                registered.formUnion(items.compactMap(\.content?.nik))
            default: break
            }
        }
        #expect((1300..<2430).contains(early))
    }

    @Test func `the same seed gives the same files and another seed others`() throws {
        let first = try FirstWinter.jobs(seed: 5, rules: rules)
        #expect(try FirstWinter.jobs(seed: 5, rules: rules) == first)
        #expect(try FirstWinter.jobs(seed: 6, rules: rules) != first)
    }

    @Test func `a registry without communities is an error that says so`() throws {
        let registry = Registry(rules.registry.all.filter { $0.kind != .penggerak })
        let poor = Rules(registry: registry, regions: rules.regions)
        let error = #expect(throws: SamplesError.self) {
            try FirstWinter.jobs(seed: 1, rules: poor)
        }
        #expect(error?.description.hasPrefix("the registry has no active penggerak") == true)
    }
}
