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

    @Test func `of a class whose header is held the one before stands, or its people wait`() {
        let row = Told.row("row", .attended, on: "2020-03-01")
        let plan = Told.header("plan", .planned, on: "2020-03-01", submitted: 1)
        let held = Told.header("held", .held, on: "2020-03-01", submitted: 2)
        let hold = Told.hold("hold", Told.reference("held", by: "KP-1", item: "class"))
        let state = Fold.judge([p1, plan, held, row, hold], under: rules)
        #expect(state.judgement("held") == Judgement(.held, waitsFor: .decision))
        #expect(state.verdicts("plan", "hold") == [.applied, .applied])
        #expect(state.judgement("row") == Judgement(.held, waitsFor: .classHeld(Told.class1)))
        let claim = Told.claim("claim", on: "2020-03-02")
        let alone = Fold.judge([p1, held, row, hold, claim], under: rules)
        #expect(alone.classes[Told.class1] == .some(nil))
        #expect(alone.judgement("row") == Judgement(.held, waitsFor: .decision))
        #expect(alone.judgement("claim") == Judgement(.held, waitsFor: .decision))
    }

    @Test func `a superseded header stands while the one after it is held`() {
        let target = Told.reference("held", by: "KP-1", item: "class")
        var books = Bookkeeping(under: rules)
        books.record([p1, Told.row("row", .attended, on: "2020-03-01")])
        books.record([Told.header("first", .held, on: "2020-03-01", submitted: 1)])
        books.record([Told.header("held", .planned, on: "2020-03-01", submitted: 2)])
        #expect(books.state.verdicts("first", "row") == [.superseded, .held])
        books.record([Told.hold("hold", target, submitted: 3)])
        #expect(books.state.verdicts("first", "held", "row") == [.applied, .held, .applied])
        books.record([Told.hold("release", target, .released, submitted: 4)])
        #expect(books.state.verdicts("first", "held", "row") == [.superseded, .applied, .held])
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
