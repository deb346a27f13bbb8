import Testing

@testable import Programme

/// The rulebook, "Class".
@Suite struct ClassTests {
    private let rules = Told.rules()
    private let p1 = Told.p1("p1", on: "2020-02-01")

    private func header(_ status: TrainingClass.Status, _ submitted: Int) -> Fact {
        Told.header(status.rawValue, status, on: "2020-03-01", submitted: submitted)
    }

    @Test func `the latest header stands and the others are superseded`() {
        let state = Fold.judge([header(.held, 2), header(.planned, 1)], under: rules)
        #expect(state.verdicts("planned", "held") == [.superseded, .applied])
        #expect(state.classes[Told.class1]??.standing.status == .held)
    }

    @Test func `under a planned class what happened is held and what is planned applied`() {
        for (attendance, verdict) in [
            (Attendance.invited, Verdict.applied), (.registered, .applied), (.attended, .held),
            (.absent, .held), (.withdrew, .held),
        ] {
            let facts = [p1, header(.planned, 1), Told.row("row", attendance, on: "2020-03-01")]
            let judgement = Fold.judge(facts, under: rules).judgement("row")
            #expect(judgement?.verdict == verdict)
            #expect(judgement?.waitsFor == (verdict == .held ? .classHeld(Told.class1) : nil))
        }
    }

    @Test func `a class held after all brings its attendees to P2`() {
        let facts = [
            p1, header(.planned, 1), Told.row("row", .attended, on: "2020-03-01"), header(.held, 2),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdict("row") == .applied)
        #expect(state.reachDay(.training) == "2020-03-01")
    }

    @Test func `a class cancelled takes its attendances along, and P2, and what stood on it`() {
        let facts = [
            Told.p1("p1", on: "2018-02-01"), Told.p3("p3", on: "2018-06-01"),
            Told.header("held", .held, on: "2018-03-01", submitted: 1),
            Told.row("row", .attended, on: "2018-03-01"),
            Told.header("cancelled", .cancelled, on: "2018-03-01", submitted: 2),
        ]
        let state = Fold.judge(facts, under: Told.rules(asymmetricFrom: nil))
        #expect(state.verdicts("held", "row", "p3") == [.superseded, .superseded, .held])
        #expect(state.reachDay(.training) == nil)
    }

    @Test func `P2's day is the last session of the header that stands`() {
        let facts = [
            p1, Told.row("row", .attended, on: "2020-03-01"), header(.held, 1),
            Told.header("moved", .held, on: "2020-03-15", submitted: 2),
        ]
        #expect(Fold.judge(facts, under: rules).reachDay(.training) == "2020-03-15")
    }

    @Test func `invited is not trained`() {
        let facts = [p1, header(.held, 1), Told.row("row", .invited, on: "2020-03-01")]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdict("row") == .applied)
        #expect(state.reachDay(.training) == nil)
    }

    @Test func `what happened stands over a later plan`() {
        let facts = [
            p1, header(.held, 1), Told.row("was", .attended, on: "2020-03-01", submitted: 1),
            Told.row("invited", .invited, on: "2020-03-01", submitted: 2),
        ]
        #expect(
            Fold.judge(facts, under: rules).verdicts("was", "invited") == [.applied, .superseded])
    }

    @Test func `someone who attended without being registered is held for P1`() {
        let facts = [header(.held, 1), Told.row("row", .attended, on: "2020-03-01")]
        let state = Fold.judge(facts, under: rules)
        #expect(state.judgement("row") == Judgement(.held, waitsFor: .registration))
    }

    @Test func `a second class attended confirms P2`() {
        let second = ClassKey(
            organiser: SourceCode(unchecked: "KP-1"), classID: LocalID(unchecked: "C2"))
        let facts = [
            p1, header(.held, 1), Told.row("row", .attended, on: "2020-03-01"),
            Told.header("second", .held, on: "2020-02-20", key: second),
            Told.row("earlier", .attended, on: "2020-02-20", key: second),
        ]
        #expect(
            Fold.judge(facts, under: rules).verdicts("row", "earlier") == [.confirmed, .applied])
    }

    @Test func `a claim on P2 is never the step itself`() {
        let claim = Told.claim("claim", on: "2020-03-02")
        let waiting = Judgement(.held, waitsFor: .attendance(Told.class1))
        #expect(Fold.judge([p1, claim], under: rules).judgement("claim") == waiting)
        let absent = [
            p1, claim, header(.held, 1), Told.row("row", .absent, on: "2020-03-01", submitted: 1),
        ]
        #expect(Fold.judge(absent, under: rules).judgement("claim") == waiting)
        let attended = absent + [Told.row("after", .attended, on: "2020-03-01", submitted: 2)]
        let state = Fold.judge(attended, under: rules)
        #expect(state.verdicts("claim", "after") == [.confirmed, .applied])
    }
}
