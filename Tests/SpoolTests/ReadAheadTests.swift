import Foundation
import Testing

@testable import Spool

/// What a worker asks the disk for before it reads.
@Suite struct ReadAheadTests {
    /// Nobody may own a file in the last.
    private static let boxes = ["A", "B", "nobody's"]
    private let place: TemporarySpool
    private let handles: [BoxID: BoxHandle]

    init() throws {
        place = try TemporarySpool(boxes: Self.boxes)
        let spool = try SpoolPlace(path: place.path)
        var handles: [BoxID: BoxHandle] = [:]
        for (number, name) in Self.boxes.enumerated() {
            let id = BoxID(number: number)
            handles[id] = BoxHandle(
                id: id, name: name, mayOwn: { _ in name != Self.boxes.last },
                directory: try DirectoryHandle(path: place.folder(name)), place: spool)
        }
        self.handles = handles
    }

    /// Makes a file whose bytes the kernel has, or has on the disk alone.
    private func file(_ name: String, box: Int = 0, isCold: Bool) throws -> Candidate {
        let path = place.folder(Self.boxes[box]) + "/" + name
        try place.write(String(repeating: "x", count: 9_000), to: path)
        if isCold {
            let file = open(path, O_RDONLY)
            defer { close(file) }
            try #require(fsync(file) == 0)
            try #require(posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0)
        }
        return Candidate(
            box: BoxID(number: box), name: FileName(name), isHinted: false, isSpecial: false)
    }

    /// Asks without a read, which would have the kernel read it.
    private func isInMemory(_ candidate: Candidate) throws -> Bool {
        let directory = try #require(handles[candidate.box]).directory
        let file = try System.openForReading(at: directory.descriptor, candidate.name)
        defer { close(file) }
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let start = try #require(mmap(nil, page, PROT_READ, MAP_SHARED, file, 0))
        try #require(start != MAP_FAILED)
        defer { munmap(start, page) }
        var present: UInt8 = 0
        try #require(mincore(start, page, &present) == 0)
        return present & 1 == 1
    }

    /// False where nothing is ever on a disk alone.
    private func canTell(_ cold: Candidate) throws -> Bool {
        if try !isInMemory(cold) { return true }
        print("skipped: \(place.path) is on no disk that files can be on alone")
        return false
    }

    @Test func `files on the disk alone are asked for together, box by box`() throws {
        var chunk = [try file("warm.json", isCold: false)]
        for number in 0..<5 { chunk.append(try file("\(number).json", box: 1, isCold: true)) }
        guard try canTell(chunk[5]) else { return }
        ReadAhead.ask(for: chunk, in: handles, until: .max)
        try wait("what was asked for") { try chunk.allSatisfy(isInMemory) }
    }

    @Test func `nothing is asked for when the first of a box is in memory`() throws {
        let chunk = [
            try file("a.json", isCold: false), try file("b.json", isCold: true),
            try file("a.json", box: 1, isCold: true), try file("b.json", box: 1, isCold: true),
        ]
        guard try canTell(chunk[1]) else { return }
        ReadAhead.ask(for: chunk, in: handles, until: .max)
        // What comes later in the chunk is there: so would be what was asked for before it.
        try wait("the other box's") { try isInMemory(chunk[3]) }
        #expect(try !isInMemory(chunk[1]))
    }

    @Test func `nothing is asked for of a file whose owner may not own it`() throws {
        let chunk = [
            try file("a.json", isCold: true), try file("a.json", box: 2, isCold: true),
            try file("b.json", box: 2, isCold: true), try file("b.json", isCold: true),
        ]
        guard try canTell(chunk[3]) else { return }
        ReadAhead.ask(for: chunk, in: handles, until: .max)
        try wait("the allowed ones") { try isInMemory(chunk[0]) && isInMemory(chunk[3]) }
        for candidate in chunk[1...2] { #expect(try !isInMemory(candidate)) }
    }

    @Test func `no more is asked for when the time is over`() throws {
        let chunk = [try file("a.json", isCold: true), try file("b.json", isCold: true)]
        guard try canTell(chunk[1]) else { return }
        ReadAhead.ask(for: chunk, in: handles, until: 0)
        try wait("the first") { try isInMemory(chunk[0]) }
        #expect(try !isInMemory(chunk[1]))
    }

    @Test func `what may be no file, was just heard of or is known is left for its turn`() throws {
        var chunk = [try file("a.json", isCold: true)]
        for number in 0..<3 { chunk.append(try file("\(number).json", isCold: true)) }
        guard try canTell(chunk[3]) else { return }
        chunk[1].isHinted = true
        chunk[2].isSpecial = true
        let identity = FileIdentity(
            device: 1, inode: 1, size: 1, modified: 1, changed: 1, owner: 0)
        chunk[3].seen = Seen(
            identity: identity, isSettled: false, isLastChance: false, isDone: false)
        ReadAhead.ask(for: chunk, in: handles, until: .max)
        try wait("the first") { try isInMemory(chunk[0]) }
        for candidate in chunk.dropFirst() { #expect(try !isInMemory(candidate)) }
    }
}
