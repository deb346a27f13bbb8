import Foundation
import Testing

/// Figures for Prometheus in a file: what promtool says of it, and whether they are true.
@Suite struct MetricsTests {
    private let machine: Machine
    private var file: URL { machine.root.appending(path: "metrics/okoce.prom") }

    init() throws {
        machine = try Machine()
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try publish(in: file.path)
    }

    private func publish(in path: String?) throws {
        let config = machine.config.appending(path: "okoced.yaml")
        let lines = try String(contentsOf: config, encoding: .utf8).split(separator: "\n")
            .prefix { $0 != "metrics:" }
        let keys = "\nmetrics:\n  every: 1 s\n" + (path.map { "  textfile: \($0)\n" } ?? "")
        try (lines.joined(separator: "\n") + keys)
            .write(to: config, atomically: true, encoding: .utf8)
    }

    /// Waits until the page says what it should.
    @discardableResult
    private func page(
        _ what: String, until condition: (MetricsPage) throws -> Bool = { _ in true }
    ) throws -> MetricsPage {
        var page: MetricsPage?
        try machine.wait("for metrics \(what)") {
            page = MetricsPage(file)
            return try page.map(condition) ?? false
        }
        return try #require(page)
    }

    @Test func `jobs of every outcome are published as the ledger has them`() throws {
        try machine.start()
        for (name, text) in JobsOfEveryOutcome.files {
            try machine.drop(text, as: name, from: "PORTAL")
            #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        }
        try machine.drop(Jobs.roster(job: "r"), as: "r.json", from: "KP-021")
        try machine.drop(
            Jobs.disbursal(job: "b", nik: "3171034506900009"), as: "b.json", from: "BANKDKI")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 0)
        let attempts = try Double(machine.count("SELECT count(*) FROM attempt"))
        let page = try page("of all jobs") {
            $0.sum("okoce_jobs_total") == attempts && $0["okoce_outbox_notices"] == 0
        }

        let rows = try machine.sql(
            """
            SELECT 'okoce_jobs_total{source="' || code || '",schema="' || coalesce(schema, 'none')
              || '",outcome="' || outcome || '"} ' || count(*)
            FROM attempt JOIN source ON source.id = attempt.source GROUP BY code, schema, outcome
            """)
        let published = page.text.split(separator: "\n").filter {
            $0.hasPrefix("okoce_jobs_total{")
        }
        #expect(rows.split(separator: "\n").sorted() == published.sorted())
        #expect(published.count == 11, "an outcome is not there: \(published)")

        let items = try machine.count("SELECT sum(items_recorded) FROM attempt WHERE recorded")
        let recorded = page.samples.filter {
            $0.key.hasPrefix("okoce_items_total{") && $0.key.contains("outcome=\"recorded\"")
        }
        #expect(recorded.values.reduce(0, +) == Double(items))
        #expect(page["okoce_items_total{source=\"PORTAL\",outcome=\"refused\"}"] == 2)
        #expect(page["okoce_items_total{source=\"PORTAL\",outcome=\"valid\"}"] == 1)
        for name in ["okoce_job_latency_seconds", "okoce_job_processing_seconds"] {
            #expect(page["\(name)_count"] == attempts)
            #expect(page["\(name)_bucket{le=\"60.0\"}"] == attempts, "\(name) is no latency")
            #expect(page["\(name)_sum"].map { $0 > 0 } == true)
        }
        #expect(page["okoce_commit_jobs_sum"] == attempts)
        #expect(page["okoce_commit_duration_seconds_count"] == page["okoce_commit_jobs_count"])
        try expectStanding(page)
        if Promtool.isThere { #expect(try Promtool.complaints(of: file) == "") }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    /// What `okocectl status` says too.
    private func expectStanding(_ page: MetricsPage) throws {
        let status = try machine.okocectl("status", "--format", "json").json() as? [String: Any]
        let (total, notices) = (
            status?["total"] as? [String: Any], status?["notices"] as? [String: Any]
        )
        let held = try #require(total?["held"] as? Double)
        #expect(held == 1)
        #expect(page["okoce_waiting_facts{verdict=\"held\"}"] == held)
        #expect(
            page["okoce_waiting_facts{verdict=\"contradicted\"}"] == total?["contradicted"]
                as? Double)
        #expect(page["okoce_notices_total"] == notices?["last"] as? Double)
        #expect(page.sum("okoce_waiting_files") == total?["waiting"] as? Double)
        #expect(page.sum("okoce_troubles") == 0)
        let disk = try FileManager.default.attributesOfItem(
            atPath: machine.state.appending(path: "ledger.sqlite").path)
        #expect(page["okoce_ledger_size_bytes"] == disk[.size] as? Double)
        #expect(page["okoce_ledger_wal_size_bytes"].map { $0 > 0 } == true)
    }

    @Test func `a file that waits shows since when, and a trouble its kind`() throws {
        try machine.start()
        try machine.drop("{\"schema\": \"okoce/st", as: "half.json", from: "PORTAL")
        let box = machine.spool.appending(path: "incoming/PORTAL")
        // A sender's tools may keep the time of the original.
        let half = box.appending(path: "half.json").path
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: half)
        var status = stat()
        #expect(stat(half, &status) == 0)
        let came = Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1e9
        let page = try page("of a file that waits") {
            $0["okoce_incomplete_files{source=\"PORTAL\"}"] == 1
        }
        #expect(page["okoce_waiting_files{source=\"PORTAL\"}"] == 1)
        #expect(page["okoce_waiting_files{source=\"BANKDKI\"}"] == 0)
        let oldest = "okoce_oldest_waiting_file_timestamp_seconds"
        #expect(page["\(oldest){source=\"PORTAL\"}"].map { abs($0 - came) < 0.001 } == true)
        #expect(page["\(oldest){source=\"BANKDKI\"}"] == nil)

        let bank = machine.spool.appending(path: "incoming/BANKDKI").path
        #expect(rename(bank, machine.root.appending(path: "aside").path) == 0)
        try self.page("of a trouble") {
            $0["okoce_troubles{kind=\"box_gone\"}"] == 1
                && $0["okoce_drop_box_open{source=\"BANKDKI\"}"] == 0
        }
        #expect(rename(machine.root.appending(path: "aside").path, bank) == 0)
        let after = try self.page("of no trouble") {
            $0["okoce_troubles{kind=\"box_gone\"}"] == 0
        }
        // DKI's registry has more sources than this machine has boxes.
        #expect(after["okoce_troubles_begun_total{kind=\"box_gone\"}"].map { $0 >= 1 } == true)
        if Promtool.isThere { #expect(try Promtool.complaints(of: file) == "") }
    }

    @Test func `everybody may read the file, a reload moves it, and the end takes it away`() throws
    {
        try machine.start()
        try page("at the start")
        #expect(try mode(of: file.path) == 0o644)
        let other = machine.root.appending(path: "other.prom").path
        try publish(in: other)
        try machine.signal(SIGHUP)
        try machine.wait("for the other file") { MetricsPage(URL(filePath: other)) != nil }
        #expect(MetricsPage(file) == nil, "the old one is left")
        try publish(in: nil)
        try machine.signal(SIGHUP)
        try machine.wait("for no file") { !FileManager.default.fileExists(atPath: other) }
        try publish(in: file.path)
        try machine.signal(SIGHUP)
        try page("again")
        #expect(try names() == ["okoce.prom"], "something is left beside it")
        #expect(try machine.signal(SIGTERM) == 0)
        #expect(try names() == [])
        #expect(try machine.once().status == 0)
        #expect(try names() == [], "a run that ends by itself publishes nothing")
    }

    @Test func `a folder that is gone is shown as a trouble and never stops the work`() throws {
        let folder = file.deletingLastPathComponent().path
        let aside = machine.root.appending(path: "aside").path
        #expect(rename(folder, aside) == 0)
        let faulty = try FaultyMachine(machine)
        try machine.start()
        try faulty.expectTrouble(
            "metrics_wait", saying: "metrics cannot be written to \(file.path)")
        try faulty.drop(3)
        try faulty.waitUntilAllIsRecorded()
        #expect(rename(aside, folder) == 0)
        try faulty.expectRelief("metrics_wait", saying: "metrics are written again")
        try page("of all jobs") { $0.sum("okoce_jobs_total") == 3 }
        // One that somebody laid there is neither followed nor written into.
        let victim = machine.root.appending(path: "victim").path
        try Data("mine".utf8).write(to: URL(filePath: victim))
        symlink(victim, file.path + ".new")
        try faulty.drop()
        try page("of another job") { $0.sum("okoce_jobs_total") == 4 }
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "mine")
        try faulty.end()
    }

    @Test func `a daemon that has nothing to do does not write the file anew`() throws {
        try machine.start()
        try machine.drop(Jobs.registration(job: "p"), as: "p.json", from: "PORTAL")
        try page("of the job") {
            $0.sum("okoce_jobs_total") == 1 && $0.sum("okoce_waiting_files") == 0
                && $0["okoce_in_flight_files"] == 0 && $0["okoce_outbox_notices"] == 0
        }
        var (before, after) = (stat(), stat())
        // The last page may have been written just before the notice was told: one more follows.
        sleep(2)
        #expect(stat(file.path, &before) == 0)
        sleep(3)
        #expect(stat(file.path, &after) == 0)
        #expect(before.st_ino == after.st_ino)
        #expect(before.st_mtim.tv_sec == after.st_mtim.tv_sec)
    }

    @Test func `the example's alert rules are about figures that there are`() throws {
        let rules = Machine.repository.appending(path: "Deploy/okoce-alerts.yaml")
        if Promtool.isThere {
            let found = try Command(words: [Promtool.path, "check", "rules", rules.path]).run()
            #expect(found.status == 0 && found.out.contains("SUCCESS"), "\(found.out)")
        }
        try machine.start()
        try machine.drop("{", as: "half.json", from: "PORTAL")
        try machine.drop("{]", as: "bad.json", from: "PORTAL")
        let page = try page("of both files") {
            $0.sum("okoce_jobs_total") == 1
                && $0["okoce_incomplete_files{source=\"PORTAL\"}"] == 1
        }
        let text = try String(contentsOf: rules, encoding: .utf8)
        let named = Set(
            text.split(separator: "\n").filter { !$0.contains("name: ") }
                .flatMap { $0.matches(of: #/\bokoce_[a-z_]+/#) }.map { String($0.output) })
        #expect(named.count >= 8)
        for name in named {
            #expect(
                page.samples.keys.contains { $0 == name || $0.hasPrefix("\(name){") },
                "\(name) is not published")
        }
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: file.deletingLastPathComponent().path)
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}

/// Files of a portal, each of which ends otherwise; in this order.
private enum JobsOfEveryOutcome {
    static var files: [(name: String, text: String)] {
        let good = Jobs.registration(job: "ok")
        return [
            ("accepted.json", good),
            // Issued outside Jakarta.
            ("warning.json", Jobs.registration(job: "warning", nik: "3273014506900002")),
            (
                "partial.json",
                Jobs.registration(job: "partial", nik: "3171034506900003")
                    .replacing("\"items\": [", with: #""mode": "each", "items": [{"nik": "1"}, "#)
            ),
            ("refused.json", Jobs.registration(job: "refused", penggerak: "KP-999")),
            (
                "validated.json",
                Jobs.registration(job: "validated")
                    .replacing("\"items\": [", with: #""validate_only": true, "items": ["#)
            ),
            (
                "deferred.json",
                Jobs.registration(job: "deferred").replacing(
                    "\"items\": [", with: #""not_before": "2090-01-01T00:00:00Z", "items": ["#)
            ),
            ("duplicate.json", good),
            ("conflict.json", Jobs.registration(job: "ok", nik: "3171034506900004")),
            ("unreadable.json", "{]"),
        ]
    }
}
