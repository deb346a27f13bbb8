import Testing

@testable import Reports

struct NumberTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (724_500_000, "724,500,000"), (-1234, "-1,234"),
        (Int64.max, "9,223,372,036,854,775,807"), (Int64.min, "-9,223,372,036,854,775,808"),
    ])
    func `numbers for people are in groups of three`(value: Int64, text: String) {
        #expect(NumberText.grouped(value) == text)
    }

    @Test func `in Indonesian points part thousands and a comma the fraction`() {
        #expect(NumberText.rupiah(724_500_000, .indonesian) == "Rp 724.500.000")
        #expect(NumberText.grouped(FixedPoint(scaled: 12345, digits: 1), .indonesian) == "1.234,5")
        #expect(NumberText.grouped(FixedPoint(scaled: -5, digits: 2), .indonesian) == "-0,05")
    }

    @Test(
        arguments: [
            (9_999, "9,999", "9.999"), (10_000, "10.0 k", "10,0 rb"), (99_949, "99.9 k", "99,9 rb"),
            (99_950, "100 k", "100 rb"), (999_499, "999 k", "999 rb"), (999_500, "1.0 m", "1,0 jt"),
            (1_400_000_000, "1.4 bn", "1,4 M"), (724_500_000, "725 m", "725 jt"),
            (3_200_000_000_000, "3.2 tn", "3,2 T"), (Int64.max, "9,223,372,036,854,775,807", nil),
        ] as [(Int64, String, String?)])
    func `a number without room has two or three digits and its unit`(
        value: Int64, english: String, indonesian: String?
    ) {
        #expect(NumberText.short(value) == english)
        if let indonesian { #expect(NumberText.short(value, .indonesian) == indonesian) }
    }

    @Test func `days are written as the language has them`() throws {
        let day = try Fixture.day("2021-10-07")
        #expect(DayText.long(day, .indonesian) == "7 Oktober 2021")
        #expect(DayText.short(day, .indonesian) == "07-10-2021")
        #expect(DayText.long(day, .english) == "2021-10-07")
    }

    @Test(
        arguments: [(1, 3, "33.3"), (2, 3, "66.7"), (0, 5, "0.0"), (3, 2, "150.0"), (5, 0, nil)]
            as [(Int, Int, String?)])
    func `a share is of something, or of nothing`(part: Int, whole: Int, text: String?) {
        let cell = Cell.percent(part, of: whole)
        guard let text else { return #expect(cell == .missing) }
        guard case .percent(let value) = cell else {
            Issue.record("\(cell)")
            return
        }
        #expect(value.description == text)
    }

    @Test func `a share of trillions of rupiah is right and does not trap`() {
        let cell = Cell.percent(Int64.max / 2, of: Int64.max)
        #expect(cell == .percent(FixedPoint(scaled: 500, digits: 1)))
    }

    @Test func `the first winter's averages are rounded half up`() {
        #expect(FixedPoint(dividing: 724_500_000, by: 2430)?.description == "298148")
        #expect(FixedPoint(dividing: 2430, by: 106, digits: 1)?.description == "22.9")
    }

    @Test(
        arguments: [
            (1, 2, 0, "1"), (3, 2, 0, "2"), (49, 100, 0, "0"), (1, 20, 1, "0.1"), (1, 21, 1, "0.0"),
            (2, 3, 2, "0.67"), (5, 5, 1, "1.0"), (Int64.max, Int64.max, 0, "1"),
        ] as [(Int64, Int64, Int, String)])
    func `a half rounds up`(dividend: Int64, divisor: Int64, digits: Int, text: String) {
        #expect(FixedPoint(dividing: dividend, by: divisor, digits: digits)?.description == text)
    }

    @Test func `there is no average of nothing, nor one beyond 64 bits`() {
        #expect(FixedPoint(dividing: 5, by: 0) == nil)
        #expect(FixedPoint(dividing: .max, by: 2, digits: 1) == nil)
    }

    @Test func `fixed points are written with all their digits`() {
        #expect(FixedPoint(scaled: -5, digits: 2).description == "-0.05")
        #expect(NumberText.grouped(FixedPoint(scaled: 12_345_678, digits: 1)) == "1,234,567.8")
        #expect(FixedPoint(scaled: 229, digits: 1).double == 22.9)
    }
}
