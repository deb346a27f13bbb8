import Foundation
import Testing

/// A journald that goes takes with it what its socket held.
@Suite struct JournalReplacedTests {
    @Test func `what journald had taken and not read is told to the next one`() throws {
        if let obstacle = PrivateJournal.obstacle {
            print("skipped, since \(obstacle)")
            return
        }
        let journal = try PrivateJournal()
        let machine = try Machine()
        let log = machine.root.appending(path: "okoced.log")
        try Data().write(to: log)
        machine.wrapper = journal.inside([])
        machine.environment.merge(try PrivateJournal.environment(standardError: log)) { $1 }
        let daemon = try machine.launch()
        try tell(1...3, on: machine)
        // Few enough for the kernel's queue: nothing tells the daemon that nobody reads.
        journal.signal(SIGSTOP)
        try tell(4...8, on: machine)
        try journal.replace(beside: daemon)
        try tell(9...9, on: machine)
        var notices = LongRunNotices()
        try machine.wait("for all notices in the journal") {
            try notices.read(journal)
            return notices.last == 9 && notices.gaps.isEmpty
        }
        #expect(notices.changed.isEmpty)
        #expect(try machine.signal(SIGTERM) == 0)
    }

    /// Drops a job for each number, and waits until the ledger says that the journal has them all.
    private func tell(_ numbers: ClosedRange<Int>, on machine: Machine) throws {
        for number in numbers {
            // A person each: a second registration would change the verdict on the first.
            let job = Jobs.registration(job: "p-\(number)", nik: "317103450690\(1000 + number)")
            try machine.drop(job, as: "p-\(number).json", from: "PORTAL")
        }
        try machine.wait("for the ledger") {
            FileManager.default.fileExists(
                atPath: machine.state.appending(path: "ledger.sqlite").path)
        }
        try machine.wait("for notices up to \(numbers.upperBound) to be told") {
            try machine.count("SELECT coalesce(max(up_to), 0) FROM sent") == numbers.upperBound
        }
    }
}
