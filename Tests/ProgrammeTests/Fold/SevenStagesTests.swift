import Testing

@testable import Programme

/// The one full table of seven stages (27 October 2021), a thousandth of it, each step's members
/// drawn at random among those registered, so that many lack the step before.
@Suite struct SevenStagesTests {
    private static let table: [Stage: Int] = [
        .registration: 284, .training: 177, .mentoring: 157, .licensing: 148, .marketing: 44,
        .accounts: 33, .funding: 6,
    ]

    /// - Parameter year: in which all facts but the P1s occur; those in the year before.
    private func facts(in year: Int) -> [Fact] {
        var random = SplitMix64(seed: 27_10_2021)
        let people = (1...284).map { NIK(unchecked: 3_171_034_506_900_000 + Int64($0)) }
        var facts = people.map { Told.p1("p1-\($0.number)", on: "\(year - 1)-12-01", nik: $0) }
        facts.append(Told.header("class", .held, on: "\(year)-02-01"))
        for (stage, count) in Self.table where stage > .registration {
            for nik in people.shuffled(using: &random).prefix(count) {
                let month = stage.rawValue
                facts.append(fact(stage, nik, on: "\(year)-0\(month)-01"))
            }
        }
        return facts.shuffled(using: &random)
    }

    private func fact(_ stage: Stage, _ nik: NIK, on day: String) -> Fact {
        let label = "\(stage)-\(nik.number)"
        switch stage {
        case .registration: return Told.p1(label, on: day, nik: nik)
        case .training: return Told.row(label, .attended, on: day, nik: nik)
        case .mentoring: return Told.p3(label, on: day, nik: nik)
        case .licensing: return Told.p4(label, on: day, nik: nik)
        case .marketing: return Told.p5(label, on: day, nik: nik)
        case .accounts: return Told.p6(label, on: day, nik: nik)
        case .funding:
            let key = ApplicationKey(
                lender: SourceCode(unchecked: "BANK"),
                applicationID: LocalID(unchecked: "L-\(nik.number)"))
            return Told.funds(label, .disbursed(Rupiah(5)), on: day, nik: nik, key: key)
        }
    }

    /// Members by step reached up to a day.
    private func count(_ facts: [Fact], under rules: Rules, asOf text: String) -> [Stage: Int] {
        let day = Told.day(text)
        var counts: [Stage: Int] = [:]
        for case let member? in Fold.judge(facts, under: rules).members.values {
            for stage in Stage.allCases
            where member.reachDay(of: stage).map({ $0 <= day }) ?? false {
                counts[stage, default: 0] += 1
            }
        }
        return counts
    }

    @Test func `under the asymmetric policy the table is that of the facts`() {
        let counts = count(facts(in: 2021), under: Told.rules(), asOf: "2021-10-27")
        #expect(counts == Self.table)
    }

    @Test func `under the sequential policy the table differs, and only falls from step to step`() {
        let rules = Told.rules(asymmetricFrom: nil)
        let counts = count(facts(in: 2021), under: rules, asOf: "2021-10-27")
        #expect(counts[.registration] == 284)
        #expect(counts[.training] == 177)
        for stage in Stage.allCases where stage > .training {
            #expect(counts[stage, default: 0] < Self.table[stage, default: 0])
            #expect(counts[stage, default: 0] <= stage.previous.map { counts[$0, default: 0] } ?? 0)
        }
    }

    @Test func `facts of sequential years count in full once the policy is asymmetric`() {
        let old = facts(in: 2019)
        let before = count(old, under: Told.rules(), asOf: "2019-12-31")
        #expect(before == count(old, under: Told.rules(asymmetricFrom: nil), asOf: "2019-12-31"))
        #expect(before != Self.table)
        #expect(count(old, under: Told.rules(), asOf: "2020-01-01") == Self.table)
    }
}
