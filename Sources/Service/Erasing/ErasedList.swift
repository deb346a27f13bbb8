import Ledger
import Programme

/// Everybody who was erased, in a file beside the ledger: a copy of the ledger that is put back does
/// not know who was erased after it was made, and this does.
///
/// A line a person: the keyed digest in hexadecimal, and when, in nanoseconds since 1970.
struct ErasedList {
    private let file: SecretFile

    init(in state: String) {
        file = SecretFile(path: "\(state)/erased.list")
    }

    /// - Returns: the latest moment for each digest; a line that is none is not looked at.
    func read() throws(SecretFileError) -> [[UInt8]: Instant] {
        var list: [[UInt8]: Instant] = [:]
        for line in String(decoding: try file.read() ?? [], as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let moment = Int64(words[1]) else { continue }
            let mac = [UInt8](hexadecimal: words[0])
            guard mac.count == 32 else { continue }
            list[mac] = max(Instant(nanoseconds: moment), list[mac] ?? Instant(nanoseconds: 0))
        }
        return list
    }

    func write(_ people: [[UInt8]: Instant]) throws(SecretFileError) {
        let lines = people.map { "\(hexadecimal($0.key)) \($0.value.nanoseconds)\n" }.sorted()
        try file.write(Array(lines.joined().utf8))
    }
}

extension [[UInt8]: Instant] {
    /// Those whom a ledger does not know as erased, or as erased earlier only.
    func missing(among known: [ErasedPerson]) -> Self {
        var missing = self
        for person in known {
            if let moment = missing[person.mac], person.erasedAt >= moment {
                missing[person.mac] = nil
            }
        }
        return missing
    }
}

extension [UInt8] {
    /// Of pairs of hexadecimal digits; what is no pair is left out.
    init(hexadecimal digits: some StringProtocol) {
        let digits = Array(digits.utf8)
        self = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}
