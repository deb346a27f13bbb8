import Testing

@testable import Programme

/// The rulebook, "Application": repayments and the end of an application.
@Suite struct RepaymentTests {
    private let rules = Told.rules()
    private let disbursed = Told.funds("d", .disbursed(Rupiah(10)), on: "2020-02-01")

    private func repays(_ label: String, _ amount: Int64, on day: String = "2020-03-01") -> Fact {
        Told.funds(label, .repayment(Rupiah(amount)), on: day)
    }

    @Test func `a repayment before a disbursal is held`() {
        let waiting = Judgement(.held, waitsFor: .disbursal(Told.loan))
        let alone = Fold.judge([repays("r", 1)], under: rules)
        #expect(alone.judgement("r") == waiting)
        #expect(alone.applications[Told.loan] == .some(nil))
        let later = [repays("r", 1, on: "2020-01-31"), disbursed]
        #expect(Fold.judge(later, under: rules).judgement("r") == waiting)
    }

    @Test func `repayments never exceed what is left`() {
        let facts = [
            disbursed, repays("most", 8), repays("too much", 3, on: "2020-03-02"),
            repays("rest", 2, on: "2020-03-03"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("most", "too much", "rest") == [.applied, .contradicted, .applied])
        #expect(state.loan?.repaid == Rupiah(10))
    }

    @Test func `the same day and amount from another job is one payment told twice`() {
        let facts = [disbursed, repays("a", 4), repays("b", 4)]
        let state = Fold.judge(facts, under: rules)
        #expect(state.verdicts("a", "b") == [.applied, .confirmed])
        #expect(state.loan?.repaid == Rupiah(4))
    }

    @Test func `the same day and amount twice in one job are two payments`() {
        let second = Told.funds(
            "a", .repayment(Rupiah(4)), on: "2020-03-01", item: "2", position: 1)
        let state = Fold.judge([disbursed, repays("a", 4), second], under: rules)
        #expect(state.judgements[second.key] == Judgement(.applied))
        #expect(state.loan?.repaid == Rupiah(8))
    }

    @Test func `repayments of an undone disbursal are superseded`() {
        let facts = [
            disbursed, repays("a", 4), repays("b", 4),
            Told.funds("undo", .disbursalUndone(reason: "x"), on: "2020-04-01"),
            repays("after", 1, on: "2020-05-01"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(
            state.verdicts("d", "a", "b", "after")
                == [.superseded, .superseded, .superseded, .held])
        #expect(state.loan?.repaid == Rupiah(0))
    }

    @Test func `repaid is the lender's word, with a remark if the sums differ`() {
        let repaid = Told.funds("end", .repaid, on: "2020-06-01")
        let short = Fold.judge([disbursed, repays("a", 4), repaid], under: rules)
        #expect(short.judgement("end") == Judgement(.applied, remarks: [.repaidSumDiffers]))
        #expect(short.loan?.phase == .repaid)
        let full = Fold.judge(
            [disbursed, repays("a", 4), repays("b", 6), repaid], under: rules)
        #expect(full.judgement("end") == Judgement(.applied))
    }

    @Test func `an implied disbursal has no amount, no limit and no P7`() {
        let facts = [
            Told.p1("p1", on: "2020-01-01"), Told.funds("end", .repaid, on: "2020-02-01"),
            repays("r", 1_000_000),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(state.judgement("end") == Judgement(.applied, remarks: [.eventsImplied]))
        #expect(state.verdict("r") == .applied)
        #expect(state.reachDay(.funding) == nil)
        #expect(state.loan?.disbursals.isEmpty == true)
    }

    @Test func `a sum beyond 64 bits is contradicted, not a crash`() {
        let facts = [
            Told.funds("end", .repaid, on: "2020-02-01"), repays("a", .max), repays("b", 1),
        ]
        #expect(Fold.judge(facts, under: rules).verdicts("a", "b") == [.applied, .contradicted])
    }

    @Test func `an application ends once`() {
        let facts = [
            disbursed, Told.funds("end", .writtenOff, on: "2020-06-01"),
            Told.funds("again", .writtenOff, on: "2020-06-02"),
            Told.funds("repaid", .repaid, on: "2020-06-03"),
            Told.funds("undo", .disbursalUndone(reason: "x"), on: "2020-06-04"),
        ]
        let state = Fold.judge(facts, under: rules)
        #expect(
            state.verdicts("end", "again", "repaid", "undo")
                == [.applied, .confirmed, .contradicted, .contradicted])
        #expect(state.loan?.phase == .writtenOff)
    }
}
