import Glibc
import Testing

@testable import Ledger

/// The first start makes the ledger whole or not at all.
struct FirstStartTests {
    @Test func `what a killed first start left is of no matter to the next one`() throws {
        let directory = try StateDirectory()
        let draft = "\(directory.path)/\(Ledger.fileName).new"
        for suffix in ["", "-wal", "-journal"] {
            try write("half a ledger", to: draft + suffix)
        }
        let ledger = try Ledger(path: directory.path)
        try ledger.makeDurable()
        for suffix in ["", "-wal", "-shm", "-journal"] {
            #expect(access(draft + suffix, F_OK) != 0)
        }
        #expect(try LedgerReader(path: directory.path).verify(under: Made.rules).isEmpty)
    }

    @Test func `a log without its ledger is kept and refused`() throws {
        let directory = try StateDirectory()
        let log = "\(directory.path)/\(Ledger.fileName)-wal"
        try write("frames of another ledger", to: log)
        #expect {
            _ = try Ledger(path: directory.path)
        } throws: { error in
            if case .corrupt = error as? LedgerError { true } else { false }
        }
        #expect(access(log, F_OK) == 0)
    }

    @Test func `another program's database is refused as it is`() throws {
        let directory = try StateDirectory()
        try write("not a database at all", to: "\(directory.path)/\(Ledger.fileName)")
        #expect(throws: LedgerError.self) { _ = try Ledger(path: directory.path) }
    }

    private func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
    }
}
