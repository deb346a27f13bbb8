import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct AffiliationChecks {
        private typealias Activity = UnaffiliatedActivity

        @Test func `an unregistered penggerak is kept, with place, day and heads`() {
            let job = update(
                from: skpd,
                [
                    registration(with: stranger), registration(of: budi, with: stranger),
                    registration(of: budi, with: stranger),
                    registration(on: "2018-06-12", with: stranger),
                    registration(),
                ])
            #expect(
                check(job).unaffiliated == [
                    Activity(
                        role: .penggerak, code: stranger, place: region("31.71.03.1003"),
                        day: day("2018-06-11"), people: 2),
                    Activity(
                        role: .penggerak, code: stranger, place: region("31.71.03.1003"),
                        day: day("2018-06-12"), people: 1),
                ])
            #expect(check(update(from: skpd, [registration()])).unaffiliated == [])
        }

        @Test func `an unregistered organiser is kept with everyone in the roster`() {
            let job = roster(from: skpd, [attended(siti), attended(budi), attended(budi), nil]) {
                $0.organiser = stranger
            }
            let kept = Activity(
                role: .organiser, code: stranger, place: region("31.71.03"), day: day("2018-06-09"),
                people: 2)
            #expect(check(job).unaffiliated == [kept])
            #expect(check(job).outcome == .refused)
        }

        @Test func `who was not active on the day is kept, on other days not`() {
            func kept(_ date: String) -> [Activity] {
                check(update(from: skpd, [registration(on: date, with: formerPenggerak)]))
                    .unaffiliated
            }
            #expect(kept("2018-05-31") == [])
            #expect(kept("2018-06-01").map(\.role) == [.penggerak])
        }

        @Test func `a source that is inactive is kept once, whatever it names itself as`() {
            let job = update(from: formerPenggerak, [registration(with: formerPenggerak)])
            #expect(check(job).unaffiliated.map(\.role) == [.source])
        }

        @Test func `an unregistered source is kept, from whatever drop box it came`() {
            let kept = Activity(
                role: .source, code: stranger, place: region("31.71.03"), day: day("2018-06-09"),
                people: 1)
            let job = roster(from: stranger, class: { $0.organiser = stranger })
            #expect(check(job).unaffiliated == [kept])
            #expect(check(job, from: penggerak).unaffiliated == [kept])
        }

        @Test func `an unregistered source of which nothing can be read is kept`() {
            let job = SentJob(
                jobID: nil, source: stranger, schema: nil, envelope: nil, body: .none,
                complaints: [])
            #expect(
                check(job, from: portal).unaffiliated
                    == [Activity(role: .source, code: stranger, place: nil, day: nil, people: 0)])
        }

        @Test func `a source is not blamed for what another wrote in its name`() {
            let item = reach(.mentoring(mentor: "M-19"))
            let job = update(from: formerPenggerak, [item])
            #expect(check(job).unaffiliated.map(\.role) == [.source])
            #expect(check(job, from: penggerak).unaffiliated == [])
        }

        @Test func `who lends or claims a class outside the programme is kept`() {
            #expect(
                check(funding(from: stranger, [event(.assessed)])).unaffiliated
                    == [
                        Activity(
                            role: .source, code: stranger, place: nil, day: day("2018-06-11"),
                            people: 1)
                    ])
            let action = StageItem.Action.claimTraining(local("c-14"), organiser: stranger)
            let claim = StageItem(nik: siti, occurredOn: day("2018-06-08"), action: action)
            #expect(
                check(update(from: skpd, [claim])).unaffiliated
                    == [
                        Activity(
                            role: .organiser, code: stranger, place: nil, day: day("2018-06-08"),
                            people: 1)
                    ])
        }
    }
}
