import Foundation
import Synchronization
import Testing

/// Four sources that never rest, and a machine on which everything goes wrong that may: what was
/// sent is what is recorded, once, and everything is told (G1, G2, G9 to G11).
@Suite struct LongRunTests {
    @Test func `four sources and all faults for a long time lose nothing and double nothing`()
        throws
    {
        if let obstacle = PrivateJournal.obstacle {
            print("long run skipped: \(obstacle)")
            return
        }
        let files = Effort.pick(spread: 1_200, more: 12_000, full: 200_000)
        let random = SeededNumbers(named: "long run")
        let root = FileManager.default.temporaryDirectory
            .appending(path: "okoce-long-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        // Before the journal's namespace is made, which keeps the mounts that there were.
        let disk = try LoopDisk(
            at: root.appending(path: "disk"),
            megabytes: Effort.pick(spread: 128, more: 256, full: 4096))
        let journal = try PrivateJournal()
        let daemon = try SupervisedDaemon(
            root: root, journal: journal, boxes: LongRunSource.all(people: 1).map(\.code))
        defer { daemon.end(by: SIGKILL) }

        let started = Date()
        let run = LongRun(daemon: daemon, disk: disk, journal: journal, files: files)
        let (sent, notices, faults) = try run.go(random)
        let took = Date().timeIntervalSince(started)

        let judge = LongRunJudge(sent: sent, daemon: daemon)
        let failures = try judge.failures()
        for failure in failures.prefix(20) { Issue.record("\(failure)") }
        #expect(failures.count == 0)
        let counter = try judge.rows("SELECT next_notice - 1 FROM counter")
        #expect([["\(notices.last)"]] == counter, "the last notice of the ledger was not told")
        #expect(notices.gaps == [], "numbers that are missing in the journal")
        #expect(notices.changed == [], "numbers under which two notices stand")
        #expect(faults.badStops == 0, "SIGTERM did not end it with 0; it said:\n\(daemon.said)")
        // It ends by itself for its storage's sake only, which a full disk may come to, or when it
        // is started into a bad configuration.
        #expect(
            daemon.ownEnds.allSatisfy { [69, 74, 78].contains($0) }, "\(daemon.said.suffix(4000))")
        let peaks = daemon.peaks.filter { $0 > 0 }
        #expect((peaks.max() ?? 0) < 400_000, "KiB: \(peaks)")
        print(
            """
            long run: \(sent.files) files in \(Int(took)) s, \(notices.count) notices \
            (\(notices.repeats) told again); \
            \(faults.tally.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
                .joined(separator: ", ")); ends of its own: \(daemon.ownEnds); largest size in \
            KiB: \(peaks.max() ?? 0), by time: \(Effort.some(of: peaks, most: 12))
            """)
    }
}

/// Feeders, faults and the journal's reader, until everything is taken and told.
struct LongRun {
    let daemon: SupervisedDaemon
    let disk: LoopDisk
    let journal: PrivateJournal
    let files: Int

    func go(_ random: SeededNumbers) throws -> (LongRunSent, LongRunNotices, LongRunFaults) {
        let results = Mutex<[Result<LongRunSent, any Error>]>([])
        let feeders = DispatchGroup()
        let sources = LongRunSource.all(people: files / 4)
        try withExtendedLifetime(results) {
            for (index, source) in sources.enumerated() {
                let feeder = LongRunFeeder(
                    source: source, files: files / sources.count,
                    box: daemon.spool.appending(path: "incoming/\(source.code)"),
                    seed: random.seed &+ UInt64(index) &* 7919)
                DispatchQueue(label: "feeder.\(source.code)").async(group: feeders) {
                    let result = Result { try feeder.run() }
                    results.withLock { $0.append(result) }
                }
            }
            try daemon.start()
        }
        var faults = LongRunFaults(daemon: daemon, disk: disk, journal: journal, random: random)
        var notices = LongRunNotices()
        var lastRead = Date()
        while feeders.wait(timeout: .now()) == .timedOut {
            try faults.next()
            if !faults.journalStands, Date().timeIntervalSince(lastRead) > 20 {
                try notices.read(journal)
                lastRead = Date()
                print("long run: \(notices.count) notices told")
            }
        }
        try faults.end()
        try waitUntilAllIsTold(&notices)
        let stopped = daemon.end(by: SIGTERM)
        if !stopped { throw Command.Failure(description: "the last stop failed:\n\(daemon.said)") }
        try notices.read(journal)
        var sent = LongRunSent()
        for result in results.withLock({ $0 }) { sent.add(try result.get()) }
        return (sent, notices, faults)
    }

    /// At most five minutes without anything new: a limit for a daemon that hangs, not a measure.
    private func waitUntilAllIsTold(_ notices: inout LongRunNotices) throws {
        var (count, since) = (notices.count, Date())
        while true {
            try daemon.keepUp()
            let settled = try daemon.okocectl("wait", "--timeout", "5")
            try notices.read(journal)
            let status = try JSONSerialization.jsonObject(
                with: Data(daemon.okocectl("status", "--format", "json").out.utf8))
            let told = (status as? [String: Any])?["notices"] as? [String: Any]
            if settled.status == 0, told?["last"] as? Int == notices.last { return }
            if notices.count > count { (count, since) = (notices.count, Date()) }
            guard Date().timeIntervalSince(since) < 300 else {
                throw Command.Failure(
                    description: "it does not end: \(settled.out)\n\(daemon.said.suffix(4000))")
            }
        }
    }
}
