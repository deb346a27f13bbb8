import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Spool

@Suite struct TakingTests {
    @Test func `a file that is dropped is committed and removed`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try place.drop("a.json", "{1}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{1}"])
        try running.drain()
    }

    @Test func `files that are there at the start are taken`() throws {
        let place = try TemporarySpool()
        for number in 0..<300 { try place.drop("\(number).json", "{\(number)}") }
        let running = try RunningSpool(place)
        try running.waitUntilIdle()
        #expect(Set(running.host.texts) == Set((0..<300).map { "{\($0)}" }))
        #expect(running.host.attempts.count == 300)
        #expect(place.names("incoming/A").isEmpty)
        try running.drain()
    }

    @Test func `other names are left alone and counted`() throws {
        let place = try TemporarySpool()
        for name in ["a.txt", ".hidden.json", "b.json.part", ".okoce-x", ".okoce-07"] {
            try place.drop(name, "{}")
        }
        let running = try RunningSpool(place)
        try running.waitUntilIdle()
        #expect(running.host.attempts.isEmpty)
        #expect(running.spool.statistics().boxes["A"]?.leftAlone == 5)
        #expect(place.names("incoming/A").count == 5)
        try running.drain()
    }

    @Test func `a link is a delivery`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try place.write("{1}", to: "\(place.path)/original")
        #expect(link("\(place.path)/original", "\(place.folder("A"))/a.json") == 0)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{1}"])
        try running.drain()
    }

    @Test func `a file whose links come and go all the time is taken at once`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place) { $0.settleTime = .seconds(3600) }
        let (original, other) = ("\(place.path)/original", "\(place.path)/other")
        let text = "{1" + String(repeating: " ", count: 1 << 20) + "}"
        try place.write(text, to: original)
        let isOver = Atomic<Bool>(false)
        let rounds = Atomic<Int>(0)
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) {
            while !isOver.load(ordering: .relaxed) {
                _ = link(original, other)
                _ = unlink(other)
                rounds.wrappingAdd(1, ordering: .relaxed)
            }
        }
        defer {
            isOver.store(true, ordering: .relaxed)
            group.wait()
        }
        try wait("links to come and go") { rounds.load(ordering: .relaxed) > 100 }
        for number in 0..<20 {
            #expect(link(original, "\(place.folder("A"))/\(number).json") == 0)
            try wait("settled") { place.names("incoming/A").isEmpty }
        }
        #expect(running.host.texts == Array(repeating: text, count: 20))
        try running.drain()
    }

    @Test func `a file written in place is taken when it is closed`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place) { $0.settleTime = .seconds(60) }
        try place.write("{1}", to: "\(place.folder("A"))/a.json")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{1}"])
        try running.drain()
    }

    @Test func `a file found by a scan is read once it is unchanged for the settle time`() throws {
        let place = try TemporarySpool()
        try place.drop("young.json", "{young}")
        try place.drop("old.json", "{old}")
        try place.age("incoming/A/old.json", seconds: 3600)
        let running = try RunningSpool(place) { $0.settleTime = .seconds(3600) }
        try wait("old one") { running.host.texts == ["{old}"] }
        // Its time lies in the future: seen unchanged for the settle time, it is taken all the same.
        try place.age("incoming/A/young.json", seconds: -86_400)
        running.spool.reconfigure(
            boxes: [.open("A")],
            configuration: {
                var configuration = SpoolConfiguration(path: place.path)
                configuration.settleTime = .milliseconds(50)
                configuration.rescanInterval = .milliseconds(50)
                return configuration
            }())
        try wait("young one") { running.host.texts == ["{old}", "{young}"] }
        try running.drain()
    }

    @Test func `jobs that get ready during a commit go in the next one together`() throws {
        let place = try TemporarySpool()
        let gate = DispatchSemaphore(value: 0)
        var script = ScriptedHost.Script()
        let begun = DispatchSemaphore(value: 0)
        script.beforeCommit = { _ throws(CommitFailure) in
            begun.signal()
            gate.wait()
        }
        let running = try RunningSpool(place, script)
        try place.drop("first.json", "{first}")
        begun.wait()
        for number in 0..<200 { try place.drop("\(number).json", "{\(number)}") }
        try wait("all ready") { running.spool.readyJobs == 200 }
        // More than the two commits need: a scan may meet a file on its way out, as a leftover.
        for _ in 0..<10 { gate.signal() }
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.batches.prefix(2) == [1, 200])
        #expect(running.host.texts.count == 201)
        try running.drain()
    }

    @Test func `what a commit has put off ends the work if it fails, not the commit`() throws {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.catchUp = { () throws(CommitFailure) in throw .stop(reason: "a disk fault") }
        let running = try RunningSpool(place, script)
        try place.drop("first.json", "{first}")
        try wait("stopped") {
            running.host.record.withLock { $0.events.contains(.stopped(reason: "a disk fault")) }
        }
        try place.drop("second.json", "{second}")
        try running.drain()
        // The first may have left or not.
        #expect(running.host.texts == ["{first}"])
        #expect(place.names("incoming/A").contains("second.json"))
    }

    @Test func `a batch that is to be tried again is given up when what was put off fails`() throws
    {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.beforeCommit = { _ throws(CommitFailure) in throw .retry(reason: "full") }
        script.catchUp = { () throws(CommitFailure) in throw .stop(reason: "a disk fault") }
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{a}")
        try wait("stopped") {
            running.host.record.withLock { $0.events.contains(.stopped(reason: "a disk fault")) }
        }
        #expect(try running.drain().uncommitted == 1)
        #expect(running.spool.statistics().bytesInFlight == 0)
        #expect(place.names("incoming/A") == ["a.json"])
    }

    @Test func `what waits for others' files is asked for after each commit`() throws {
        let place = try TemporarySpool()
        let asked = Mutex(0)
        var script = ScriptedHost.Script()
        script.catchUp = { () throws(CommitFailure) in
            asked.withLock { $0 += 1 }
            throw .retry(reason: "busy")
        }
        let running = try RunningSpool(place, script)
        for number in 1...3 {
            try place.drop("\(number).json", "{\(number)}")
            try wait("asked") { asked.withLock { $0 } >= number }
        }
        try running.drain()
        #expect(running.host.texts.count == 3)
    }

    @Test func `a commit holds no more bytes of files than it may`() throws {
        let place = try TemporarySpool()
        let gate = DispatchSemaphore(value: 0)
        let begun = DispatchSemaphore(value: 0)
        var script = ScriptedHost.Script()
        script.beforeCommit = { _ throws(CommitFailure) in
            begun.signal()
            gate.wait()
        }
        let running = try RunningSpool(place, script) { $0.maximumBatchBytes = 1000 }
        try place.drop("first.json", "{first}")
        begun.wait()
        let text = "{" + String(repeating: "x", count: 398) + "}"
        for number in 0..<5 { try place.drop("\(number).json", text) }
        try place.drop("large.json", "{" + String(repeating: "x", count: 2000) + "}")
        try wait("all ready") { running.spool.readyJobs == 6 }
        for _ in 0..<10 { gate.signal() }
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts.count == 7)
        // Of 400 bytes two go together; the large one goes alone.
        #expect(running.host.batches.allSatisfy { $0 <= 2 })
        try running.drain()
    }

    @Test func `a box of many files is taken by inode after the first window`() throws {
        let place = try TemporarySpool()
        let files = Limits.names * 3
        var inodes: [String: UInt64] = [:]
        for number in 0..<files {
            let path = "\(place.folder("A"))/\(number).json"
            try place.write("{\(number)}", to: path)
            var status = stat()
            try #require(lstat(path, &status) == 0)
            inodes["\(number).json"] = UInt64(status.st_ino)
        }
        let running = try RunningSpool(place) {
            $0.workers = 1
            $0.settleTime = .zero
            $0.rescanInterval = .seconds(3600)
        }
        try wait("settled") { place.names("incoming/A").isEmpty }
        let looks = running.host.record.withLock { $0.looks }
        #expect(Set(looks) == Set(inodes.keys))
        // Behind the first window the first thousand taken are the first by inode, but for a few in a
        // worker's hand; in windows of the directory's order they would be spread over two thousand.
        let rest = looks.dropFirst(Limits.names).map { inodes[$0] ?? 0 }
        let last = rest.sorted()[1_200]
        #expect(rest.prefix(1_000).allSatisfy { $0 <= last })
        try running.drain()
    }

    @Test func `folders of no box are ignored and reported once`() throws {
        let place = try TemporarySpool(boxes: ["A", "stranger"])
        try place.drop("a.json", "{1}", box: "stranger")
        let running = try RunningSpool(place)
        try place.drop("a.json", "{2}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        try wait("some rescans") { place.names("incoming/A").isEmpty }
        usleep(500_000)
        #expect(running.host.texts == ["{2}"])
        #expect(
            running.host.events.filter { $0 == .folderIgnored(name: FileName("stranger")) }.count
                == 1)
        try running.drain()
    }

    @Test func `a box's folder that comes later is watched`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place, boxes: [.open("A"), .open("B")]) {
            $0.rescanInterval = .seconds(60)
        }
        try place.makeBox("B")
        try place.drop("a.json", "{1}", box: "B")
        try wait("settled") { running.host.texts == ["{1}"] }
        try running.drain()
    }

    @Test func `a second daemon does not start on the same spool`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        #expect(throws: SpoolError.locked(path: place.path + "/incoming")) {
            try RunningSpool(place)
        }
        try running.drain()
        try RunningSpool(place).drain()
    }

    @Test func `a spool that is not there is not made`() throws {
        let place = try TemporarySpool()
        try FileManager.default.removeItem(atPath: place.path + "/incoming")
        #expect(throws: SpoolError.cannotOpen(path: place.path + "/incoming", errno: ENOENT)) {
            try RunningSpool(place)
        }
        #expect(place.names("") == [])
    }
}

extension Spool {
    /// Jobs that wait for the writer.
    fileprivate var readyJobs: Int { ready.withLock { $0.count } }
}
