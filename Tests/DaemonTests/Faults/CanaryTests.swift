import Foundation
import Testing

/// Personal data leaves the ledger masked, or to who asked with a reason: a canary in every field
/// of every kind of file, searched for in everything that comes out (G12).
@Suite struct CanaryTests {
    @Test func `no NIK and no name comes out, whatever field it was in and however it ended`()
        throws
    {
        if let obstacle = PrivateJournal.obstacle {
            print("canaries skipped: \(obstacle)")
            return
        }
        let journal = try PrivateJournal()
        let run = try CanaryRun(journal: journal)
        let count = try run.go()
        let export = try journal.export()
        // Whatever finds nothing where something is finds nothing anywhere.
        let entries = String(decoding: export, as: UTF8.self).split(separator: "\n")
            .count { $0.hasPrefix("OKOCE_SEQ=") }
        #expect(entries >= count)
        #expect(
            String(decoding: export, as: UTF8.self)
                .contains("OKOCE_REVEALED=317109******0007"))
        try run.expectClean(and: Canary.leaks(in: export, of: "journal"))
        print("canaries: \(count) files, \(entries) entries in the journal, \(run.ends) ends")
    }

    @Test func `by hand none comes out on standard error either`() throws {
        let run = try CanaryRun(journal: nil)
        let count = try run.go()
        #expect(run.daemon.said.split(separator: "\n").count >= count)
        #expect(run.daemon.said.contains("317109******0007 to"))
        try run.expectClean()
    }
}

/// A daemon that takes the canaries while it is ended and started again.
final class CanaryRun {
    private static let boxes = ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI", "OPERATOR"]

    let daemon: SupervisedDaemon
    private let root: URL
    private let socket: StatusSocket
    private(set) var ends = 0
    private var metrics: URL { root.appending(path: "okoce.prom") }

    init(journal: PrivateJournal?) throws {
        root = FileManager.default.temporaryDirectory
            .appending(path: "okoce-canary-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        socket = try StatusSocket(in: root)
        // Folders of nobody's, and a source's whose name is a NIK.
        daemon = try SupervisedDaemon(
            root: root, journal: journal, boxes: CanaryRun.boxes + [Canary.nik],
            environment: ["NOTIFY_SOCKET": socket.path])
        try daemon.rewrite("okoced.yaml") {
            $0.replacing("incomplete_after: 10 min", with: "incomplete_after: 1 s")
                .replacing(
                    "# textfile: /run/okoce/okoce.prom", with: "textfile: \(metrics.path)"
                )
                .replacing("every: 15 s", with: "every: 1 s")
        }
    }

    deinit {
        daemon.end(by: SIGKILL)
        try? FileManager.default.removeItem(at: root)
    }

    /// Drops everything, ends the daemon in every way meanwhile, and waits until all is told.
    ///
    /// - Returns: how many files there were.
    func go() throws -> Int {
        let files = Effort.some(
            of: try CanaryFile.all(), most: Effort.pick(spread: 400, more: nil, full: nil))
        // Those of a crash that no thread of the one who starts it has blocked.
        let signals = [SIGKILL, SIGSEGV, SIGTERM, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGKILL]
        try daemon.start()
        for (index, file) in files.enumerated() {
            try drop(file)
            guard index % (files.count / signals.count) == 40 else { continue }
            try wait("until it has begun") { try !names(in: "rejected/PORTAL").isEmpty }
            daemon.end(by: signals[ends % signals.count])
            ends += 1
            try daemon.start()
            // A file that two of these signals in a row meet alone in work is left where it is.
            #expect(try daemon.okocectl("wait", "--timeout", "60").status == 0)
        }
        try dropStrangeThings()
        try wait("until all is taken") {
            try CanaryRun.boxes.allSatisfy { try names(in: "incoming/\($0)").isEmpty }
        }
        #expect(try daemon.okocectl("wait", "--timeout", "60").status == 0)
        try reveal()
        daemon.reload(isUp: true)
        return files.count
    }

    /// Shows an operator all of it, whose reason says who it is; and writes down what the person
    /// asked for. Then waits until that is told.
    private func reveal() throws {
        let views = [
            ["member", Canary.nik], ["jobs", "--limit", "5000", "--format", "csv"],
            ["report", "waiting", "--format", "csv", "--table", "longest"],
            // Not in every spread.
            ["job", "PORTAL", Canary.nik], ["explain", "PORTAL", Canary.nik],
        ]
        let said = root.appending(path: "reveal.err")
        for view in views {
            let words = view + ["--reveal", "--reason", "\(view[0]): asked by \(Canary.nik)"]
            let shown = try Command(
                words: [Machine.program("okocectl").path] + daemon.folders + words,
                standardError: said
            ).run()
            let command = words.joined(separator: " ")
            let isShown = !Canary.leaks(in: shown.out, of: "").isEmpty
            #expect(isShown || (shown.status == 1 && view[1] == "PORTAL"), "\(command)")
        }
        let request = try daemon.okocectl(
            "person", "request", Canary.nik, "--for", "export", "--reason", Canary.nik)
        #expect(request.status == 0, "\(request.out)")
        for leak in try Canary.leaks(in: Data(contentsOf: said), of: "reveal") {
            Issue.record("\(leak)")
        }
        #expect(try daemon.okocectl("wait", "--timeout", "60").status == 0)
    }

    /// Names that are no file's, and a reader's view of them.
    private func dropStrangeThings() throws {
        let box = daemon.spool.appending(path: "incoming/PORTAL")
        mkdir(box.appending(path: "d-\(Canary.nik).json").path, 0o755)
        mkfifo(box.appending(path: "f-\(Canary.nik).json").path, 0o644)
        symlink("/etc/\(Canary.nik)", box.appending(path: "l-\(Canary.nik).json").path)
    }

    private func drop(_ file: CanaryFile) throws {
        let box = daemon.spool.appending(path: "incoming/\(file.source)")
        let temporary = box.appending(path: ".\(UUID().uuidString)")
        try Data(file.bytes).write(to: temporary)
        guard rename(temporary.path, box.appending(path: file.name).path) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    private func names(in folder: String) throws -> [String] {
        let path = daemon.spool.appending(path: folder).path
        return try FileManager.default.fileExists(atPath: path)
            ? FileManager.default.contentsOfDirectory(atPath: path) : []
    }

    private func wait(_ what: String, until condition: () throws -> Bool) throws {
        let deadline = Date().addingTimeInterval(120)
        while try !condition() {
            guard Date() < deadline else {
                throw Command.Failure(description: "waited \(what): \(daemon.said.suffix(2000))")
            }
            usleep(20_000)
        }
    }

    // MARK: What came out

    /// Searches everything that came out.
    func expectClean(and journal: [String] = []) throws {
        try wait("for the reload to be over") { socket.said.contains("read again") }
        let shown = try listings()
        let published = try metricsText()
        daemon.end(by: SIGTERM)
        let ledger = try Data(contentsOf: daemon.state.appending(path: "ledger.sqlite"))
        #expect(!Canary.leaks(in: ledger, of: "").isEmpty, "the ledger should have them")
        #expect(!daemon.said.contains("Registers"), "a crash shows memory:\n\(daemon.said)")

        let leaks =
            journal + Canary.leaks(in: daemon.said, of: "stderr")
            + Canary.leaks(in: socket.said, of: "STATUS") + shown
            + Canary.leaks(in: published, of: "metrics")
            + (try receipts()) + (try stateFiles())
        for leak in leaks.prefix(25) { Issue.record("\(leak)") }
        #expect(leaks.count == 0)
    }

    /// What is published for monitoring, of the run since the last end.
    private func metricsText() throws -> String {
        try wait("for metrics of refused jobs") {
            MetricsPage(metrics)?.text.contains("outcome=\"refused\"") ?? false
        }
        return try #require(MetricsPage(metrics)).text
    }

    /// What `okocectl` shows without being asked to reveal anything.
    private func listings() throws -> [String] {
        var leaks: [String] = []
        func look(_ words: String...) throws {
            let command = words.joined(separator: " ")
            let shown = try Command(
                words: [Machine.program("okocectl").path] + daemon.folders + words
            ).run()
            // What who asks has typed may stand in the answer.
            #expect(!shown.out.isEmpty, "okocectl \(command) says nothing")
            leaks += Canary.leaks(in: shown.out, of: "okocectl \(command)")
        }
        for format in ["table", "json", "csv"] {
            try look("jobs", "--limit", "100000", "--format", format)
            try look("jobs", "--kind", "operator-command", "--format", format)
            try look("status", "--format", format)
            try look("verify", "--format", format)
        }
        for report in ["stages", "evaluation", "training", "funding", "affiliation", "waiting"] {
            for format in ["table", "json", "csv", "html"] {
                try look("report", report, "--by", "source", "--format", format)
            }
        }
        try look("report", "all", "--format", "html")
        for format in ["table", "json"] {
            for (source, job) in [
                ("PORTAL", "c-0"), ("PORTAL", Canary.nik), ("PORTAL", "named"),
                ("KP-021", Canary.nik), ("BANKDKI", Canary.nik), ("DKUMKMP", Canary.nik),
            ] {
                try look("job", source, job, "--attempts", "--format", format)
                try look("explain", source, job, "--format", format)
            }
            try look("member", Canary.nik, "--format", format)
        }
        return leaks
    }

    /// Receipts, but for the ids and pointers by which their sender finds the places; and every
    /// name of a file that its sender did not choose.
    private func receipts() throws -> [String] {
        var leaks: [String] = []
        let chosen = try Set(CanaryFile.all().map(\.name))
        for box in CanaryRun.boxes {
            for folder in ["receipts/\(box)", "rejected/\(box)"] {
                for name in try names(in: folder) {
                    let sender = name.replacing(".receipt.json", with: "")
                    if !chosen.contains(sender), !name.contains("-\(Canary.nik)") {
                        let plain = sender.replacing("%1B", with: "\u{1B}")
                            .replacing(#/\.\d+(?=\.json)/#, with: "")
                        if !chosen.contains(plain) { leaks += Canary.leaks(in: name, of: folder) }
                    }
                    guard name.hasSuffix(".receipt.json") else { continue }
                    let data = try Data(
                        contentsOf: daemon.spool.appending(path: "\(folder)/\(name)"))
                    let receipt = try JSONSerialization.jsonObject(with: data)
                    leaks += texts(of: receipt).flatMap {
                        Canary.leaks(in: $0, of: "\(folder)/\(name)")
                    }
                }
            }
        }
        return leaks
    }

    private func texts(of value: Any) -> [String] {
        switch value {
        case let object as [String: Any]:
            object.filter { !["job_id", "item_id"].contains($0.key) }.values.flatMap(texts)
        case let array as [Any]: array.flatMap(texts)
        default: ["\(value)"]
        }
    }

    /// Whatever lies beside the ledger: published state, say.
    private func stateFiles() throws -> [String] {
        var leaks: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: daemon.state.path) {
            // As close as the ledger: which files were in hand, by the names by which to find them.
            guard !name.hasPrefix("ledger.sqlite"), name != "suspects" else { continue }
            let data = try Data(contentsOf: daemon.state.appending(path: name))
            leaks += Canary.leaks(in: name, of: "state") + Canary.leaks(in: data, of: name)
        }
        return leaks
    }
}
