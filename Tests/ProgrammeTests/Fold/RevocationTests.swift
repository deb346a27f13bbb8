import Testing

@testable import Programme

/// The rulebook, "The job files", `revoke`.
@Suite struct RevocationTests {
    private let rules = Told.rules()
    private let target = Told.reference("p1", by: "PORTAL")
    private let p1 = Told.p1("p1", on: "2020-02-01")

    @Test func `what is revoked falls, and what stood on it`() {
        let facts = [p1, Told.p4("p4", on: "2020-03-01"), Told.revoke("r", of: target)]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("p1", "p4", "r") == [.revoked, .held, .applied])
        #expect(state.member()?.registration == nil)
        #expect(state.member()?.details.isEmpty == true)
    }

    @Test func `a revoke waits for its target`() {
        let state = Fold.judge([Told.revoke("r", of: target)], under: rules)
        #expect(state.judgement("r") == Judgement(.held, waitsFor: .fact(target)))
    }

    @Test func `a second revoke is confirmed`() {
        let facts = [
            p1, Told.revoke("second", of: target, on: "2020-06-02"),
            Told.revoke("first", of: target, on: "2020-06-01"),
        ]
        #expect(
            Fold.judge(facts, under: rules).verdicts("first", "second") == [.applied, .confirmed])
    }

    @Test func `a revoke that names another NIK is denied`() {
        let facts = [p1, Told.revoke("r", of: target, nik: Told.budi)]
        #expect(Fold.judge(facts, under: rules).verdicts("p1", "r") == [.applied, .denied])
    }

    @Test func `a revoke of what another source sent is denied`() {
        let facts = [p1, Told.revoke("r", of: target, by: "SKPD")]
        #expect(Fold.judge(facts, under: rules).verdicts("p1", "r") == [.applied, .denied])
    }

    @Test func `a revoke cannot be revoked`() {
        let facts = [
            p1, Told.revoke("r", of: target),
            Told.revoke("again", of: Told.reference("r", by: "PORTAL")),
        ]
        #expect(
            Fold.judge(facts, under: rules).verdicts("p1", "r", "again")
                == [.revoked, .applied, .denied])
    }

    @Test func `an operator's command cannot be revoked`() {
        let facts = [
            p1, Told.decide("no", target, .notTheSame),
            Told.revoke("r", of: Told.reference("no", by: "OPERATOR")),
        ]
        #expect(Fold.judge(facts, under: rules).verdicts("r", "p1") == [.denied, .denied])
    }

    @Test func `a class header cannot be revoked`() {
        let facts = [
            Told.header("roster", .held, on: "2020-03-01"),
            Told.revoke("r", of: Told.reference("roster", by: "KP-1", item: "class")),
        ]
        #expect(Fold.judge(facts, under: rules).verdicts("roster", "r") == [.applied, .denied])
    }

    @Test func `an item named like the header goes before it`() {
        let attended = Told.fact(
            "roster", by: "KP-1", on: "2020-03-01", item: "class",
            .attendance(Told.ani, Told.class1, .attended))
        let facts = [
            Told.header("roster", .held, on: "2020-03-01"), attended,
            Told.revoke("r", of: Told.reference("roster", by: "KP-1", item: "class")),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.judgements[attended.key]?.verdict == .revoked)
        #expect(state.verdict("r") == .applied)
    }

    @Test func `a revoked attendance lets the one before it stand again`() {
        let facts = [
            Told.p1("p1", on: "2020-02-01"), Told.header("class", .held, on: "2020-03-01"),
            Told.row("was", .attended, on: "2020-03-01", submitted: 1),
            Told.row("was not", .absent, on: "2020-03-01", submitted: 2),
        ]
        #expect(
            Fold.judge(facts, under: rules).verdicts("was", "was not") == [.superseded, .applied])
        let revoke = Told.revoke("r", of: Told.reference("was not", by: "KP-1"))
        let state = Fold.judge(facts + [revoke], under: rules)
        #expect(state.verdicts("was", "was not") == [.applied, .revoked])
    }
}
