/// A JSON number as the job files use numbers: integers by value, however they are written
/// (`1e7`, `17250000.0`, `-0`), magnitude at most 10^15. Decimal arithmetic, exact; no Double.
package enum JSONInteger: Equatable, Sendable {
    /// The value.
    case value(Int64)
    /// It has a part after the point.
    case notAnInteger
    /// An integer of a greater magnitude than `greatestMagnitude`.
    case tooLarge

    /// 10^15: below 2^53, so that readers in every language have it exactly.
    package static let greatestMagnitude: Int64 = 1_000_000_000_000_000

    /// - Parameter number: the bytes of a number that the scanner has passed.
    init(_ number: ArraySlice<UInt8>) {
        // The value is `digits` × 10^exponent. Zeros at the end of `digits` are kept back, as
        // they may be the last; so `digits` ends with another digit, and a negative exponent
        // means a fraction.
        var digits: Int64 = 0
        var zerosKeptBack = 0
        var digitCount = 0
        var exponent = 0
        var isNegative = false
        var isFraction = false
        var rest = number
        scan: while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
            default:
                if isFraction { exponent -= 1 }
                guard byte != UInt8(ascii: "0") else {
                    zerosKeptBack += digitCount > 0 ? 1 : 0
                    continue
                }
                digitCount += zerosKeptBack + 1
                // Beyond 16 digits the value does not matter any more, only how many there are.
                if digitCount <= 16 {
                    for _ in 0..<zerosKeptBack { digits *= 10 }
                    digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
                }
                zerosKeptBack = 0
            }
        }
        guard digitCount > 0 else {
            self = .value(0)
            return
        }
        exponent += zerosKeptBack + JSONInteger.exponent(rest)
        self = JSONInteger.make(
            digits: digits, digitCount: digitCount, exponent: exponent, isNegative: isNegative)
    }

    private static func make(
        digits: Int64, digitCount: Int, exponent: Int, isNegative: Bool
    ) -> JSONInteger {
        guard exponent >= 0 else { return .notAnInteger }
        guard digitCount + exponent <= 16 else { return .tooLarge }
        var value = digits
        for _ in 0..<exponent { value *= 10 }
        guard value <= greatestMagnitude else { return .tooLarge }
        return .value(isNegative ? -value : value)
    }

    /// The exponent behind `e`. It stops growing at 10^9, which the zeros of a 4 MiB text cannot
    /// make up for.
    private static func exponent(_ text: ArraySlice<UInt8>) -> Int {
        var magnitude = 0
        for byte in text where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
            magnitude = min(magnitude * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000_000)
        }
        return text.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }
}
