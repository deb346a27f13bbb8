import SystemPackage

/// Reads a box from end to end, a slice at a time: each file that is there all the while is in one
/// slice at least.
///
/// The first names come as the directory has them, so that work begins at once; a small box has no
/// others. They are few: from a disk, files in that order are read at a third of the rate, and keep
/// the first pass from its end. Of a large one the rest follows by inode, see ``InodeSieve``. The
/// next pass is made once half the names of the last one are given out, so that nobody waits for it.
final class BoxScan {
    private let directory: DirectoryStream
    /// Names as the directory has them come in lots of so many, each time that they may not be sorted.
    private let lot: Int
    private let limit: Int
    /// What is left of the lot.
    private var unsorted: Int
    /// Set while a pass is under way.
    private var sieve: InodeSieve?
    /// What comes next, once what is given out is.
    private var following: PackedNames?
    private var current = PackedNames()
    private var given = 0
    /// The pass under way is the first: it counts what is no delivery.
    private var isFirstPass = true
    /// No pass is to follow.
    private var isComplete = false

    /// Opens the directory anew.
    ///
    /// - Parameters:
    ///   - lot: how many names are taken as they come before others are sorted.
    ///   - limit: of an ``InodeSieve``.
    init(
        _ handle: DirectoryHandle, lot: Int = Limits.slice, limit: Int = Limits.sieve
    ) throws(Errno) {
        directory = try DirectoryStream(handle)
        (self.lot, self.limit, unsorted) = (lot, limit, lot)
    }

    /// Whether it holds more than a slice.
    var isSorting: Bool { unsorted <= 0 }

    /// - Parameters:
    ///   - count: how many names are read of the directory, and how many are given out.
    ///   - isAhead: nobody has a place for names now; what comes later is found out.
    ///   - maySort: asked when it would begin to hold names.
    func next(
        _ count: Int, rules: NameRules, isAhead: Bool = false, maySort: () -> Bool = { true }
    ) throws(Errno) -> DirectoryStream.Slice {
        guard isSorting else { return try nextUnsorted(count, rules, maySort) }
        var slice = DirectoryStream.Slice()
        if !isAhead { giveOut(count, &slice) }
        beginPass()
        try pass(count, rules, &slice)
        slice.isReadingAhead = sieve != nil
        slice.isAtEnd = isComplete && following == nil && given == current.count
        return slice
    }

    private func nextUnsorted(
        _ count: Int, _ rules: NameRules, _ maySort: () -> Bool
    ) throws(Errno) -> DirectoryStream.Slice {
        var slice = try directory.next(min(count, unsorted), rules: rules)
        unsorted -= count
        guard unsorted <= 0, !slice.isAtEnd else { return slice }
        if maySort() {
            sieve = InodeSieve(limit: limit)
            slice.isReadingAhead = true
        } else {
            unsorted = lot
        }
        return slice
    }

    /// Goes on with the pass that is under way, if one is.
    private func pass(
        _ count: Int, _ rules: NameRules, _ slice: inout DirectoryStream.Slice
    ) throws(Errno) {
        guard var sieve else { return }
        // Changed in place, not copied.
        self.sieve = nil
        let read = try directory.next(
            count, rules: rules, countsOthers: isFirstPass, wants: sieve.wants)
        for entry in read.entries { sieve.offer(entry) }
        if isFirstPass { slice.others += read.others }
        guard read.isAtEnd else {
            self.sieve = sieve
            return
        }
        isFirstPass = false
        following = sieve.finish()
        isComplete = sieve.hadRoom
    }

    private func giveOut(_ count: Int, _ slice: inout DirectoryStream.Slice) {
        if given == current.count, let next = following {
            following = nil
            (current, given) = (next, 0)
        }
        let end = min(current.count, given + count)
        slice.entries = (given..<end).map { current[$0] }
        given = end
    }

    /// Begins the pass after the one whose names are given out, when it is time.
    private func beginPass() {
        guard sieve == nil, following == nil, !isComplete, given * 2 >= current.count else {
            return
        }
        directory.rewind()
        sieve = InodeSieve(after: current.last, limit: limit)
    }
}
