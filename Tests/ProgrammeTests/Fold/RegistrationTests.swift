import Testing

@testable import Programme

/// The rulebook, "Member" and "Names".
@Suite struct RegistrationTests {
    private let rules = Told.rules()

    @Test func `details come from the first P1 by rank of source`() {
        let facts = [
            Told.p1("own", on: "2018-06-01", by: "KP-1"),
            Told.p1("portal", on: "2018-06-05", at: Told.gambir),
            Told.p1("operator", on: "2018-06-09", by: "OPERATOR", at: "31.71.02"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("own", "portal", "operator") == [.confirmed, .confirmed, .applied])
        #expect(state.member()?.details.first?.place == Told.place("31.71.02"))
        #expect(state.reachDay(.registration) == "2018-06-01")
    }

    @Test func `a repeated P1 with other details gets a remark`() {
        let facts = [
            Told.p1("one", on: "2018-06-01"), Told.p1("same", on: "2018-06-02"),
            Told.p1("other", on: "2018-06-03", coach: "KP-2"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.judgement("same") == Judgement(.confirmed))
        #expect(state.judgement("other") == Judgement(.confirmed, remarks: [.registrationDiffers]))
    }

    @Test func `names compare without regard to case and spaces`() {
        let facts = [
            Told.p1("one", on: "2018-06-01", name: "M  Ali"),
            Told.p1("two", on: "2018-06-02", name: " m ali "),
        ]
        #expect(Fold.judge(facts, under: rules).verdict("two") == .confirmed)
    }

    @Test func `the same NIK under another name waits for a person to decide`() {
        let facts = [
            Told.p1("one", on: "2018-06-05", name: "M Ali"),
            Told.p1("two", on: "2018-06-09", name: "Moh Ali"),
            Told.p1("early", on: "2018-06-01", by: "KP-1", name: "Moh Ali"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.judgement("two") == Judgement(.contradicted, waitsFor: .decision))
        #expect(state.member()?.details.map(\.name.text) == ["M Ali"])
        // P1's day is that of those that agree.
        #expect(state.reachDay(.registration) == "2018-06-05")
    }

    @Test func `ruled the same person it is confirmed, and so is that name from then on`() {
        let facts = [
            Told.p1("one", on: "2018-06-05", name: "M Ali"),
            Told.p1("two", on: "2018-06-01", by: "KP-1", name: "Moh Ali"),
            Told.p1("three", on: "2018-06-09", name: "Moh Ali"),
            Told.decide("yes", Told.reference("two", by: "KP-1"), .samePerson),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("two", "three", "yes") == [.confirmed, .confirmed, .applied])
        #expect(state.reachDay(.registration) == "2018-06-01")
    }

    @Test func `ruled not the same it is denied and out of the fold`() {
        let facts = [
            Told.p1("one", on: "2018-06-01", name: "M Ali"),
            Told.p1("two", on: "2018-06-05", name: "Moh Ali"),
            Told.decide("no", Told.reference("one", by: "PORTAL"), .notTheSame),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("one", "two") == [.denied, .applied])
        #expect(state.reachDay(.registration) == "2018-06-05")
    }

    @Test func `the latest decision by its instant wins, and waits for its fact`() {
        let target = Told.reference("one", by: "PORTAL")
        let no = Told.decide("no", target, .notTheSame, submitted: 2)
        let yes = Told.decide("yes", target, .samePerson, submitted: 1)
        let early = Fold.judge([no, yes], under: rules)
        #expect(early.judgement("no") == Judgement(.held, waitsFor: .fact(target)))
        let state = Fold.judge([no, yes, Told.p1("one", on: "2018-06-01")], under: rules)
        #expect(state.verdicts("no", "yes", "one") == [.applied, .superseded, .denied])
    }

    @Test func `a decision on anything but a P1 is denied`() {
        let facts = [
            Told.p4("licence", on: "2018-06-01"),
            Told.decide("odd", Told.reference("licence", by: "PTSP"), .samePerson),
        ]
        #expect(Fold.judge(facts, under: rules).verdict("odd") == .denied)
    }

    @Test func `a correction holds from its day and the P1's details before it`() {
        let facts = [
            Told.correct("moved", on: "2018-08-01", at: Told.gambir),
            Told.p1("p1", on: "2018-06-01"),
        ]
        let state = Fold.judge(facts, under: rules)
        let member = state.member()
        #expect(state.verdict("moved") == .applied)
        #expect(member?.details(on: Told.day("2018-07-31"))?.place == Told.place(Told.menteng))
        #expect(member?.details(on: Told.day("2018-08-01"))?.place == Told.place(Told.gambir))
        #expect(member?.details(on: Told.day("2017-01-01"))?.place == Told.place(Told.menteng))
    }

    @Test func `a correction dated before the P1 holds over it`() {
        let facts = [
            Told.correct("coach", on: "2018-05-01", coach: "KP-2"),
            Told.p1("p1", on: "2018-06-01"),
        ]
        let member = Fold.judge(facts, under: rules).member()
        #expect(member?.details(on: Told.day("2018-06-01"))?.penggerak.text == "KP-2")
        #expect(member?.details(on: Told.day("2018-04-30"))?.penggerak.text == "KP-1")
        #expect(member?.details.map(\.from.description) == ["2018-05-01", "2018-05-01"])
    }

    @Test func `a correction without a P1 is held`() {
        let state = Fold.judge([Told.correct("c", on: "2018-05-01", name: "Ana")], under: rules)
        #expect(state.judgement("c") == Judgement(.held, waitsFor: .registration))
    }

    @Test func `a name from a correction is the member's too`() {
        let facts = [
            Told.p1("one", on: "2018-06-01", name: "M Ali"),
            Told.p1("two", on: "2018-06-02", name: "Moh Ali"),
            Told.correct("name", on: "2018-09-01", name: "moh ali"),
        ]
        #expect(Fold.judge(facts, under: rules).verdict("two") == .confirmed)
    }

    @Test func `scope of a correction is judged by the kecamatan before it`() {
        let away = Told.correct("away", on: "2018-07-01", by: "SKPD-M", at: Told.gambir)
        let back = Told.correct("back", on: "2018-08-01", by: "SKPD-M", at: Told.menteng)
        let facts = [Told.p1("p1", on: "2018-06-01"), away, back]
        #expect(Fold.judge(facts, under: rules).verdicts("away", "back") == [.applied, .denied])
        let lifted = facts + [Told.override("o", Told.reference("back", by: "SKPD-M"))]
        #expect(Fold.judge(lifted, under: rules).verdict("back") == .applied)
    }
}
