import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct FundingChecks {
        private func said(_ item: FundingItem) -> [String] { check(funding([item])).said }

        @Test func `an amount above the product's ceiling is a warning`() {
            #expect(said(event(.submitted(Rupiah(10_000_000)))) == [])
            for above in [
                FundingEvent.submitted(Rupiah(10_000_001)), .disbursed(Rupiah(10_000_001)),
                .approved(Rupiah(10_000_001), tenorMonths: 18, rateBasisPoints: 700),
            ] {
                #expect(said(event(above)) == ["W701 /items/0/amount"])
                #expect(check(funding([event(above)])).outcome == .acceptedWithWarnings)
            }
        }

        @Test func `a product that is not configured is a warning`() {
            #expect(said(event(.assessed, product: "MONAS_9")) == ["W702 /items/0/product"])
        }

        @Test func `a product that was not on offer on the day is a warning`() {
            #expect(said(event(.submitted(Rupiah(1)), on: "2018-01-01")) == [])
            #expect(
                said(event(.submitted(Rupiah(1)), on: "2017-12-31")) == ["W703 /items/0/product"])
            #expect(said(event(.repayment(Rupiah(20_000_000)), on: "2017-12-31")) == [])
            let after = funding([event(.submitted(Rupiah(1)), on: "2020-01-01")]) {
                $0.submittedAt = instant("2020-01-02T09:00:00+07:00")
            }
            let received = instant("2020-01-02T10:00:00+07:00")
            #expect(check(after, at: received).said == ["W703 /items/0/product"])
        }

        @Test func `an event is recorded under its lender's application`() {
            let result = check(funding([event(.disbursed(Rupiah(10_000_000)))]))
            #expect(result.outcome == .accepted)
            #expect(
                result.facts.first?.applicationKey
                    == ApplicationKey(lender: bank, applicationID: local("L-551")))
        }
    }
}
