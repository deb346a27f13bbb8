import Foundation
import Spool
import Synchronization
import Testing

@Suite struct StateTests {
    @Test func `a drain under load settles what is committed and leaves the rest`() throws {
        let place = try TemporarySpool()
        for number in 0..<1_500 { try place.drop("\(number).json", "{\(number)}") }
        let host = ScriptedHost()
        let running = try RunningSpool(place, host: host) { $0.settleTime = .zero }
        try wait("under way") { host.attempts.count > 100 }
        #expect(try running.drain() == DrainResult())
        #expect(place.names("incoming/A").count == 1_500 - host.attempts.count)
        // The next start takes the rest, nothing twice.
        let next = try RunningSpool(place, host: host)
        try next.waitUntilIdle()
        #expect(host.attempts.count == 1_500)
        #expect(Set(host.texts).count == 1_500)
        try next.drain()
    }

    @Test func `a drain is said to be over as often as it is asked for`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try running.drain()
        try running.drain()
    }

    @Test func `a commit that must wait is tried again with the same batch`() throws {
        let place = try TemporarySpool()
        let failures = Atomic<Int>(0)
        let batches = Mutex<[[String]]>([])
        var script = ScriptedHost.Script()
        script.beforeCommit = { jobs throws(CommitFailure) in
            batches.withLock { $0.append(jobs.map(\.text)) }
            if failures.wrappingAdd(1, ordering: .relaxed).oldValue < 2 {
                throw .retry(reason: "disk full")
            }
        }
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{1}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(batches.withLock { $0 } == [["{1}"], ["{1}"], ["{1}"]])
        try wait("events") { running.host.events.contains(.commitGoesOn) }
        #expect(
            running.host.events.filter { $0 == .commitWaits(reason: "disk full") }.count == 1)
        try running.drain()
    }

    @Test func `a drain does not wait for a commit that must wait`() throws {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.beforeCommit = { _ throws(CommitFailure) in throw .retry(reason: "disk full") }
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{1}")
        try wait("waiting") { running.host.events.contains(.commitWaits(reason: "disk full")) }
        #expect(running.spool.progress().contains { $0.waitsFor == "disk full" })
        #expect(try running.drain() == DrainResult(uncommitted: 1))
        #expect(place.names("incoming/A") == ["a.json"])
    }

    @Test func `after the host says stop nothing is committed or removed`() throws {
        let place = try TemporarySpool()
        let gate = DispatchSemaphore(value: 0)
        var script = ScriptedHost.Script()
        script.beforeCommit = { jobs throws(CommitFailure) in
            guard jobs.contains(where: { $0.text == "{2}" }) else { return }
            gate.wait()
            throw .stop(reason: "fsync failed")
        }
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{1}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        try place.drop("b.json", "{2}")
        try wait("b prepared") { running.host.prepared == 2 }
        // Ready before the host says stop.
        try place.drop("c.json", "{3}")
        try wait("c prepared") { running.host.prepared == 3 }
        gate.signal()
        try wait("stopped") { running.host.events.contains(.stopped(reason: "fsync failed")) }
        try place.drop("d.json", "{4}")
        #expect(try running.drain().stopReason == "fsync failed")
        #expect(running.host.texts == ["{1}"])
        #expect(place.names("incoming/A") == ["b.json", "c.json", "d.json"])
    }

    @Test func `a spool that is moved away is missed, not replaced, and found again`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try place.drop("a.json", "{1}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(rename(place.path, place.path + ".away") == 0)
        defer { try? FileManager.default.removeItem(atPath: place.path + ".away") }
        try wait("missed") { running.spool.statistics().isGone }
        #expect(!FileManager.default.fileExists(atPath: place.path))
        try place.write("{2}", to: place.path + ".away/incoming/A/b.json")
        usleep(300_000)
        #expect(running.host.texts == ["{1}"])
        #expect(rename(place.path + ".away", place.path) == 0)
        try wait("found again") { running.host.texts == ["{1}", "{2}"] }
        try wait("settled") { place.names("incoming/A").isEmpty }
        try wait("told of it") { running.host.events.contains(.spoolBack(path: place.path)) }
        try running.drain()
    }

    @Test func `another spool at the path is noticed and taken instead`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        // As a mount over it looks: the open folders stay, the path leads elsewhere.
        let other = try TemporarySpool()
        try other.drop("b.json", "{2}")
        #expect(rename(place.path, place.path + ".away") == 0)
        #expect(rename(other.path, place.path) == 0)
        defer { try? FileManager.default.removeItem(atPath: place.path + ".away") }
        try wait("taken") { running.host.texts == ["{2}"] }
        try wait("settled") { place.names("incoming/A").isEmpty }
        let gone = SpoolEvent.spoolGone(path: place.path, errno: ESTALE)
        let missed = SpoolEvent.spoolGone(path: place.path, errno: ENOENT)
        #expect(running.host.events.contains(gone) || running.host.events.contains(missed))
        try running.drain()
    }

    @Test func `what is committed while the spool is moved away is settled when it is back`() throws
    {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.afterCommit = { jobs in
            if jobs.contains(where: { $0.text == "{1}" }) {
                _ = rename(place.path, place.path + ".away")
            }
        }
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{1}")
        try wait("missed") { running.spool.statistics().isGone }
        #expect(FileManager.default.fileExists(atPath: place.path + ".away/incoming/A/a.json"))
        #expect(rename(place.path + ".away", place.path) == 0)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.attempts.count == 1)
        #expect(running.host.leftovers == [1])
        try running.drain()
    }

    @Test func `a box that is removed and made again is watched again`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place) { $0.rescanInterval = .seconds(60) }
        try FileManager.default.removeItem(atPath: place.folder("A"))
        try wait("missed") { running.host.events.contains(.boxGone(box: "A")) }
        try place.makeBox("A")
        try wait("found again") { running.spool.statistics().boxes["A"]?.isOpen == true }
        try place.drop("a.json", "{1}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        try running.drain()
    }

    @Test func `one box's flood does not delay another's single file`() throws {
        let place = try TemporarySpool(boxes: ["A", "B"])
        for number in 0..<2_000 { try place.drop("\(number).json", "{\(number)}") }
        let order = Mutex<[String]>([])
        var script = ScriptedHost.Script()
        script.beforeCommit = { jobs throws(CommitFailure) in usleep(2_000) }
        script.afterCommit = { jobs in
            order.withLock { $0 += jobs.map(\.delivery.box) }
        }
        let running = try RunningSpool(place, script, boxes: [.open("A"), .open("B")]) {
            $0.settleTime = .zero
            $0.maximumBatch = 100
            $0.windowFiles = 400
        }
        try wait("flood under way") { running.host.attempts.count >= 500 }
        let before = order.withLock { $0.count }
        try place.drop("single.json", "{single}", box: "B")
        try wait("single one") { order.withLock { $0.contains("B") } }
        let after = try #require(order.withLock { $0.firstIndex(of: "B") })
        #expect(after - before <= 300, "more than two batches and the one under way")
        try running.drain()
    }

    @Test func `the byte window holds its size, or a quarter of it and one large file`() throws {
        let place = try TemporarySpool()
        let held = Atomic<Int>(0)
        let most = Mutex(0)
        var script = ScriptedHost.Script()
        script.beforePrepare = { delivery in
            guard case .bytes(let bytes) = delivery.contents else { return }
            let now = held.wrappingAdd(bytes.count, ordering: .relaxed).newValue
            most.withLock { $0 = max($0, now) }
        }
        script.beforeCommit = { jobs throws(CommitFailure) in
            held.wrappingSubtract(jobs.reduce(0) { $0 + $1.text.utf8.count }, ordering: .relaxed)
        }
        let kilobyte = String(repeating: "x", count: 998)
        for number in 0..<100 { try place.drop("\(number).json", "{\(kilobyte)}") }
        try place.drop("large.json", "{" + String(repeating: kilobyte, count: 20) + "}")
        let running = try RunningSpool(place, script) {
            $0.settleTime = .zero
            $0.windowBytes = 10_000
        }
        try running.waitUntilIdle()
        #expect(running.host.attempts.count == 101)
        #expect(most.withLock { $0 } <= 22_500)
        #expect(running.spool.statistics().bytesInFlight == 0)
        try running.drain()
    }

    @Test func `a box that is taken out of the configuration is left alone`() throws {
        let place = try TemporarySpool(boxes: ["A", "B"])
        let running = try RunningSpool(place, boxes: [.open("A"), .open("B")])
        var configuration = SpoolConfiguration(path: place.path)
        configuration.settleTime = .milliseconds(50)
        running.spool.reconfigure(boxes: [.open("B")], configuration: configuration)
        try wait("taken out") { running.spool.statistics().boxes["A"] == nil }
        try place.drop("a.json", "{1}", box: "A")
        try place.drop("a.json", "{2}", box: "B")
        try wait("settled") { place.names("incoming/B").isEmpty }
        #expect(running.host.texts == ["{2}"])
        try wait("reported") { running.host.events.contains(.folderIgnored(name: FileName("A"))) }
        try running.drain()
    }
}
