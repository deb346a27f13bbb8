import Glibc
import Programme
import Testing

@testable import Ledger

/// The file that SQLite maps into memory has all its space before it is.
struct WALIndexTests {
    let state: StateDirectory

    init() throws {
        state = try StateDirectory()
    }

    private var path: String { "\(state.path)/ledger.sqlite-shm" }

    /// Bytes of the disk, which are fewer than the file's length if it has holes.
    private var allocated: Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_blocks) * 512 : 0
    }

    @Test func `a full disk is an error at the start, never a fault of memory later`() throws {
        let ledger = try Ledger(path: state.path)
        #expect(allocated >= 4 * 1024 * 1024)
        // Neither a writer nor a reader of this process makes it sparse again.
        _ = try ledger.record([Deliveries().refused(Made.portal, "j1")], under: Made.rules)
        _ = try LedgerReader(path: state.path).jobs(limit: 10)
        #expect(allocated >= 4 * 1024 * 1024)
    }

    @Test func `what an earlier process left in it is begun anew`() throws {
        do {
            let ledger = try Ledger(path: state.path)
            _ = try ledger.record([Deliveries().refused(Made.portal, "j1")], under: Made.rules)
        }
        // As after a power cut: a length, and bytes that nobody wrote.
        let file = open(path, O_WRONLY | O_TRUNC)
        let junk = [UInt8](repeating: 0xA5, count: 40_000)
        #expect(write(file, junk, junk.count) == junk.count)
        close(file)
        let ledger = try Ledger(path: state.path)
        try ledger.makeDurable()
        #expect(try LedgerReader(path: state.path).jobs(limit: 10).count == 1)
        withExtendedLifetime(ledger) {}
    }
}
