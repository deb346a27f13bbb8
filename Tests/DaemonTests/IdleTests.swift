import Foundation
import Testing

/// With nothing to do the daemon sleeps, and holds little.
@Suite struct IdleTests {
    /// Counted in switches of its threads, not in time.
    @Test func `between two rescans nothing wakes it`() throws {
        let machine = try Machine()
        try machine.change("rescan_interval", to: "1 d", in: "okoced.yaml")
        // Looks once an hour for what is too old.
        for what in ["documents", "receipts", "audit"] {
            try machine.change("\(what)_kept_for", to: "1 d", in: "okoced.yaml")
        }
        try machine.start()
        try machine.waitForSleep()
        // And again once it has worked.
        try machine.drop(Jobs.registration(job: "p-1"), as: "p-1.json", from: "PORTAL")
        try machine.drop("[]", as: "p-2.json", from: "PORTAL")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        try machine.waitForSleep()
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `the memory of the work is given back`() throws {
        let machine = try Machine()
        for file in 0..<8 {
            try machine.drop(manyRegistrations(file), as: "p-\(file).json", from: "PORTAL")
        }
        try machine.start()
        try machine.wait("for the work to fill its memory") {
            try machine.anonymousKiB > 18_000
        }
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        try machine.wait("for less than 16 MB") { try machine.anonymousKiB < 16_000 }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    /// A job of 2,000 people whom nobody else has, born on a day of their own.
    private func manyRegistrations(_ file: Int) -> String {
        let items = (0..<2_000).map { number in
            let nik = "3171030\(file + 1)0190\(1000 + number)"
            return """
                {"item_id": "\(number)", "nik": "\(nik)", "action": "reach", "stage": "P1",
                 "occurred_on": "2018-06-07", "name": "Contoh Satu", "kelurahan": "31.71.03.1001",
                 "penggerak": "KP-021", "consent": {"given_on": "2018-06-07", "notice": "2018-1"}}
                """
        }
        return """
            {"schema": "okoce/stage-update/1", "job_id": "many-\(file)", "source": "PORTAL",
             "submitted_at": "2018-06-12T09:00:00+07:00",
             "items": [\(items.joined(separator: ","))]}
            """
    }
}

extension Machine {
    /// Resident memory of the daemon that is no file's, in KiB.
    fileprivate var anonymousKiB: Int {
        get throws {
            let process = try #require(daemon).processIdentifier
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
            return try #require(line?.split(separator: " ").dropLast().last.flatMap { Int($0) })
        }
    }

    /// Waits until none of the daemon's threads has run for 6 seconds: longer than any of its
    /// short waits. What others mount meanwhile wakes it, so it may take several.
    fileprivate func waitForSleep() throws {
        let process = try #require(daemon).processIdentifier
        var (count, since) = (switches(of: process), Date())
        try wait("for the daemon to sleep") {
            let now = switches(of: process)
            if now != count { (count, since) = (now, Date()) }
            return Date().timeIntervalSince(since) > 6
        }
    }

    /// How often its threads have gone to sleep or were put there, and which threads there are.
    private func switches(of process: Int32) -> [String: String] {
        let folder = "/proc/\(process)/task"
        var switches: [String: String] = [:]
        for thread in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let status = try? String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8)
            switches[thread] = status?.split(separator: "\n").filter { $0.contains("ctxt") }
                .joined()
        }
        return switches
    }
}
