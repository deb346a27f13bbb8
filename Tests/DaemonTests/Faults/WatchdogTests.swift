import Foundation
import Testing

/// What hangs falls silent to the service manager's watchdog; what is long and moves does not.
@Suite struct WatchdogTests {
    @Test func `a fault of ours in a commit that never ends is noticed, and costs one file`() throws
    {
        let watched = try WatchedDaemon()
        let machine = watched.machine
        machine.daemonName = "okoced-with-traps"
        // One that hangs does not end when the test does.
        defer { if let daemon = machine.daemon { kill(daemon.processIdentifier, SIGKILL) } }
        let bad = Jobs.registration(job: "hang-in-commit", nik: "3171034506900002")
        try machine.drop(bad, as: "bad.json", from: "PORTAL")
        try machine.drop(Jobs.registration(job: "p-1"), as: "good.json", from: "DKUMKMP")
        var starts = 0
        // As systemd does: SIGABRT, and another start; until the file is set aside.
        repeat {
            starts += 1
            try #require(starts < 5, "it hangs for ever")
            try machine.start()
            watched.beginListening()
            try machine.wait("for silence, or the end of the work") {
                try watched.isSilent || machine.names(in: "incoming/PORTAL").isEmpty
            }
            let isDone = machine.names(in: "incoming/PORTAL").isEmpty
            if !isDone { try machine.signal(SIGABRT) }
        } while machine.daemon == nil
        try machine.wait("for the other job") { machine.names(in: "incoming/DKUMKMP").isEmpty }
        #expect(starts > 1, "it did not hang")
        try machine.wait("for the file to be set aside") {
            machine.names(in: "rejected/PORTAL").contains("bad.json")
        }
        #expect(try machine.signal(SIGTERM) == 0)
        #expect(try machine.count("SELECT count(*) FROM attempt WHERE outcome = 'recorded'") <= 1)
    }

    @Test func `a commit whose fsync never returns is noticed, and goes on when it does`() throws {
        let watched = try WatchedDaemon()
        let machine = watched.machine
        try machine.drop(Jobs.registration(job: "p-0"), as: "0.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        let mark = machine.root.appending(path: "reached").path
        machine.wrapper = [
            Machine.program("syscall-fault").path, "--call", "fdatasync,fsync", "--to-file",
            "ledger.sqlite-wal", "--at", "2", "--stop", "--mark", mark, "--",
        ]
        try machine.start()
        for number in 1...3 {
            let job = Jobs.registration(job: "p-\(number)", nik: "317103450690000\(number + 1)")
            try machine.drop(job, as: "\(number).json", from: "PORTAL")
        }
        try machine.wait("for the fsync") { access(mark, F_OK) == 0 }
        try machine.wait("for silence") { try watched.isSilent }
        let tracer = try #require(machine.daemon).processIdentifier
        kill(tracer, SIGUSR1)
        let before = watched.manager.pings
        try machine.wait("for the watchdog to be fed again") { watched.manager.pings > before + 2 }
        try machine.wait("for the jobs") { machine.names(in: "incoming/PORTAL").isEmpty }
        kill(tracer, SIGTERM)
        #expect(try machine.signal(0) == 0)
        #expect(try machine.count("SELECT count(*) FROM attempt") == 4)
    }

    @Test func `a reload that hangs is noticed`() throws {
        let watched = try WatchedDaemon()
        let machine = watched.machine
        let mark = machine.root.appending(path: "reached").path
        machine.wrapper = [
            Machine.program("syscall-fault").path, "--call", "openat,read", "--to-file",
            "config/sources.yaml", "--at", "4", "--stop", "--mark", mark, "--",
        ]
        try machine.start()
        let tracer = try #require(machine.daemon).processIdentifier
        while access(mark, F_OK) != 0 {
            _ = try machine.okocectl("reload", "--timeout", "0.3")
        }
        try machine.wait("for silence") { try watched.isSilent }
        kill(tracer, SIGUSR1)
        let before = watched.manager.pings
        try machine.wait("for the watchdog to be fed again") { watched.manager.pings > before + 2 }
        #expect(try machine.okocectl("reload").status == 0)
        kill(tracer, SIGTERM)
        #expect(try machine.signal(0) == 0)
    }

    @Test func `a commit of many times the watchdog's limit that moves keeps it fed`() throws {
        let watched = try WatchedDaemon()
        let machine = watched.machine
        try machine.drop(Jobs.registration(job: "p-0"), as: "0.json", from: "PORTAL")
        #expect(try machine.once().status == 0)
        // A disk that takes 12 ms for each write: a commit of 200 jobs makes hundreds.
        machine.wrapper = [
            "/usr/bin/strace", "-f", "-q", "-o", "/dev/null", "--seccomp-bpf", "-e",
            "trace=pwrite64", "-e", "inject=pwrite64:delay_enter=12ms",
        ]
        for number in 1...400 {
            let nik = "317103450690" + String(format: "%04d", number + 1)
            try machine.drop(
                Jobs.registration(job: "p-\(number)", nik: nik), as: "\(number).json",
                from: "PORTAL")
        }
        try machine.start()
        var (attempts, since, most) = (1, watched.manager.pings, 0)
        try machine.wait("for the commits") {
            let now = machine.attempts
            if now != attempts { (attempts, since) = (now, watched.manager.pings) }
            most = max(most, watched.manager.pings - since)
            return now == 401
        }
        // Fed twice in each of its limits; one that counts commits only falls silent after one.
        #expect(most > 4, "fed \(most) times in the longest commit")
        try machine.wait("for the files to go") { machine.names(in: "incoming/PORTAL").isEmpty }
        // strace would not pass it on.
        kill(try machine.ownProcess(), SIGTERM)
        #expect(try machine.signal(0) == 0)
    }
}

extension Machine {
    /// The daemon's own process, whatever it was started by.
    fileprivate func ownProcess() throws -> Int32 {
        let data = try Data(contentsOf: state.appending(path: "state.json"))
        let said = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return Int32(try #require(said?["process"] as? Int))
    }
}

/// A daemon with a watchdog, and the manager's end of it.
private final class WatchedDaemon {
    /// As `WatchdogSec=`, in milliseconds.
    private static let limit = 400

    let machine: Machine
    let manager: ManagerSocket
    private var lastPing = (count: 0, at: Date())

    init() throws {
        machine = try Machine()
        manager = try ManagerSocket(in: machine.root)
        machine.environment["NOTIFY_SOCKET"] = manager.path
        machine.environment["WATCHDOG_USEC"] = "\(WatchedDaemon.limit * 1000)"
    }

    /// Forgets how long another daemon was silent.
    func beginListening() { lastPing = (manager.pings, Date()) }

    /// Whether it was not fed for several times its limit. To be asked often.
    var isSilent: Bool {
        get throws {
            let now = manager.pings
            if now != lastPing.count { lastPing = (now, Date()) }
            return now > 0
                && Date().timeIntervalSince(lastPing.at) > 4 * Double(WatchedDaemon.limit) / 1000
        }
    }
}
