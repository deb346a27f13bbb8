internal import CLedger

extension [UInt8] {
    /// Where other bytes begin in these, in order; none for no bytes.
    func places(of pattern: [UInt8]) -> [Int] {
        withUnsafeBytes { $0.places(of: pattern) }
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
