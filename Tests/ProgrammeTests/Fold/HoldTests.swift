import Testing

@testable import Programme

/// What an operator holds back counts for nothing until it is let go.
struct HoldTests {
    private let rules = Told.rules()
    private let p1 = Told.p1("p1", on: "2020-02-01")
    private let p3 = Told.p3("p3", on: "2020-03-01")
    private let target = Told.reference("p3", by: "SKPD")

    @Test func `a held fact waits for a decision, and what it reached is not reached`() {
        let free = Fold.judge([p1, p3], under: rules)
        #expect(free.members[Told.ani]??.reached[.mentoring] != nil)
        let state = Fold.judge([p1, p3, Told.hold("hold", target)], under: rules)
        #expect(state.judgement("p3") == Judgement(.held, waitsFor: .decision))
        #expect(state.judgement("hold") == Judgement(.applied))
        #expect(state.members[Told.ani]??.reached[.mentoring] == nil)
    }

    @Test func `the latest word on it holds, in whatever order they come`() {
        let hold = Told.hold("hold", target, submitted: 1)
        let release = Told.hold("release", target, .released, submitted: 2)
        for facts in [[p1, p3, hold, release], [release, hold, p3, p1]] {
            let state = Fold.judge(facts, under: rules)
            #expect(
                state.verdicts("p3", "hold", "release") == [.applied, .superseded, .applied])
        }
    }

    @Test func `a held registration leaves the person unregistered, and the steps wait`() {
        let hold = Told.hold("hold", Told.reference("p1", by: "PORTAL"))
        let state = Fold.judge([p1, p3, hold], under: rules)
        #expect(state.judgement("p3") == Judgement(.held, waitsFor: .registration))
    }

    @Test func `a command cannot be held, and what is revoked stays revoked`() {
        let odd = Told.hold("odd", Told.reference("hold", by: "OPERATOR"))
        let revoke = Told.revoke("back", of: target)
        let state = Fold.judge([p1, p3, Told.hold("hold", target), odd, revoke], under: rules)
        #expect(state.verdicts("odd", "p3") == [.denied, .revoked])
    }

    @Test func `a hold before its fact waits for it, and then holds it`() {
        let hold = Told.hold("hold", target)
        #expect(
            Fold.judge([hold], under: rules).judgement("hold")
                == Judgement(.held, waitsFor: .fact(target)))
    }

    @Test func `what the daemon is to do is judged by itself, and by nothing else`() {
        let acts = [
            Told.act("a", .pause(SourceCode(unchecked: "SKPD"))),
            Told.act("b", .retry(attempt: 3)), p1,
        ]
        #expect(Fold.judge(acts, under: rules).verdicts("a", "b") == [.applied, .applied])
    }
}
