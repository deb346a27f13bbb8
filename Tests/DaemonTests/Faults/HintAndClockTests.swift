import Foundation
import Testing

/// Hints that the kernel dropped, and a clock that jumps.
@Suite(.serialized) struct HintAndClockTests {
    @Test func `files of which the kernel dropped the hints are found all the same`() throws {
        guard mayActAsRoot("changing fs.inotify.max_queued_events") else { return }
        let setting = "/proc/sys/fs/inotify/max_queued_events"
        let before = try String(contentsOfFile: setting, encoding: .utf8)
        // Read when a daemon makes its watcher: others that start meanwhile find their files too.
        guard (try? "1".write(toFile: setting, atomically: false, encoding: .utf8)) != nil else {
            print("skipped, since \(setting) cannot be written here")
            return
        }
        let faulty = try FaultyMachine()
        do {
            defer { try? before.write(toFile: setting, atomically: false, encoding: .utf8) }
            try faulty.machine.change("rescan_interval", to: "1 h", in: "okoced.yaml")
            try faulty.machine.start()
        }
        let daemon = try #require(faulty.machine.daemon)
        kill(daemon.processIdentifier, SIGSTOP)
        try faulty.drop(50)
        kill(daemon.processIdentifier, SIGCONT)
        try faulty.expectTrouble("hints_lost", saying: "the kernel dropped notices of new files")
        try faulty.waitUntilAllIsRecorded()
        try faulty.expectRelief("hints_lost", saying: "notices of new files arrive again")
        try faulty.end()
    }

    /// libfaketime, where the linker finds it.
    private static let library = [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    ].first { FileManager.default.fileExists(atPath: $0) }

    @Test func `a clock that jumps a year forth and two back loses nothing, and not_before holds`()
        throws
    {
        guard let library = Self.library else {
            print("skipped, since libfaketime is not installed")
            return
        }
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        let clock = machine.root.appending(path: "clock")
        func set(_ offset: String) throws {
            try offset.write(to: clock, atomically: true, encoding: .utf8)
        }
        try set("+0")
        machine.environment.merge([
            "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": clock.path, "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
        ]) { $1 }
        try machine.start()
        try faulty.drop(3)
        try faulty.waitUntilAllIsRecorded()
        // A job for tomorrow is due once the clock says so, and not before.
        let tomorrow = ISO8601DateFormatter().string(from: Date().addingTimeInterval(86_400))
        let (name, text) = faulty.nextJob()
        let deferred = text.replacing(
            "\"items\":", with: "\"not_before\": \"\(tomorrow)\", \"items\":")
        try machine.drop(deferred, as: name, from: "PORTAL")
        try machine.wait("for the job to be deferred") {
            try machine.count("SELECT count(*) FROM attempt WHERE outcome = 'deferred'") == 1
        }
        // While a job is deferred the clock is looked at every ten seconds.
        try set("+2d")
        try machine.wait("for the deferred job, whose day has come") {
            try faulty.recorded() == faulty.jobs.count
        }
        // Timers are monotonic, but libfaketime 0.9.10 moves a timerfd that is armed after a jump by
        // that jump, which no kernel does: so what needs a timer comes before the clock goes back.
        for offset in ["+365d", "+0", "-400d", "+0", "-1d"] {
            let before = try faulty.recorded()
            try set(offset)
            try faulty.drop(2)
            // A scan's file must be old enough, which a clock set back makes it only by waiting.
            let slow = machine.spool.appending(path: "incoming/PORTAL")
            let (name, text) = faulty.nextJob()
            try Data(text.utf8).write(to: slow.appending(path: name))
            try machine.wait("for files at the clock's \(offset)") {
                try faulty.recorded() >= before + 3
            }
            try machine.wait("for the recorded files to be settled") {
                machine.names(in: "incoming/PORTAL").isEmpty
            }
        }
        try set("+0")
        try faulty.end()
    }
}
