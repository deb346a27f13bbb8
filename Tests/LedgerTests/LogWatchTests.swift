import Glibc
import Programme
import Testing

@testable import Ledger

/// When the write-ahead log is moved into the ledger's file.
final class LogWatchTests {
    /// Pages of 4 KiB.
    private static let limit = 20

    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()
    /// The ledger's own file. Open for as long as the ledger is: to close it would take SQLite's locks
    /// away.
    private let file: Int32

    init() throws {
        state = try StateDirectory()
        var options = Ledger.Options()
        options.checkpointPages = LogWatchTests.limit
        ledger = try Ledger(path: state.path, options: options)
        try ledger.makeDurable()
        file = open("\(state.path)/ledger.sqlite", O_RDONLY | O_CLOEXEC)
    }

    deinit {
        close(file)
    }

    /// How the ledger's file begins, which changes when pages are moved into it and not before: every
    /// commit writes the first page, and its head counts them.
    private func head() throws -> [UInt8] {
        var head = [UInt8](repeating: 0, count: 100)
        try #require(pread(file, &head, head.count, 0) == head.count)
        return head
    }

    /// Commits some pages.
    private func commit(_ number: Int, pages: Int, to ledger: Ledger? = nil) throws {
        // Each its own: bytes of a refused file that are known are not kept again.
        let text = "\(number) \(pages)" + String(repeating: "x", count: pages * 4096)
        _ = try (ledger ?? self.ledger).record(
            [make.refused(Made.portal, "j\(number)-\(pages)", text: text)], under: Made.rules)
    }

    /// How many commits of some pages each it takes until they are moved into the ledger's file.
    private func commitsUntilMoved(
        pages: Int, then afterwards: (Ledger) throws -> Void = { try $0.keepLogShort() }
    ) throws -> Int {
        let before = try head()
        for number in 1...1000 {
            try commit(number, pages: pages)
            try afterwards(ledger)
            if try head() != before { return number }
        }
        return .max
    }

    @Test func `short commits are moved as soon as the log is long enough`() throws {
        let commits = try commitsUntilMoved(pages: 1)
        #expect((2...LogWatchTests.limit).contains(commits))
    }

    @Test func `where each commit is short, four times as many pages are moved`() throws {
        var options = Ledger.Options()
        options.checkpointPages = 400
        let state = try StateDirectory()
        let ledger = try Ledger(path: state.path, options: options)
        // As short as a commit can be; and some pages longer than a sixteenth.
        for (pages, range) in [(0, 60...200), (40, 5...10)] {
            var number = 0
            repeat {
                try commit(number, pages: pages, to: ledger)
                number += 1
            } while !ledger.isLogDue && number < 1000
            #expect(range.contains(number), "\(number) commits of \(pages) pages")
            try ledger.keepLogShort()
            #expect(!ledger.isLogDue)
        }
    }

    @Test func `commits as long as the limit are moved some together`() throws {
        // Three times the longest, which is the first: three of them, or one more.
        #expect((3...4).contains(try commitsUntilMoved(pages: LogWatchTests.limit)))
    }

    @Test func `a short commit after long ones does not make the log too long`() throws {
        for (number, pages) in [30, 30, 0].enumerated() {
            try commit(number, pages: pages)
            #expect(ledger.overlongLog == nil, "after commit \(number)")
            try ledger.keepLogShort()
            #expect(ledger.overlongLog == nil, "after commit \(number)")
        }
    }

    @Test func `commits of fifteen limits do not make the log too long`() throws {
        for number in 0..<3 {
            try commit(number, pages: 15 * LogWatchTests.limit)
            #expect(ledger.overlongLog == nil, "after commit \(number)")
        }
    }

    @Test func `a commit leaves a long log to who comes after it, once`() throws {
        #expect(try commitsUntilMoved(pages: 17 * LogWatchTests.limit, then: { _ in }) == 2)
    }

    @Test func `what is no commit of jobs moves a long log at once`() throws {
        let before = try head()
        try commit(1, pages: 17 * LogWatchTests.limit)
        #expect(try head() == before)
        _ = try ledger.lastAttempt()
        #expect(try head() != before)
    }

    @Test func `a commit longer than sixteen limits is moved by itself`() throws {
        #expect(try commitsUntilMoved(pages: 17 * LogWatchTests.limit) == 1)
    }
}
