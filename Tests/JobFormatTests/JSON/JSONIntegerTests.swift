import Testing

@testable import JobFormat

@Suite struct JSONIntegerTests {
    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("0.0", 0), ("-0.000", 0), ("0e99999999999999999999", 0), ("1", 1),
            ("-1", -1), ("1e7", 10_000_000), ("1E+7", 10_000_000), ("17250000.0", 17_250_000),
            ("10e-1", 1), ("1.5e1", 15), ("0.1e1", 1), ("100e-2", 1), ("0.001e3", 1), ("1.000", 1),
            ("1050", 1050), ("10.50e1", 105), ("-12.50e+2", -1250), ("1e15", 1_000_000_000_000_000),
            ("-1e15", -1_000_000_000_000_000), ("1000000000000000.000", 1_000_000_000_000_000),
            ("999999999999999", 999_999_999_999_999), ("9999999999999990e-1", 999_999_999_999_999),
            ("1000000000000000000000e-20", 10), ("0.00000000000000000001e20", 1),
            ("9007199254740993e-0", nil),
            ("1" + String(repeating: "0", count: 5_000) + "e-5000", 1),
            ("0." + String(repeating: "0", count: 4_999) + "1e5000", 1),
        ] as [(String, Int64?)])
    func `an integer is one however it is written`(_ text: String, _ value: Int64?) throws {
        let expected = value.map { JSONInteger.value($0) } ?? .tooLarge
        #expect(try read(text).integer(JSONTape.root) == expected)
    }

    @Test(arguments: [
        "0.5", "-0.1", "1e-1", "1.5", "15e-2", "1e-400", "1e-99999999999999999999", "10.01",
        "0.00000000000000000001", "123456789.000000001", "105e-2", "1000000000000000.5",
        "123456789012345678901234567890.5",
    ])
    func `a number with a fraction is no integer`(_ text: String) throws {
        #expect(try read(text).integer(JSONTape.root) == .notAnInteger)
    }

    @Test(arguments: [
        "1000000000000001", "-1000000000000001", "1e16", "1e400", "1e99999999999999999999",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "10000000000000000",
        "123456789012345678901234567890", "1000000000000000.5e1", "9999999999999999",
    ])
    func `an integer beyond 10^15 is too large`(_ text: String) throws {
        #expect(try read(text).integer(JSONTape.root) == .tooLarge)
    }
}
