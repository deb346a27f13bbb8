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
