/// A moment in time, to the nanosecond.
///
/// On the wire RFC 3339 with an offset (`2018-06-12T09:00:00+07:00`). Two texts that name the same
/// moment with other offsets are equal here: the canonical order compares moments, not texts.
package struct Instant: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z; good for the years 1678 to 2261.
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Reads RFC 3339: date, `T`, time with an optional fraction, `Z` or an offset; else nil.
    ///
    /// `T` and `Z` may be small letters. A fraction finer than a nanosecond is cut. The leap second
    /// `:60` is the moment after it.
    package init?(_ text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        guard rest.count >= 20, let day = Day(String(decoding: rest.prefix(10), as: UTF8.self)),
            rest[10] | 0x20 == UInt8(ascii: "t"), rest[13] == UInt8(ascii: ":"),
            rest[16] == UInt8(ascii: ":"), let hour = decimal(rest[11..<13]), hour < 24,
            let minute = decimal(rest[14..<16]), minute < 60,
            let second = decimal(rest[17..<19]), second <= 60
        else { return nil }
        rest = rest.dropFirst(19)
        guard let fraction = Instant.takeFraction(&rest), let offset = Instant.offset(rest),
            (-106_000...106_000).contains(day.number)
        else { return nil }
        let minutes = Int64(day.number) * 1440 + Int64(hour * 60 + minute - offset)
        nanoseconds = (minutes * 60 + Int64(second)) * 1_000_000_000 + Int64(fraction)
    }

    /// Takes `.digits` off the front; the nanoseconds they say, 0 without one, nil if malformed.
    private static func takeFraction(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.first == UInt8(ascii: ".") else { return 0 }
        let digits = rest.dropFirst().prefix {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        rest = rest.dropFirst(1 + digits.count)
        guard var value = decimal(digits.prefix(9)) else { return nil }
        for _ in min(digits.count, 9)..<9 { value *= 10 }
        return value
    }

    /// Minutes east of UTC from `Z` or `+hh:mm`.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(text)
        if bytes.count == 1 { return bytes[0] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = decimal(bytes[1..<3]),
            let minutes = decimal(bytes[4..<6]), hours < 24, minutes < 60
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    /// The calendar day in Jakarta (+07:00, no daylight saving) at this moment.
    package var jakartaDay: Day {
        Day(number: Int32((nanoseconds + 25_200_000_000_000).floorDivided(by: 86_400_000_000_000)))
    }

    /// The moment at which a Jakarta day begins; of days beyond 1677 to 2262 the last moment there
    /// is, or the first.
    package init(startOfJakartaDay day: Day) {
        nanoseconds = Int64(clamping: Int128(day.number) * 86_400_000_000_000 - 25_200_000_000_000)
    }

    /// So much later; at most the last moment there is, at least the first.
    package func adding(seconds: Int64) -> Instant {
        Instant(nanoseconds: Int64(clamping: Int128(nanoseconds) + Int128(seconds) * 1_000_000_000))
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in Jakarta's time, with a fraction only where there is one.
    package var description: String {
        let local = nanoseconds + 25_200_000_000_000
        let seconds = local.floorDivided(by: 1_000_000_000)
        let fraction = Int(local - seconds * 1_000_000_000)
        let day = seconds.floorDivided(by: 86_400)
        let time = Int(seconds - day * 86_400)
        let clock =
            "\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
        var digits = padded(fraction, 9)[...]
        while digits.last == "0" { digits.removeLast() }
        return "\(Day(number: Int32(day)))T\(clock)\(digits.isEmpty ? "" : "." + digits)+07:00"
    }
}

extension Int64 {
    /// Division that rounds down, for times before 1970.
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
