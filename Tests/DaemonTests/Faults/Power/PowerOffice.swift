import Foundation
import Synchronization

/// A daemon whose spool and state are on a disk whose power is cut, and who sends it jobs.
final class PowerOffice: @unchecked Sendable {
    // One thread at a time, but for ``cut()``, which says what it touches.
    let disk: PowerDisk
    private let folder: URL
    private let configuration: URL
    private let log: URL
    /// Jobs by number that their sender knows to be on the disk: it has forced them there.
    private(set) var submitted: Set<Int> = []
    /// Jobs whose sender does not know it: the power went while it sent them.
    private(set) var unsure: Set<Int> = []
    private var next = 1
    private var saidBefore = 0
    private let isCut = Atomic<Bool>(false)
    /// Jobs that the daemon had told of when the power was last cut.
    private nonisolated(unsafe) var told: Set<Int> = []  // set while the sender only sends

    private static let source = "PORTAL"
    private var box: URL { disk.root.appending(path: "spool/incoming/\(Self.source)") }

    init(_ disk: PowerDisk) throws {
        self.disk = disk
        folder = FileManager.default.temporaryDirectory
            .appending(path: "okoce-power-\(UUID().uuidString)")
        configuration = folder.appending(path: "config")
        log = folder.appending(path: "okoced.log")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Machine.repository.appending(path: "Config"), to: configuration)
        let file = configuration.appending(path: "okoced.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing(#/settle_time: .*/#, with: "settle_time: 0 ms")
        try text.write(to: file, atomically: true, encoding: .utf8)
        try Data().write(to: log)
        try FileManager.default.createDirectory(at: box, withIntermediateDirectories: true)
        for place in ["", "spool", "spool/incoming", "spool/incoming/\(Self.source)"] {
            try PowerOffice.force(disk.root.appending(path: place).path)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: Senders

    /// Every seventh job is refused, so that files go both ways.
    private static func isRefused(_ number: Int) -> Bool { number % 7 == 0 }

    private static func text(_ number: Int) -> String {
        let (day, serial) = (number / 9000 + 1, number % 9000 + 1)
        let padded = String("000\(serial)".suffix(4)), date = String("0\(day)".suffix(2))
        let nik = isRefused(number) ? "3171034506900000" : "317103\(date)0190\(padded)"
        return Jobs.registration(job: "j-\(number)", nik: nik)
    }

    /// `fsync` of a file or a folder.
    private static func force(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw POSIXError(.EIO) }
    }

    /// Sends one job as a careful upstream does: the file and its name are on the disk before it
    /// counts as sent.
    ///
    /// - Returns: false when the power is gone.
    private func send() -> Bool {
        let number = next
        next += 1
        let place = box.path
        do {
            try Data(Self.text(number).utf8).write(to: URL(filePath: "\(place)/.upload"))
            try Self.force("\(place)/.upload")
        } catch {
            return false
        }
        guard rename("\(place)/.upload", "\(place)/j-\(number).json") == 0 else { return false }
        // A call that returns while the power goes has promised nothing.
        guard (try? Self.force(place)) != nil, !isCut.load(ordering: .sequentiallyConsistent) else {
            unsure.insert(number)
            return false
        }
        submitted.insert(number)
        return true
    }

    func send(count: Int) throws {
        for _ in 0..<count where !send() { throw POSIXError(.EIO) }
    }

    /// Sends until the power is gone, which is cut so many microseconds after so many jobs.
    func sendUntilCut(after count: Int, _ microseconds: UInt32) throws {
        let failure = Mutex<String?>(nil)
        let enough = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)
        // The cut comes from another thread: in the middle of whatever is under way.
        Thread.detachNewThread { [self] in
            enough.wait()
            usleep(microseconds)
            do { try cut() } catch { failure.withLock { $0 = "\(error)" } }
            done.signal()
        }
        let goal = submitted.count + count
        var isEnough = false
        while failure.withLock({ $0 }) == nil, send() {
            guard !isEnough, submitted.count >= goal else { continue }
            isEnough = true
            enough.signal()
        }
        if !isEnough { enough.signal() }
        done.wait()
        if let failure = failure.withLock({ $0 }) { throw Command.Failure(description: failure) }
    }

    /// Cuts the disk's power; what was told and promised until then must hold.
    func cut() throws {
        told = jobsToldOf
        isCut.store(true, ordering: .sequentiallyConsistent)
        try disk.cut()
    }

    func boot() throws {
        try disk.boot()
        isCut.store(false, ordering: .sequentiallyConsistent)
    }

    // MARK: The daemon

    private func command(_ arguments: [String], under tool: [String] = []) -> Command {
        let daemon = [
            Machine.program("okoced").path, "--config", configuration.path, "--spool",
            "\(disk.mountPoint)/spool", "--state", "\(disk.mountPoint)/state",
        ]
        return Command(words: disk.inside(tool + daemon + arguments), standardError: log)
    }

    func startDaemon() throws -> Process {
        saidBefore = said.count
        return try command([]).start()
    }

    /// Waits until the daemon that was started last watches its spool, or has ended.
    func waitUntilWatching(_ daemon: Process) throws {
        let deadline = Date().addingTimeInterval(60)
        while daemon.isRunning, !said.dropFirst(saidBefore).contains("watching") {
            guard Date() < deadline else { throw POSIXError(.ETIMEDOUT) }
            usleep(2000)
        }
    }

    /// Starts the daemon that takes what is there, and kills it after so many microseconds.
    func runForAMoment(_ microseconds: UInt32) throws {
        let process = try command(["--once"]).start()
        usleep(microseconds)
        end(process)
    }

    /// Lets the daemon take all that is there.
    func runToTheEnd() throws {
        let status = try command(["--once"]).run().status
        guard status == 0 else {
            throw Command.Failure(description: "okoced exited \(status): \(said.suffix(2000))")
        }
    }

    /// Runs the daemon and kills it before its N-th call that forces something to the disk.
    ///
    /// - Parameter file: only of files whose path ends so.
    /// - Returns: false if it has ended before.
    func runUntilSync(_ number: Int, of file: String = "") throws -> Bool {
        let tool = [
            Machine.program("syscall-fault").path, "--call", "fsync,fdatasync", "--path",
            disk.mountPoint, "--to-file", file, "--kill", "\(number)", "--",
        ]
        switch try command(["--once"], under: tool).run().status {
        case 137: return true
        case 0: return false
        case let status:
            throw Command.Failure(description: "okoced exited \(status): \(said.suffix(2000))")
        }
    }

    /// Ends a daemon by force, and all that was started with it.
    func end(_ process: Process) {
        if process.isRunning { kill(-process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    var said: String { String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self) }

    private var jobsToldOf: Set<Int> {
        Set(said.matches(of: #/: PORTAL\/j-(\d+) \(/#).compactMap { Int($0.1) })
    }

    // MARK: What is there

    /// What the disk holds after a power cut or at the end.
    struct Holdings {
        /// How often each job was recorded or refused, by the ledger.
        var attempts: [Int: [String]] = [:]
        var waiting: Set<Int> = []
        var rejected: Set<Int> = []
        var damage: [String] = []
        var facts = 0
    }

    func holdings() throws -> Holdings {
        var holdings = Holdings()
        holdings.waiting = numbers(in: "incoming")
        holdings.rejected = numbers(in: "rejected")
        // A copy is looked at: looking must change nothing that the daemon is to recover from.
        let copy = folder.appending(path: "copy")
        try? FileManager.default.removeItem(at: copy)
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        let state = disk.root.appending(path: "state")
        for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
            let file = state.appending(path: name)
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            try FileManager.default.copyItem(at: file, to: copy.appending(path: name))
        }
        let ledger = copy.appending(path: "ledger.sqlite").path
        guard FileManager.default.fileExists(atPath: ledger) else { return holdings }
        let query = """
            SELECT 'damage ' || integrity_check FROM pragma_integrity_check
              WHERE integrity_check <> 'ok';
            SELECT 'facts ' || count(*) FROM fact;
            SELECT job_id || ' ' || outcome FROM attempt;
            """
        for line in try Command.must("sqlite3", "-bail", ledger, query).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            if words[0] == "damage" { holdings.damage.append(String(line)) }
            if words[0] == "facts" { holdings.facts = Int(words[1]) ?? -1 }
            guard let number = Int(words[0].dropFirst(2)) else { continue }
            holdings.attempts[number, default: []].append(String(words[1]))
        }
        return holdings
    }

    /// The jobs whose files lie there, under whatever name: those that the daemon has moved aside
    /// too.
    private func numbers(in place: String) -> Set<Int> {
        let folder = disk.root.appending(path: "spool/\(place)/\(Self.source)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return Set(
            names.filter { !$0.hasSuffix(".receipt.json") && $0 != ".upload" }.compactMap { name in
                let file = folder.appending(path: name)
                guard let text = try? String(contentsOf: file, encoding: .utf8),
                    let found = text.firstMatch(of: #/"job_id": "j-(\d+)"/#)
                else { return nil }
                return Int(found.1)
            })
    }

    /// Rejected files whose sender cannot read why.
    private var unreadableReceipts: [String] {
        let folder = disk.root.appending(path: "spool/rejected/\(Self.source)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") && !$0.hasSuffix(".receipt.json") }.sorted()
            .filter { name in
                let receipt = folder.appending(path: "\(name).receipt.json")
                guard let bytes = try? Data(contentsOf: receipt) else { return true }
                return (try? JSONSerialization.jsonObject(with: bytes)) == nil
            }.map { "\($0): rejected, and its receipt cannot be read" }
    }

    /// For who has to find out why something was lost.
    private var listing: String {
        let place = disk.root.appending(path: "spool").path
        return (try? Command.must("find", place, "-type", "f", "-printf", "%P %s %T@ %i; ")) ?? "?"
    }

    // MARK: What must hold

    /// What was lost by the time the disk came back; empty if nothing was.
    func losses(_ holdings: Holdings) -> [String] {
        let known = Set(holdings.attempts.keys)
        let lost = submitted.subtracting(holdings.waiting).subtracting(known)
        // Of a job that its sender is unsure of, the name may not have reached the disk, although
        // the ledger has: then the file is there as it was before the rename.
        let unkept = known.subtracting(unsure).filter(Self.isRefused).filter {
            !holdings.waiting.contains($0) && !holdings.rejected.contains($0)
        }
        return holdings.damage + unreadableReceipts
            + (lost.isEmpty && unkept.isEmpty ? [] : [listing])
            + lost.sorted().map { "j-\($0): its file is gone, and so is the job" }
            + unkept.sorted().map { "j-\($0): refused, and in neither incoming/ nor rejected/" }
            + told.subtracting(known).sorted().map { "j-\($0): told, and not recorded" }
    }

    /// What is not as it must be when the daemon has taken all; empty if nothing.
    func shortcomings(_ holdings: Holdings) -> [String] {
        var found = losses(holdings)
        found += holdings.waiting.sorted().map { "j-\($0): not taken" }
        for number in submitted.union(unsure).sorted() {
            let outcomes = holdings.attempts[number] ?? []
            if outcomes.isEmpty, unsure.contains(number) { continue }
            let wanted = Self.isRefused(number) ? "refused" : "accepted"
            if outcomes != [wanted] { found.append("j-\(number): \(outcomes) and not \(wanted)") }
        }
        let recorded = holdings.attempts.keys.filter { !Self.isRefused($0) }.count
        if holdings.facts != recorded {
            found.append("\(holdings.facts) facts of \(recorded) jobs")
        }
        return found
    }
}
