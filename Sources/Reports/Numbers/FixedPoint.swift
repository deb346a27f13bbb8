/// A number with a fixed count of digits after the point, kept as a whole number.
///
/// Averages are divided and rounded in whole numbers, so that the figure printed is the figure
/// defined: with binary fractions 0.05 is a little more than itself and 1.005 a little less.
package struct FixedPoint: Hashable, Sendable {
    /// The value times ten to the power of ``digits``.
    package let scaled: Int64
    /// Digits after the point, 0 to 6.
    package let digits: Int

    package init(scaled: Int64, digits: Int) {
        precondition((0...6).contains(digits), "0 to 6 digits after the point")
        self.scaled = scaled
        self.digits = digits
    }

    /// `dividend / divisor`, rounded half up; nil when there is nothing to divide by, or the
    /// result is beyond 64 bits, or one is negative: figures here are counts and sums of rupiah.
    package init?(dividing dividend: Int64, by divisor: Int64, digits: Int = 0) {
        let (product, overflow) = dividend.multipliedReportingOverflow(by: powerOfTen(digits))
        guard dividend >= 0, divisor > 0, !overflow else { return nil }
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        // Not `2 * remainder >= divisor`, which may overflow.
        self.init(
            scaled: remainder >= divisor - remainder ? quotient + 1 : quotient, digits: digits)
    }

    /// The nearest binary fraction, for formats that have no other.
    package var double: Double { Double(scaled) / Double(powerOfTen(digits)) }
}

extension FixedPoint: CustomStringConvertible {
    /// Plain, without separators of thousands: `22.9`.
    package var description: String {
        NumberText.plain(self)
    }
}

/// 10 to the power of 0 to 6.
func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
}
