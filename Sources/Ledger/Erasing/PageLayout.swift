/// What of one page of a database's file is in no use (sqlite.org/fileformat2.html, "B-tree Pages"):
/// there SQLite leaves what was deleted or moved, unless `secure_delete` was on.
struct PageLayout {
    private let page: UnsafeMutableRawBufferPointer
    /// 100 bytes of the first page are the file's header.
    private let header: Int

    private let isFree: Bool

    /// - Parameters:
    ///   - number: the page's, from 1.
    ///   - isFree: it holds nothing at all: a leaf of the list of free pages.
    init(_ page: UnsafeMutableRawBufferPointer, number: Int64, isFree: Bool) {
        self.page = page
        self.isFree = isFree
        header = number == 1 ? 100 : 0
    }

    /// Writes zeros over what is in no use, if that holds any of these bytes.
    ///
    /// - Returns: whether it did.
    func scrub(_ patterns: [[UInt8]]) -> Bool {
        var isChanged = false
        for range in unused {
            let part = UnsafeMutableRawBufferPointer(rebasing: page[range])
            let holdsAny = patterns.contains {
                !UnsafeRawBufferPointer(part).places(of: $0).isEmpty
            }
            // Also what was cut at its end: a pattern that begins here and ends in a row.
            guard holdsAny || part.contains(where: { $0 != 0 }) else { continue }
            part.initializeMemory(as: UInt8.self, repeating: 0)
            isChanged = true
        }
        return isChanged
    }

    /// The gap before the cells, and the free blocks between them; empty for any other page.
    var unused: [Range<Int>] {
        if isFree { return [0..<page.count] }
        let kind = page[header]
        guard [2, 5, 10, 13].contains(kind) else { return [] }
        let isLeaf = kind == 10 || kind == 13
        let pointers = header + (isLeaf ? 8 : 12) + 2 * integer(at: header + 3)
        var cells = integer(at: header + 5)
        if cells == 0 { cells = 65_536 }
        guard pointers <= cells, cells <= page.count else { return [] }
        var ranges = [pointers..<cells]
        var block = integer(at: header + 1)
        while block != 0, block + 4 <= page.count {
            let (next, size) = (integer(at: block), integer(at: block + 2))
            guard size >= 4, block + size <= page.count else { break }
            ranges.append((block + 4)..<(block + size))
            guard next > block else { break }
            block = next
        }
        return ranges
    }

    private func integer(at offset: Int) -> Int {
        Int(page[offset]) << 8 | Int(page[offset + 1])
    }
}
