import Testing

@testable import Programme

/// The rulebook, "Steps".
@Suite struct StepTests {
    private let held = Told.header("class", .held, on: "2018-06-09")

    @Test func `a step reported before P1 waits for P1`() {
        let state = Fold.judge([Told.p4("licence", on: "2018-06-01")], under: Told.rules())
        #expect(state.judgement("licence") == Judgement(.held, waitsFor: .registration))
        #expect(state.member()?.registration == nil)
    }

    @Test func `in sequence a step waits for the one before it`() {
        let facts = [Told.p1("p1", on: "2018-06-01"), Told.p3("p3", on: "2018-06-10")]
        let state = Fold.judge(facts, under: Told.rules(asymmetricFrom: nil))
        #expect(state.judgement("p3") == Judgement(.held, waitsFor: .step(.training)))
        #expect(state.reachDay(.mentoring) == nil)
    }

    @Test func `a roster that came first counts from P1's day`() {
        let facts = [
            held, Told.row("row", .attended, on: "2018-06-09"), Told.p1("p1", on: "2018-07-01"),
        ]
        let state = Fold.judge(facts, under: Told.rules())
        #expect(
            state.judgement("row") == Judgement(.applied, remarks: [.occurredBeforeNeededStep]))
        #expect(state.reachDay(.training) == "2018-07-01")
    }

    @Test func `a step counts from its own day when the one before it is there`() {
        let facts = [
            Told.p1("p1", on: "2018-06-01"), held, Told.row("row", .attended, on: "2018-06-09"),
            Told.p3("p3", on: "2018-06-20"),
        ]
        let state = Fold.judge(facts, under: Told.rules())
        #expect(state.verdicts("p1", "row", "p3") == [.applied, .applied, .applied])
        #expect(state.reachDay(.mentoring) == "2018-06-20")
    }

    @Test func `the earliest fact of a step is applied and the others confirmed`() {
        let facts = [
            Told.p1("p1", on: "2020-02-01"), Told.p4("late", on: "2020-04-01"),
            Told.p4("early", on: "2020-03-01"),
        ]
        let state = Fold.judge(facts, under: Told.rules())
        #expect(state.verdicts("early", "late") == [.applied, .confirmed])
        #expect(state.reachDay(.licensing) == "2020-03-01")
    }

    @Test func `of facts that count from the same day the canonical first is applied`() {
        let facts = [
            Told.p1("p1", on: "2020-05-01"), Told.p4("b", on: "2020-03-01"),
            Told.p4("a", on: "2020-03-01"), Told.p4("earlier", on: "2020-02-01"),
        ]
        let state = Fold.judge(facts, under: Told.rules())
        #expect(state.verdicts("earlier", "a", "b") == [.applied, .confirmed, .confirmed])
        #expect(state.reachDay(.licensing) == "2020-05-01")
    }

    @Test func `under the asymmetric policy a step needs P1 only`() {
        let facts = [Told.p1("p1", on: "2018-06-01"), Told.p6("p6", on: "2020-01-01")]
        let state = Fold.judge(facts, under: Told.rules())
        #expect(state.verdict("p6") == .applied)
        #expect(state.reachDay(.accounts) == "2020-01-01")
    }

    @Test func `a sequential fact still waiting on the asymmetric day waits for P1 only`() {
        let facts = [Told.p1("p1", on: "2018-06-01"), Told.p3("p3", on: "2018-06-10")]
        let state = Fold.judge(facts, under: Told.rules())
        #expect(state.verdict("p3") == .applied)
        #expect(state.reachDay(.mentoring) == "2020-01-01")
    }

    @Test func `what it needs coming after the asymmetric day does not hold it longer`() {
        let facts = [
            Told.p1("p1", on: "2018-06-01"), Told.p3("p3", on: "2018-06-10"),
            Told.header("class", .held, on: "2020-03-01"),
            Told.row("row", .attended, on: "2020-03-01"),
        ]
        #expect(Fold.judge(facts, under: Told.rules()).reachDay(.mentoring) == "2020-01-01")
    }

    @Test func `a sequential fact with P1 after the asymmetric day counts from P1`() {
        let facts = [Told.p1("p1", on: "2020-06-01"), Told.p3("p3", on: "2018-06-10")]
        #expect(Fold.judge(facts, under: Told.rules()).reachDay(.mentoring) == "2020-06-01")
    }

    @Test func `the same facts reach other steps under the two policies`() {
        let facts = [
            Told.p1("p1", on: "2021-01-01"), Told.p3("p3", on: "2021-02-01"),
            Told.p6("p6", on: "2021-03-01"),
            Told.funds("p7", .disbursed(Rupiah(5)), on: "2021-04-01"),
        ]
        let asymmetric = Fold.judge(facts, under: Told.rules()).member()
        let sequential = Fold.judge(facts, under: Told.rules(asymmetricFrom: nil)).member()
        #expect(
            Set(asymmetric?.reached.keys.map(\.self) ?? [])
                == [.registration, .mentoring, .accounts, .funding])
        #expect(Set(sequential?.reached.keys.map(\.self) ?? []) == [.registration])
    }

    @Test func `all seven steps in sequence are reached from a pile in reverse`() {
        let facts = [
            Told.funds("p7", .disbursed(Rupiah(5)), on: "2018-12-01"),
            Told.p6("p6", on: "2018-11-01"), Told.p5("p5", on: "2018-10-01"),
            Told.p4("p4", on: "2018-09-01"), Told.p3("p3", on: "2018-08-01"),
            held, Told.row("p2", .attended, on: "2018-06-09"), Told.p1("p1", on: "2018-06-01"),
        ]
        let state = Fold.judge(facts, under: Told.rules(asymmetricFrom: nil))
        #expect(state.member()?.reached.count == 7)
        #expect(state.reachDay(.funding) == "2018-12-01")
    }

    @Test func `the latest count of workers holds from its day`() {
        let facts = [
            Told.p1("p1", on: "2020-01-01"), Told.p6("second", on: "2020-05-01", workers: 5),
            Told.p6("first", on: "2020-02-01", workers: 2), Told.p6("none", on: "2020-06-01"),
        ]
        #expect(
            Fold.judge(facts, under: Told.rules()).member()?.workers == [
                MemberState.Workers(from: Told.day("2020-02-01"), count: 2),
                MemberState.Workers(from: Told.day("2020-05-01"), count: 5),
            ])
    }
}
