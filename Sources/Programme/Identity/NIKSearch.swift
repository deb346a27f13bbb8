/// Finds numbers that may be somebody's NIK in bytes that others wrote: also with a separator between
/// groups of digits, as on forms (`31.71.03.450690.0001`), and run on into other digits.
///
/// Broader than ``Masking``: it offers every sixteen digits in a row that could be a NIK, and who asks
/// knows whom they look for.
package enum NIKSearch {
    private static let length = 16

    /// Offers every sixteen digits that may belong together.
    ///
    /// - Parameters:
    ///   - bytes: a text, or anything else.
    ///   - visit: gets the number and the places of its digits.
    package static func each(in bytes: [UInt8], _ visit: (Int64, ArraySlice<Int>) -> Void) {
        var places: [Int] = []
        bytes.withUnsafeBufferPointer { bytes in
            for (place, byte) in bytes.enumerated() where isDigit(byte) {
                if let last = places.last, !areJoined(last, place, bytes) {
                    offer(places, bytes, visit)
                    places.removeAll(keepingCapacity: true)
                }
                places.append(place)
            }
            offer(places, bytes, visit)
        }
    }

    /// Whether at most one separator stands between two digits.
    private static func areJoined(
        _ last: Int, _ place: Int, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard place > last + 1 else { return true }
        guard place == last + 2 else { return false }
        switch bytes[last + 1] {
        case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): return true
        default: return false
        }
    }

    private static func offer(
        _ places: [Int], _ bytes: UnsafeBufferPointer<UInt8>,
        _ visit: (Int64, ArraySlice<Int>) -> Void
    ) {
        guard places.count >= length else { return }
        for start in 0...(places.count - length) {
            let window = places[start..<(start + length)]
            let number = window.reduce(0) { $0 * 10 + Int64(bytes[$1] - UInt8(ascii: "0")) }
            if isPossible(number) { visit(number, window) }
        }
    }

    /// Whether ``NIK/read(_:)`` could take it, as far as that is cheap to say: who asks may need
    /// microseconds for each, and a file of nothing but digits has millions.
    private static func isPossible(_ number: Int64) -> Bool {
        let (day, month) = (number / 100_000_000 % 100 % 40, number / 1_000_000 % 100)
        return (1...31).contains(day) && (1...12).contains(month) && number % 10_000 != 0
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
