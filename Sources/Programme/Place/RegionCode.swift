/// A well-formed Kemendagri region code: `31`, `31.71`, `31.71.01` or `31.71.01.1001`.
///
/// Not BPS's numbering, which names other cities by the same digits. Well formed does not mean that
/// it exists: ``Regions`` knows that for DKI.
package struct RegionCode: Hashable, Comparable, Sendable {
    /// What kind of region the code names.
    package enum Level: Int, Sendable, Comparable, CaseIterable {
        case province = 2
        case kota = 4
        case kecamatan = 6
        case kelurahan = 10

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// The digits without their dots; their number gives the level. A code never begins with 0.
    package let number: Int64

    /// For numbers that were checked before, as when they come back from the ledger.
    package init(unchecked number: Int64) {
        self.number = number
    }

    /// Reads a dotted code; nil if it is not well formed.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...4).contains(parts.count),
            zip(parts, [2, 2, 2, 4]).allSatisfy({ $0.count == $1 })
        else { return nil }
        var number = 0
        for part in parts {
            guard let value = decimal(part), value != 0 else { return nil }
            number = number * (part.count == 4 ? 10_000 : 100) + value
        }
        // A leading zero would shorten the number and so change its level.
        guard String(number).utf8.count == [2, 4, 6, 10][parts.count - 1] else { return nil }
        self.number = Int64(number)
    }

    package var level: Level {
        switch number {
        case ..<100: .province
        case ..<10_000: .kota
        case ..<1_000_000: .kecamatan
        default: .kelurahan
        }
    }

    /// The region of a higher level that this one lies in (or is), nil if it has no such level.
    package func within(_ level: Level) -> RegionCode? {
        guard level <= self.level else { return nil }
        var number = number
        if self.level == .kelurahan, level < .kelurahan { number /= 10_000 }
        let digits = min(self.level, .kecamatan).rawValue - min(level, .kecamatan).rawValue
        for _ in 0..<digits { number /= 10 }
        return RegionCode(unchecked: number)
    }

    /// The kecamatan that this code is or lies in.
    package var kecamatan: RegionCode? { within(.kecamatan) }

    /// The kota that this code is or lies in.
    package var kota: RegionCode? { within(.kota) }

    /// Whether the code begins with 31. Others are grouped "outside DKI", out of its targets.
    package var isInDKI: Bool { within(.province)?.number == 31 }

    /// By digits as text, so that a region stands before what lies in it.
    package static func < (left: RegionCode, right: RegionCode) -> Bool {
        left.description < right.description
    }
}

extension RegionCode: CustomStringConvertible {
    /// The dotted code.
    package var description: String {
        var digits = String(number)[...]
        var parts: [Substring] = []
        for width in [2, 2, 2, 4] where !digits.isEmpty {
            parts.append(digits.prefix(width))
            digits = digits.dropFirst(width)
        }
        return parts.joined(separator: ".")
    }
}
