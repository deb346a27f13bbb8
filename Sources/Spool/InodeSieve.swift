/// Finds, in one pass over the names of a directory, those that come next by inode.
///
/// A directory is read in an order of its own (on ext4 that of a hash), in which neighbours are
/// strangers on the disk: of a million files, each one that is opened and removed then touches
/// another block of inodes. By inode they stand as they were written, many to a block. All names
/// cannot be held, so a pass keeps the next ones only, and the pass after it goes on from there.
struct InodeSieve {
    /// How many bytes a pass may keep, names and marks; it holds a quarter more while it lasts, and
    /// twice as many for a moment. Sorting them takes the intake's queue some 20 ms.
    let limit: Int
    /// Where the pass before this one ended; nil: there was none.
    private let floor: DirectoryStream.Entry?
    /// What comes after this has no room; nil: all had room so far.
    private var ceiling: DirectoryStream.Entry?
    private var names = PackedNames()

    init(after floor: DirectoryStream.Entry? = nil, limit: Int) {
        self.floor = floor
        self.limit = limit
    }

    /// Whether all that was offered and comes after the floor is kept: no pass need follow.
    var hadRoom: Bool { ceiling == nil }

    /// Whether a name of this inode can be among those to keep: asked before the name is looked at.
    func wants(_ inode: UInt64) -> Bool {
        if let floor, inode < floor.inode { return false }
        if let ceiling, inode > ceiling.inode { return false }
        return true
    }

    mutating func offer(_ entry: DirectoryStream.Entry) {
        if let floor, !(floor < entry) { return }
        if let ceiling, !(entry < ceiling) { return }
        names.append(entry)
        if names.size > limit + limit / 4 { cut() }
    }

    /// - Returns: what was kept, in order.
    mutating func finish() -> PackedNames {
        cut()
        defer { names = PackedNames() }
        return names
    }

    private mutating func cut() {
        names.sort()
        if names.keep(limit) { ceiling = names.last }
    }
}

/// Names, inodes and kinds, close together: a million of them are not a million objects.
struct PackedNames {
    private struct Mark {
        let inode: UInt64
        let start: UInt32
        let length: UInt16
        let isSpecial: Bool

        /// Of its name, the closing NUL too.
        var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
    }

    private var marks: [Mark] = []
    /// One after the other, each with a closing NUL.
    private var bytes: [CChar] = []

    var count: Int { marks.count }

    /// In bytes.
    var size: Int { marks.count * MemoryLayout<Mark>.stride + bytes.count }

    var last: DirectoryStream.Entry? { marks.indices.last.map { self[$0] } }

    subscript(index: Int) -> DirectoryStream.Entry {
        let mark = marks[index]
        return DirectoryStream.Entry(
            name: FileName(terminated: Array(bytes[mark.range])), isSpecial: mark.isSpecial,
            inode: mark.inode)
    }

    mutating func append(_ entry: DirectoryStream.Entry) {
        let name = entry.name.terminated
        marks.append(
            Mark(
                inode: entry.inode, start: UInt32(bytes.count), length: UInt16(name.count),
                isSpecial: entry.isSpecial))
        bytes += name
    }

    mutating func sort() {
        let names = bytes
        marks.sort { left, right in
            guard left.inode == right.inode else { return left.inode < right.inode }
            return FileName(terminated: Array(names[left.range]))
                < FileName(terminated: Array(names[right.range]))
        }
    }

    /// Keeps the first ones, at least one.
    ///
    /// - Parameter limit: in bytes.
    /// - Returns: whether some had to go.
    mutating func keep(_ limit: Int) -> Bool {
        var size = 0
        let first = marks.prefix { mark in
            size += MemoryLayout<Mark>.stride + Int(mark.length)
            return size <= limit
        }
        guard first.count < count, count > 1 else { return false }
        var kept = PackedNames()
        // With the quarter more that may follow: to grow would be to double.
        kept.marks.reserveCapacity(first.count * 5 / 4 + 1)
        kept.bytes.reserveCapacity(limit)
        for mark in marks.prefix(max(1, first.count)) {
            kept.marks.append(
                Mark(
                    inode: mark.inode, start: UInt32(kept.bytes.count), length: mark.length,
                    isSpecial: mark.isSpecial))
            kept.bytes += bytes[mark.range]
        }
        self = kept
        return true
    }
}
