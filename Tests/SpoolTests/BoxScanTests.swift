import Foundation
import Testing

@testable import Spool

/// Reading a box from end to end: nothing is missed, and large boxes come by inode.
@Suite struct BoxScanTests {
    private let rules = NameRules(SpoolNaming())

    private func entry(_ number: Int, inode: UInt64) -> DirectoryStream.Entry {
        DirectoryStream.Entry(name: FileName("\(number).json"), isSpecial: false, inode: inode)
    }

    /// Passes over `all` until one had room for the rest.
    private func passes(
        over all: [DirectoryStream.Entry], limit: Int
    ) -> [[DirectoryStream.Entry]] {
        var passes: [[DirectoryStream.Entry]] = []
        while true {
            var sieve = InodeSieve(after: passes.last?.last, limit: limit)
            for entry in all where sieve.wants(entry.inode) { sieve.offer(entry) }
            let names = sieve.finish()
            passes.append((0..<names.count).map { names[$0] })
            if sieve.hadRoom { return passes }
        }
    }

    @Test func `passes give all names by inode, and none holds more than its limit`() {
        // In an order without a pattern, as a hash has them: 7,919 is prime.
        let all = (0..<10_000).map { entry($0, inode: UInt64($0 * 7_919 % 10_000)) }
        let passes = passes(over: all, limit: 32_000)
        #expect(passes.joined().elementsEqual(all.sorted()))
        #expect((8...10).contains(passes.count), "\(passes.map(\.count))")
    }

    @Test func `names of one inode, or of none, all come once`() {
        let all = (0..<1_000).map { entry($0 * 619 % 1_000, inode: UInt64($0 / 900)) }
        let passes = passes(over: all, limit: 1_000)
        #expect(passes.joined().elementsEqual(all.sorted()))
    }

    @Test func `a name that alone is larger than the limit comes too`() {
        let long = DirectoryStream.Entry(
            name: FileName(String(repeating: "x", count: 250) + ".json"), isSpecial: true, inode: 2)
        let all = [entry(3, inode: 3), long, entry(1, inode: 1)]
        #expect(passes(over: all, limit: 100).joined().elementsEqual(all.sorted()))
    }

    /// A box of so many files, and a few that are no deliveries.
    private func box(files: Int) throws -> (TemporarySpool, DirectoryHandle) {
        let place = try TemporarySpool()
        for number in 0..<files { try place.write("", to: "\(place.folder("A"))/\(number).json") }
        for number in 0..<3 { try place.write("", to: "\(place.folder("A"))/\(number).txt") }
        return (place, try DirectoryHandle(path: place.folder("A")))
    }

    @Test(arguments: [false, true])
    func `a large box comes by inode after the first lot`(readsAhead: Bool) throws {
        let (place, directory) = try box(files: 1_000)
        let scan = try BoxScan(directory, lot: 100, limit: 4_000)
        var entries: [DirectoryStream.Entry] = []
        var others = 0
        var slice = DirectoryStream.Slice()
        while !slice.isAtEnd {
            slice = try scan.next(30, rules: rules)
            entries += slice.entries
            others += slice.others
            guard readsAhead, slice.isReadingAhead else { continue }
            slice = try scan.next(30, rules: rules, isAhead: true)
            #expect(slice.entries.isEmpty)
            others += slice.others
        }
        #expect(Set(entries.map(\.name.printable)) == Set((0..<1_000).map { "\($0).json" }))
        #expect(others == 3)
        // What came in the first lot comes again as long as it is there.
        let sorted = Array(entries[100...])
        #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 < $1 }, "not by inode, or twice")
        withExtendedLifetime(place) {}
    }

    @Test func `a small box comes as the directory has it, at once`() throws {
        let (place, directory) = try box(files: 50)
        let scan = try BoxScan(directory, lot: 100, limit: 4_000)
        let slice = try scan.next(100, rules: rules)
        #expect(slice.entries.count == 50 && slice.isAtEnd && !slice.isReadingAhead)
        withExtendedLifetime(place) {}
    }

    @Test func `files that come and go meanwhile hide none that is there all the while`() throws {
        let (place, directory) = try box(files: 600)
        let scan = try BoxScan(directory, lot: 60, limit: 3_000)
        var seen: Set<String> = []
        var round = 0
        var isAtEnd = false
        while !isAtEnd {
            let slice = try scan.next(20, rules: rules)
            for entry in slice.entries {
                seen.insert(entry.name.printable)
                // Every other file leaves as soon as it is seen, and another takes its inode.
                guard let number = Int(entry.name.printable.dropLast(5)), number % 2 == 1 else {
                    continue
                }
                unlink("\(place.folder("A"))/\(number).json")
                try place.write("", to: "\(place.folder("A"))/late-\(round).json")
                round += 1
            }
            isAtEnd = slice.isAtEnd
            try #require(round < 5_000, "a scan without an end")
        }
        for number in 0..<600 { #expect(seen.contains("\(number).json")) }
    }

    @Test func `names that may not be sorted come lot after lot until they may`() throws {
        let (place, directory) = try box(files: 500)
        let scan = try BoxScan(directory, lot: 100, limit: 4_000)
        var asked = 0
        var names: [String] = []
        var isAtEnd = false
        while !isAtEnd {
            let slice = try scan.next(50, rules: rules) {
                asked += 1
                return asked > 2
            }
            if asked < 3 { #expect(!scan.isSorting) }
            names += slice.entries.map(\.name.printable)
            isAtEnd = slice.isAtEnd
        }
        #expect(asked == 3)
        #expect(Set(names).count == 500)
        withExtendedLifetime(place) {}
    }
}
