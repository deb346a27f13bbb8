import Foundation
import Testing

/// A disk that cannot be read now and then is not a damaged ledger.
@Suite struct ReadErrorTests {
    @Test func `a ledger that cannot be read once ends the start with 74, never as damaged`() throws
    {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try faulty.drop(2)
        #expect(try machine.once().status == 0)
        let list = machine.root.appending(path: "calls").path
        let reads = [
            "--call", "pread64", "--path", machine.state.path, "--to-file", "ledger.sqlite",
        ]
        func traced(_ options: [String]) throws -> Machine.Finished {
            let daemon = ["--", Machine.program("okoced").path] + machine.folders + ["--once"]
            return try machine.run("syscall-fault", reads + options + daemon)
        }
        #expect(try traced(["--list", list]).status == 0)
        let calls = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").count
        #expect(calls > 10)
        var ends: Set<Int32> = []
        let most = Effort.pick(spread: 20, more: 80, full: Int.max)
        for call in Effort.some(of: Array(1...calls), most: most) {
            let end = try traced(["--error", "EIO", "--at", "\(call)"])
            ends.insert(end.status)
            #expect([0, 74].contains(end.status), "read \(call) of \(calls): \(end.err)")
        }
        #expect(ends.contains(74))
        #expect(try machine.once().status == 0)
        try faulty.expectAllRecordedOnce()
    }
}
