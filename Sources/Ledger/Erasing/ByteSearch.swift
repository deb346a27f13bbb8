internal import CLedger

extension [UInt8] {
    /// Where other bytes begin in these, in order; none for no bytes.
    func places(of pattern: [UInt8]) -> [Int] {
        withUnsafeBytes { $0.places(of: pattern) }
    }

    /// Where other bytes stand in these as a word, or as words: not as part of a longer one.
    func places(ofWord word: [UInt8]) -> [Int] {
        places(of: word).filter { start in
            let end = start + word.count
            return (start == 0 || !self[start - 1].isOfWord)
                && (end == count || !self[end].isOfWord)
        }
    }
}

extension UInt8 {
    /// A letter or a digit; whatever is not ASCII is taken for a letter.
    fileprivate var isOfWord: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
            true
        default: false
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Where other bytes begin in these, in order; none for no bytes.
    func places(of pattern: [UInt8]) -> [Int] {
        guard let base = baseAddress, !pattern.isEmpty else { return [] }
        var found: [Int] = []
        var start = 0
        while start + pattern.count <= count,
            let place = memmem(base + start, count - start, pattern, pattern.count)
        {
            let offset = UnsafeRawPointer(place) - base
            found.append(offset)
            start = offset + 1
        }
        return found
    }
}
