/// Masks people in texts that others chose.
///
/// A file name, a job's or an item's id is the sender's to choose, and some choose a NIK. It must
/// not reach a journal or a list that way (UU PDP 27/2022). A person's name cannot be told from
/// another word: an id that is one stays as it is.
package enum Masking {
    private static let length = 16

    /// The text with every NIK in it masked, `317103******0001`: also one with a separator between
    /// groups of its digits, as on forms (`31.71.03.450690.0001`), and one that runs on into other
    /// digits.
    package static func maskingPeople(in text: String) -> String {
        guard text.utf8.count(where: isDigit) >= length else { return text }
        var bytes = Array(text.utf8)
        for digits in chains(in: bytes) { mask(digits, in: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A digit's place in the text, and which group of digits it belongs to.
    private struct Digit {
        let place: Int
        let group: Int
    }

    /// Digits that may belong together: at most one separator stands between two of them.
    private static func chains(in bytes: [UInt8]) -> [[Digit]] {
        var chains: [[Digit]] = [[]]
        var group = 0
        for (place, byte) in bytes.enumerated() where isDigit(byte) {
            if let last = chains[chains.count - 1].last, place > last.place + 1 {
                group += 1
                let isJoined = place == last.place + 2 && " .-_".utf8.contains(bytes[place - 1])
                if !isJoined { chains.append([]) }
            }
            chains[chains.count - 1].append(Digit(place: place, group: group))
        }
        return chains.filter { $0.count >= length }
    }

    private static func mask(_ chain: [Digit], in bytes: inout [UInt8]) {
        var start = 0
        while start + length <= chain.count {
            guard isPerson(chain, start, bytes) else {
                start += 1
                continue
            }
            // Neither the region nor the serial alone tells who it is.
            for digit in chain[(start + 6)..<(start + 12)] {
                bytes[digit.place] = UInt8(ascii: "*")
            }
            start += length
        }
    }

    /// Whether the 16 digits from `start` are somebody's. The less they stand alone, the more they
    /// must look like it: a time to the microsecond has as many digits.
    private static func isPerson(_ chain: [Digit], _ start: Int, _ bytes: [UInt8]) -> Bool {
        let digits = chain[start..<(start + length)]
        let (first, last) = (chain[start].group, chain[start + length - 1].group)
        let beginsGroup = start == 0 || chain[start - 1].group != first
        let endsGroup = start + length == chain.count || chain[start + length].group != last
        guard first == last || beginsGroup && endsGroup else { return false }
        let text = String(decoding: digits.map { bytes[$0.place] }, as: UTF8.self)
        // One of Jakarta with a slip in its date is still nearly somebody's.
        let isAlone = beginsGroup && endsGroup
        guard case .success(let nik) = NIK.read(text) else {
            return isAlone
                && ["3101", "3171", "3172", "3173", "3174", "3175"]
                    .contains(text.prefix(4))
        }
        return isAlone && first == last || provinces.contains(nik.province)
    }

    /// The codes that provinces have (Permendagri 58/2021): 20, with which years begin, is none.
    private static let provinces: Set<Int> = Set(
        [11...19, 21...21, 31...36, 51...53, 61...65, 71...76, 81...82, 91...97].joined())

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
