import Testing

@testable import Programme

/// The rulebook, "Application": its events.
@Suite struct ApplicationTests {
    private let rules = Told.rules()
    private let p1 = Told.p1("p1", on: "2020-01-01")
    private let toMend = Judgement(
        .contradicted, waitsFor: .revoke(by: SourceCode(unchecked: "BANK")))

    private func disbursed(_ label: String, _ amount: Int64, on day: String) -> Fact {
        Told.funds(label, .disbursed(Rupiah(amount)), on: day)
    }

    @Test func `an application goes from submitted to disbursed and reaches P7`() {
        let facts = [
            p1, Told.funds("s", .submitted(Rupiah(9)), on: "2020-02-01"),
            Told.funds("a", .assessed, on: "2020-02-02"),
            Told.funds("ok", Told.approved(8), on: "2020-02-03"),
            disbursed("d", 8, on: "2020-02-04"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("s", "a", "ok", "d") == [.applied, .applied, .applied, .applied])
        #expect(state.loan?.phase == .disbursed)
        #expect(state.loan?.requested == Rupiah(9))
        #expect(state.loan?.tenorMonths == 18)
        #expect(state.reachDay(.funding) == "2020-02-04")
    }

    @Test func `missing events are implied, with a remark, and fill in when they come late`() {
        let alone = [p1, disbursed("d", 8, on: "2020-02-04")]
        let early = Fold.judge(alone, under: rules)
        #expect(early.verdict("d") == .applied)
        #expect(early.loan?.reachedOn.keys.map(\.self) == [.disbursed])
        let late = alone + [Told.funds("ok", Told.approved(8), on: "2020-02-09")]
        let state = Fold.judge(late, under: rules)
        #expect(state.verdict("ok") == .applied)
        #expect(state.loan?.approved == Rupiah(8))
        #expect(state.loan?.phase == .disbursed)
        let moved = Fold.judge([Told.funds("a", .assessed, on: "2020-02-01")], under: rules)
        #expect(moved.judgement("a") == Judgement(.applied, remarks: [.eventsImplied]))
    }

    @Test func `an event that stands is confirmed, with another amount contradicted`() {
        let facts = [
            p1, disbursed("d", 8, on: "2020-02-04"), disbursed("again", 8, on: "2020-02-05"),
            disbursed("more", 9, on: "2020-02-05"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("d", "again") == [.applied, .confirmed])
        #expect(state.judgement("more") == toMend)
        #expect(state.loan?.disbursals.count == 1)
    }

    @Test func `another NIK or product than the first applied event's is contradicted`() {
        let facts = [
            Told.funds("s", .submitted(Rupiah(9)), on: "2020-02-01"),
            Told.funds("who", .assessed, on: "2020-02-02", nik: Told.budi),
            Told.funds("what", .assessed, on: "2020-02-02", product: LocalID(unchecked: "X")),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.judgement("who") == toMend)
        #expect(state.judgement("what") == toMend)
        let revoke = Told.revoke("r", of: Told.reference("s", by: "BANK"))
        let freed = Fold.judge(facts + [revoke], under: rules)
        // By canonical order "what" is now the first.
        #expect(freed.verdicts("s", "what", "who") == [.revoked, .applied, .contradicted])
    }

    @Test func `an undone approval is superseded and the application is back at assessed`() {
        let facts = [
            Told.funds("ok", Told.approved(8), on: "2020-02-03"),
            Told.funds("undo", .approvalUndone(reason: "x"), on: "2020-02-05"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("ok", "undo") == [.superseded, .applied])
        #expect(state.loan?.phase == .assessed)
        #expect(state.loan?.approved == nil)
        let again =
            facts + [
                Told.funds("re", Told.approved(5), on: "2020-02-09"),
                Told.funds("undo2", .approvalUndone(reason: "x"), on: "2020-02-06"),
            ]
        let renewed = Fold.judge(again, under: rules)
        #expect(renewed.verdicts("re", "undo2") == [.applied, .confirmed])
        #expect(renewed.loan?.approved == Rupiah(5))
    }

    @Test func `an undo with nothing to act on is held, and out of its state contradicted`() {
        let undo = Told.funds("undo", .approvalUndone(reason: "x"), on: "2020-02-05")
        #expect(
            Fold.judge([undo], under: rules).judgement("undo")
                == Judgement(.held, waitsFor: .event(Told.loan, .approved)))
        let facts = [undo, disbursed("d", 8, on: "2020-02-04")]
        #expect(Fold.judge(facts, under: rules).judgement("undo") == toMend)
    }

    @Test func `an undone disbursal ends P7 on its day, a new one begins another span`() {
        let facts = [
            p1, disbursed("d", 8, on: "2020-02-04"), disbursed("repeat", 8, on: "2020-02-05"),
            Told.funds("undo", .disbursalUndone(reason: "x"), on: "2020-03-01"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("d", "repeat", "undo") == [.superseded, .superseded, .applied])
        #expect(state.loan?.phase == .approved)
        #expect(spans(state) == ["2020-02-04/2020-03-01"])
        let again = Fold.judge(facts + [disbursed("e", 7, on: "2020-04-01")], under: rules)
        #expect(again.verdict("e") == .applied)
        #expect(spans(again) == ["2020-02-04/2020-03-01", "2020-04-01/-"])
        #expect(again.loan?.disbursals.count == 2)
    }

    @Test func `spans of two applications that overlap are one`() {
        let other = ApplicationKey(
            lender: SourceCode(unchecked: "BANK"), applicationID: LocalID(unchecked: "L2"))
        let facts = [
            p1, disbursed("d", 8, on: "2020-02-04"),
            Told.funds("undo", .disbursalUndone(reason: "x"), on: "2020-03-01"),
            Told.funds("e", .disbursed(Rupiah(1)), on: "2020-02-20", key: other),
        ]
        #expect(spans(Fold.judge(facts, under: rules)) == ["2020-02-04/-"])
    }

    private func spans(_ state: FoldedState) -> [String] {
        (state.member()?.reached[.funding] ?? []).map { span in
            "\(span.from)/\(span.until.map { "\($0)" } ?? "-")"
        }
    }

    @Test func `a disbursal's verdict is the member's step`() {
        let facts = [disbursed("d", 8, on: "2018-02-04"), disbursed("again", 8, on: "2018-02-05")]
        let unknown = Fold.judge(facts, under: rules)
        #expect(unknown.judgement("d") == Judgement(.held, waitsFor: .registration))
        #expect(unknown.verdict("again") == .held)
        #expect(unknown.loan?.phase == .disbursed)
        let registered = facts + [Told.p1("p1", on: "2018-01-01")]
        let state = Fold.judge(registered, under: Told.rules(asymmetricFrom: nil))
        #expect(state.judgement("d") == Judgement(.held, waitsFor: .step(.accounts)))
    }

    @Test func `an application can be rejected after assessment, not after approval`() {
        let rejected = Told.funds("no", .rejected(reason: "x"), on: "2020-02-05")
        let state = Fold.judge(
            [rejected, Told.funds("s", .submitted(Rupiah(9)), on: "2020-02-01")], under: rules)
        #expect(state.judgement("no") == Judgement(.applied, remarks: [.eventsImplied]))
        #expect(state.loan?.phase == .rejected)
        let approved = [rejected, Told.funds("ok", Told.approved(8), on: "2020-02-03")]
        #expect(Fold.judge(approved, under: rules).judgement("no") == toMend)
        let after = [rejected, Told.funds("ok", Told.approved(8), on: "2020-02-09")]
        #expect(Fold.judge(after, under: rules).judgement("ok") == toMend)
    }

    @Test func `an application is withdrawn any time before it is disbursed`() {
        let gone = Told.funds("gone", .withdrawn, on: "2020-02-05")
        for event in [FundingEvent.submitted(Rupiah(1)), .assessed, Told.approved(1)] {
            let facts = [gone, Told.funds("before", event, on: "2020-02-01")]
            #expect(Fold.judge(facts, under: rules).judgement("gone") == Judgement(.applied))
        }
        let facts = [gone, disbursed("d", 1, on: "2020-02-01")]
        #expect(Fold.judge(facts, under: rules).judgement("gone") == toMend)
    }

    @Test func `steps that the product needs and the applicant lacks are a remark`() {
        let needs = Told.rules(needs: [.registration, .licensing])
        let facts = [p1, Told.funds("s", .submitted(Rupiah(9)), on: "2020-02-01")]
        #expect(
            Fold.judge(facts, under: needs).judgement("s")
                == Judgement(.applied, remarks: [.productStepsMissing]))
        let licensed = facts + [Told.p4("p4", on: "2020-01-20")]
        #expect(Fold.judge(licensed, under: needs).judgement("s") == Judgement(.applied))
    }
}
