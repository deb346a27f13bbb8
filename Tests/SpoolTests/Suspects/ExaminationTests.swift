import Foundation
import Synchronization
import Testing

@testable import Spool

/// A spool that starts after a death: suspects alone and first, then all others.
@Suite struct ExaminationTests {
    private let place: TemporarySpool
    private var notes: String { place.path + "/suspects" }

    init() throws {
        place = try TemporarySpool()
    }

    private func start(
        _ script: ScriptedHost.Script = ScriptedHost.Script(), host: ScriptedHost? = nil
    ) throws -> RunningSpool {
        try RunningSpool(place, script, host: host) {
            $0.suspects = notes
            $0.settleTime = .zero
        }
    }

    private func held(_ name: String) throws -> HeldFile {
        var status = stat()
        try #require(lstat(place.folder("A") + "/" + name, &status) == 0)
        return HeldFile(
            box: FileName("A"), name: FileName(name), identity: FileIdentity(status),
            step: .prepare)
    }

    /// Leaves the notes of a run that died.
    private func die(_ suspects: [HeldFile], alone: Bool = false, of signal: Int32 = 0) throws {
        let file = try SuspectFile(path: notes, workers: max(2, suspects.count), batch: 1)
        for (number, one) in suspects.enumerated() {
            let slot = file.worker(number)
            slot.note(box: "A", name: one.name, step: one.step)
            if let identity = one.identity { slot.note(identity) }
            if let attempt = one.attempt { slot.note(attempt: attempt) }
        }
        if alone { file.examines(0) }
        if signal != 0 { file.noteSignal(signal) }
    }

    @Test func `suspects are committed alone and before any other file`() throws {
        for number in 0..<50 { try place.drop("\(number).json", "{\(number)}") }
        try die(try (0..<5).map { try held("\($0).json") })
        let running = try start()
        try wait("all") { place.names("incoming/A").isEmpty }
        #expect(running.host.batches.prefix(5) == [1, 1, 1, 1, 1])
        #expect(running.host.texts.prefix(5) == ["{0}", "{1}", "{2}", "{3}", "{4}"])
        #expect(Set(running.host.texts).count == 50)
        #expect(running.host.attempts.count == 50)
        try running.drain()
        try wait("the events") { running.host.events.contains(.suspectsExamined) }
        #expect(
            running.host.events.contains(
                .endedUncleanly(process: getpid(), signal: 0, suspects: 5)))
    }

    @Test func `nothing else is in work while a suspect is committed`() throws {
        for number in 0..<50 { try place.drop("\(number).json", "{\(number)}") }
        try die(try (0..<3).map { try held("\($0).json") })
        let preparedThen = Mutex<[Int]>([])
        let prepared = Atomic<Int>(0)
        var script = ScriptedHost.Script()
        script.beforePrepare = { _ in prepared.wrappingAdd(1, ordering: .relaxed) }
        script.beforeCommit = { _ throws(CommitFailure) in
            // Whoever else is in work has time to show it.
            if preparedThen.withLock(\.count) < 3 { usleep(20_000) }
            preparedThen.withLock { $0.append(prepared.load(ordering: .relaxed)) }
        }
        let running = try start(script)
        try wait("all") { place.names("incoming/A").isEmpty }
        #expect(preparedThen.withLock { $0.prefix(3) } == [1, 2, 3])
        try running.drain()
    }

    @Test func `who crashed alone is set aside unread and others go on`() throws {
        try place.drop("bad.json", "{bad}")
        try place.drop("good.json", "{good}")
        try die([try held("bad.json")])
        try die([try held("bad.json")], alone: true, of: SIGILL)
        let running = try start()
        try wait("all") { place.names("incoming/A").isEmpty }
        #expect(
            running.host.reasons("bad.json") == [
                .deadly(
                    DeathRecord(
                        crashes: 1, kills: 0, process: getpid(), signal: SIGILL, step: .prepare))
            ])
        #expect(place.names("rejected/A") == ["bad.json", "bad.json.receipt.json"])
        try running.drain()
        // Mended and sent again under the same name it is a file like any other.
        try place.drop("bad.json", "{mended}")
        let next = try start(host: running.host)
        try wait("mended") { place.names("incoming/A").isEmpty }
        #expect(next.host.texts.last == "{mended}")
        try next.drain()
    }

    @Test func `a file that its sender mended in the meantime is read`() throws {
        try place.drop("bad.json", "{bad}")
        try die([try held("bad.json")])
        try die([try held("bad.json")], alone: true, of: SIGILL)
        try place.drop("bad.json", "{mended}")
        let running = try start()
        try wait("all") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{mended}"])
        #expect(running.host.reasons("bad.json").isEmpty)
        try running.drain()
    }

    @Test func `a suspect that was renamed before the death is found by its other name`() throws {
        let host = ScriptedHost()
        try place.drop("a.json", "{a}")
        let first = try start(host: host)
        try wait("settled") { place.names("incoming/A").isEmpty }
        try first.drain()
        // As a death between the rename and the unlink leaves it.
        try place.drop(".okoce-7", "{left}")
        var left = try held(".okoce-7")
        left.name = FileName("b.json")
        left.attempt = 7
        try place.drop("c.json", "{c}")
        try die([left])
        let second = try start(host: host)
        try wait("all") { place.names("incoming/A").isEmpty }
        #expect(host.texts == ["{a}", "{left}", "{c}"])
        #expect(host.batches == [1, 1, 1])
        try second.drain()
    }

    @Test func `who kills while it is set aside is left alone until it is changed`() throws {
        try place.drop("bad.json", "{bad}")
        for alone in [false, true, true] {
            try die([try held("bad.json")], alone: alone, of: SIGILL)
        }
        for _ in 0..<2 {
            let running = try start()
            try place.drop("good.json", "{good}")
            try wait("the good one") { place.names("incoming/A") == ["bad.json"] }
            try running.waitUntilIdle()
            #expect(running.host.texts == ["{good}"])
            #expect(
                running.host.events.contains {
                    if case .suspectShunned = $0 { true } else { false }
                })
            try running.drain()
        }
        let running = try start()
        try place.drop("bad.json", "{mended}")
        try wait("the mended one") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{mended}"])
        try running.drain()
        let last = try start()
        #expect(!last.host.events.contains { if case .suspectShunned = $0 { true } else { false } })
        try last.drain()
    }

    @Test func `suspects that are gone or whose box is gone hold nobody up`() throws {
        try place.drop("a.json", "{a}")
        var elsewhere = try held("a.json")
        elsewhere.name = FileName("gone.json")
        elsewhere.identity = nil
        try die([elsewhere])
        let file = try SuspectFile(path: notes, workers: 2, batch: 1)
        file.worker(0).note(box: "NOBODY", name: FileName("x.json"), step: .prepare)
        let running = try start()
        try wait("all") { place.names("incoming/A").isEmpty }
        try running.drain()
    }

    @Test func `a stop that the host asked for condemns nobody`() throws {
        try place.drop("a.json", "{a}")
        try die([try held("a.json")])
        for _ in 0..<5 {
            var script = ScriptedHost.Script()
            script.beforeCommit = { _ throws(CommitFailure) in throw .stop(reason: "the disk") }
            let running = try start(script)
            try wait("stopped") { running.host.events.contains(.stopped(reason: "the disk")) }
            // A host ends its process now, without a drain.
            #expect(try !SuspectFile.read(notes).isUnclean)
            try running.drain()
        }
        let running = try start()
        try wait("all") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{a}"])
        try running.drain()
    }
}
