import Foundation
import Spool
import Synchronization
import Testing

/// A spool in a folder of its own, removed at the end.
final class TemporarySpool: Sendable {
    let path: String
    private let number = Atomic<Int>(0)

    init(boxes: [String] = ["A"]) throws {
        path = FileManager.default.temporaryDirectory.path + "/spool-\(UUID().uuidString)"
        for box in boxes { try makeBox(box) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func makeBox(_ box: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder(box), withIntermediateDirectories: true)
    }

    func folder(_ box: String) -> String { "\(path)/incoming/\(box)" }

    /// Writes aside, then renames: how a careful sender delivers.
    func drop(_ name: String, _ text: String, box: String = "A") throws {
        let aside = "\(path)/aside-\(number.wrappingAdd(1, ordering: .relaxed).newValue)"
        try write(text, to: aside)
        try #require(rename(aside, "\(folder(box))/\(name)") == 0)
    }

    /// Writes in place, at once, and closes.
    func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        try #require(file >= 0)
        defer { close(file) }
        try #require(
            Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) } >= 0)
    }

    func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }

    func text(_ file: String) -> String? {
        FileManager.default.contents(atPath: "\(path)/\(file)").map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Makes the file's mtime lie so many seconds in the past.
    func age(_ file: String, seconds: Int) throws {
        var times = [timespec(), timespec()]
        clock_gettime(CLOCK_REALTIME, &times[0])
        times[0].tv_sec -= seconds
        times[1] = times[0]
        try #require(utimensat(AT_FDCWD, "\(path)/\(file)", times, AT_SYMLINK_NOFOLLOW) == 0)
    }
}

/// A spool that runs on a temporary folder, with short times.
final class RunningSpool: Sendable {
    let place: TemporarySpool
    let host: ScriptedHost
    let spool: Spool<ScriptedHost>

    init(
        _ place: TemporarySpool, _ script: ScriptedHost.Script = ScriptedHost.Script(),
        boxes: [Box] = [.open("A")], host: ScriptedHost? = nil,
        configure: (inout SpoolConfiguration) -> Void = { _ in }
    ) throws {
        self.place = place
        self.host = host ?? ScriptedHost(script)
        var configuration = SpoolConfiguration(path: place.path)
        configuration.settleTime = .milliseconds(100)
        configuration.incompleteAfter = .seconds(600)
        configuration.rescanInterval = .milliseconds(200)
        configure(&configuration)
        spool = Spool(configuration: configuration, boxes: boxes, host: self.host)
        try spool.start()
    }

    @discardableResult
    func drain() throws -> DrainResult {
        let result = Mutex<DrainResult?>(nil)
        spool.drain { drained in result.withLock { $0 = drained } }
        try wait("drained") { result.withLock { $0 } != nil }
        return try #require(result.withLock { $0 })
    }

    func waitUntilIdle() throws {
        let isIdle = Atomic<Bool>(false)
        spool.whenIdle { isIdle.store(true, ordering: .relaxed) }
        try wait("idle") { isIdle.load(ordering: .relaxed) }
    }
}

extension Box {
    static func open(_ name: String, weight: Int = 1) -> Box {
        Box(name: name, weight: weight) { _ in true }
    }
}

struct TookTooLong: Error {
    let what: String
}

/// Waits for a condition, never for a time.
func wait(_ what: String, _ condition: () throws -> Bool) throws {
    // Often at first: what is waited for mostly comes within a millisecond.
    for _ in 0..<50 {
        if try condition() { return }
        usleep(20)
    }
    for _ in 0..<60_000 {
        if try condition() { return }
        usleep(1_000)
    }
    throw TookTooLong(what: what)
}
