import Testing

@testable import Programme

/// Own community and scope by verdict, and what overrides them.
@Suite struct DenialTests {
    private let rules = Told.rules()
    private let p1 = Told.p1("p1", on: "2020-02-01", coach: "KP-1")

    @Test func `a penggerak reports P3 of its own members only`() {
        let facts = [
            p1, Told.p3("own", on: "2020-03-01", by: "KP-1"),
            Told.p3("other", on: "2020-02-20", by: "KP-2"),
        ]
        #expect(Fold.judge(facts, under: rules).verdicts("own", "other") == [.applied, .denied])
    }

    @Test func `without a P1 it is held, not denied`() {
        let state = Fold.judge([Told.p3("p3", on: "2020-03-01", by: "KP-2")], under: rules)
        #expect(state.judgement("p3") == Judgement(.held, waitsFor: .registration))
    }

    @Test func `own community is judged before waiting for a step`() {
        let facts = [p1, Told.p5("p5", on: "2018-03-01", by: "KP-2")]
        let state = Fold.judge(facts, under: Told.rules(asymmetricFrom: nil))
        #expect(state.verdict("p5") == .denied)
    }

    @Test func `own community is that of the day on which the fact occurred`() {
        let facts = [
            p1, Told.correct("coach", on: "2020-05-01", coach: "KP-2"),
            Told.p3("before", on: "2020-04-30", by: "KP-2"),
            Told.p6("after", on: "2020-05-01", by: "KP-2"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("before", "after") == [.denied, .applied])
    }

    @Test func `own community does not bind rosters and training claims`() {
        let facts = [
            Told.p1("p1", on: "2020-02-01", coach: "KP-2"),
            Told.header("class", .held, on: "2020-03-01"),
            Told.row("row", .attended, on: "2020-03-01"),
            Told.claim("claim", on: "2020-03-01", by: "KP-1"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("row", "claim") == [.applied, .confirmed])
    }

    @Test func `an agency reports members of its kecamatan only`() {
        let facts = [
            Told.p1("ani", on: "2020-02-01"), Told.p3("inside", on: "2020-03-01", by: "SKPD-M"),
            Told.p1("budi", on: "2020-02-01", nik: Told.budi, at: Told.gambir),
            Told.p3("outside", on: "2020-03-01", by: "SKPD-M", nik: Told.budi),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("inside", "outside") == [.applied, .denied])
    }

    @Test func `an override lifts the denial, and the latest override wins`() {
        let target = Told.reference("other", by: "KP-2")
        let facts = [
            p1, Told.p3("other", on: "2020-02-20", by: "KP-2"),
            Told.override("lift", target, .counts, submitted: 1),
        ]
        let lifted = Fold.judge(facts, under: rules)
        #expect(lifted.verdicts("other", "lift") == [.applied, .applied])
        let stands = Told.override("stands", target, .stands, submitted: 2)
        let state = Fold.judge(facts + [stands], under: rules)
        #expect(state.verdicts("other", "lift", "stands") == [.denied, .superseded, .applied])
    }

    @Test func `an override of what is never denied for own community or scope is denied`() {
        let facts = [
            p1, Told.override("odd", Told.reference("p1", by: "PORTAL")),
            Told.decide("no", Told.reference("p1", by: "PORTAL"), .notTheSame),
        ]
        #expect(Fold.judge(facts, under: rules).verdicts("odd", "p1") == [.denied, .denied])
    }

    @Test func `an override before its fact is held`() {
        let target = Told.reference("p3", by: "KP-2")
        let state = Fold.judge([Told.override("o", target)], under: rules)
        #expect(state.judgement("o") == Judgement(.held, waitsFor: .fact(target)))
    }
}
