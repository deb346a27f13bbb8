import Glibc
import Programme
import Testing

@testable import Ledger

/// When the write-ahead log is moved into the ledger's file.
final class LogWatchTests {
    /// Pages of 4 KiB.
    private static let limit = 60

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

    /// How many commits of some pages each it takes until they are moved into the ledger's file.
    private func commitsUntilMoved(pages: Int) throws -> Int {
        let before = try head()
        for number in 1...1000 {
            // Each its own: bytes of a refused file that are known are not kept again.
            let text = "\(number)" + String(repeating: "x", count: pages * 4096)
            _ = try ledger.record(
                [make.refused(Made.portal, "j\(number)", text: text)], under: Made.rules)
            if try head() != before { return number }
        }
        return .max
    }

    @Test func `short commits are moved as soon as the log is long enough`() throws {
        let commits = try commitsUntilMoved(pages: 1)
        #expect((2...LogWatchTests.limit).contains(commits))
    }

    @Test func `commits as long as the limit are moved three together`() throws {
        #expect(try commitsUntilMoved(pages: LogWatchTests.limit) == 3)
    }

    @Test func `a short commit after long ones does not make the log too long`() throws {
        for (number, pages) in [90, 90, 0].enumerated() {
            let text = "\(number)" + String(repeating: "x", count: pages * 4096)
            _ = try ledger.record(
                [make.refused(Made.portal, "j\(number)", text: text)], under: Made.rules)
            #expect(ledger.overlongLog == nil, "after commit \(number)")
        }
    }

    @Test func `a commit longer than four limits is moved by itself`() throws {
        #expect(try commitsUntilMoved(pages: 5 * LogWatchTests.limit) == 1)
    }
}
