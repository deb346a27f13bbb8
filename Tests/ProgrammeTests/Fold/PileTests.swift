import Testing

@testable import Programme

/// What a source may pile up on one person or one application is folded in time that grows with
/// the pile, not with its square: thousands take a moment.
@Suite struct PileTests {
    private static let size = 5_000

    private func pile(_ make: (Int) -> Fact) -> Int {
        let facts = (0..<Self.size).map(make)
        return Fold.judge(facts + [Told.p1("p1", on: "2018-01-01")], under: Told.rules())
            .judgements.count
    }

    @Test(.timeLimit(.minutes(1)))
    func `revokes of one item, repeats of one event, corrections and evidence of one person`() {
        let target = Told.reference("p1", by: "PORTAL")
        #expect(pile { Told.revoke("r\($0)", of: target) } == Self.size + 1)
        #expect(pile { Told.decide("d\($0)", target, .samePerson) } == Self.size + 1)
        #expect(
            pile { Told.funds("f\($0)", .disbursed(Rupiah(1)), on: "2020-01-01") } == Self.size + 1)
        #expect(
            pile {
                Told.funds(
                    "f", .repayment(Rupiah(1)), on: "2020-01-01", item: "\($0)", position: $0)
            } == Self.size + 1)
        #expect(
            pile {
                $0 % 2 == 0
                    ? Told.correct("c\($0)", on: "2018-02-01", coach: "KP-2")
                    : Told.p3("m\($0)", on: "2018-02-01")
            } == Self.size + 1)
        #expect(pile { Told.p1("again\($0)", on: "2018-02-01") } == Self.size + 1)
    }
}
