import Programme

@testable import Ledger

extension ErasingTools {
    /// Takes these people's numbers out of bytes, and makes a digest that is not the plain one.
    static func masking(_ people: NIK...) -> ErasingTools {
        let numbers = people.map { Array($0.digits.utf8) }
        let mask: @Sendable ([UInt8]) -> [UInt8] = { bytes in
            var bytes = bytes
            for start in numbers.flatMap({ bytes.places(of: $0) }) {
                for place in start..<(start + 16) { bytes[place] = UInt8(ascii: "q") }
            }
            return bytes
        }
        return ErasingTools(
            redact: { bytes, _ in
                let masked = mask(bytes)
                return masked == bytes ? nil : masked
            }, mask: mask, keyed: { $0.reversed() })
    }
}
