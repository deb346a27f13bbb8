import Foundation
@testable import Spool
import Synchronization
import Testing

@Suite struct SettlingTests {
    @Test func `a rejected file keeps its name and has its receipt beside it`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try place.drop("a.json", "{reject}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(place.names("rejected/A") == ["a.json", "a.json.receipt.json"])
        #expect(place.text("rejected/A/a.json") == "{reject}")
        #expect(place.text("rejected/A/a.json.receipt.json") == "{\"attempt\": 1}")
        #expect(place.names("receipts/A").isEmpty)
        try running.drain()
    }

    @Test func `a name that is taken in rejected gets the attempt's number`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        for attempt in 1...3 {
            try place.drop("a.json", "{reject \(attempt)}")
            try wait("settled") { place.names("incoming/A").isEmpty }
        }
        #expect(
            place.names("rejected/A") == [
                "a.2.json", "a.2.json.receipt.json", "a.3.json", "a.3.json.receipt.json",
                "a.json", "a.json.receipt.json",
            ])
        #expect(place.text("rejected/A/a.3.json") == "{reject 3}")
        try running.drain()
    }

    @Test func `odd names are escaped and cut`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        let long = String(repeating: "é", count: 120) + ".json"
        for name in ["-n\n\u{1B}[1m.json", "100%.json", long] {
            try place.drop(name, "{reject}")
        }
        let raw: [CChar] = [0xFF, 0x41, 0x2E, 0x6A, 0x73, 0x6F, 0x6E].map { CChar(bitPattern: $0) }
        try place.write("{reject}", to: "\(place.path)/raw")
        #expect(
            rename("\(place.path)/raw", place.folder("A").utf8CString.dropLast() + [47] + raw + [0])
                == 0)
        try wait("settled") { place.names("incoming/A").isEmpty }
        let rejected = place.names("rejected/A").filter { !$0.hasSuffix(".receipt.json") }
        #expect(rejected.contains("-n%0A%1B[1m.json"))
        #expect(rejected.contains("100%.json"))
        #expect(rejected.contains("%FFA.json"))
        let cut = try #require(rejected.first { $0.hasPrefix("éé") })
        #expect(cut.utf8.count <= 200)
        #expect(cut.wholeMatch(of: /é+\.[0-9]\.json/) != nil)
        try running.drain()
    }

    @Test func `receipts that are kept go to the receipts folder`() throws {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.keepsReceipts = true
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{1}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        try place.drop("a.json", "{2}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(place.names("receipts/A") == ["a.2.json.receipt.json", "a.json.receipt.json"])
        var status = stat()
        #expect(stat("\(place.path)/receipts/A/a.json.receipt.json", &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o640)
        #expect(place.names("rejected").isEmpty)
        try running.drain()
    }

    @Test func `a receipt that a crash left is not written twice`() throws {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.keepsReceipts = true
        try FileManager.default.createDirectory(
            atPath: place.path + "/receipts/A", withIntermediateDirectories: true)
        try place.write("{\"attempt\": 1}", to: place.path + "/receipts/A/a.json.receipt.json")
        try place.write("half", to: place.path + "/receipts/A/.okoce-2.tmp")
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{1}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        try place.drop("b.json", "{2}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(place.names("receipts/A") == ["a.json.receipt.json", "b.json.receipt.json"])
        #expect(place.text("receipts/A/b.json.receipt.json") == "{\"attempt\": 2}")
        try running.drain()
    }

    @Test func `a file that a scan met on its way out leaves no receipt without a file`() throws {
        let place = try TemporarySpool()
        let rejected = place.path + "/rejected/A/a.json"
        let own = place.folder("A") + "/.okoce-1"
        var script = ScriptedHost.Script()
        script.afterCommit = { jobs in
            // The settling that was under way has come to its end meanwhile.
            if jobs.contains(where: { $0.delivery.leftoverOf?.lowerBound == 1 }) {
                _ = rename(own, rejected)
            }
        }
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{reject}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        try #require(rename(rejected, own) == 0)
        try wait("met again") { running.host.leftovers == [1] }
        try running.drain()
        #expect(place.names("rejected/A") == ["a.json", "a.json.receipt.json"])
    }

    @Test func `a name that is used again between read and settle loses nothing`() throws {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.afterCommit = { jobs in
            if jobs.contains(where: { $0.text == "{1}" }) { try? place.drop("a.json", "{2}") }
        }
        let running = try RunningSpool(place, script) { $0.rescanInterval = .seconds(60) }
        try place.drop("a.json", "{1}")
        try wait("both") { running.host.texts == ["{1}", "{2}"] }
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(
            running.host.attempts.map { $0.job.delivery.name.printable } == ["a.json", "a.json"])
        try running.drain()
    }

    @Test func `a file written over between read and settle is read again`() throws {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.afterCommit = { jobs in
            if jobs.contains(where: { $0.text == "{1}" }) {
                try? place.write("{longer}", to: place.folder("A") + "/a.json")
            }
        }
        let running = try RunningSpool(place, script) { $0.rescanInterval = .seconds(60) }
        try place.drop("a.json", "{1}")
        try wait("both") { running.host.texts == ["{1}", "{longer}"] }
        try wait("settled") { place.names("incoming/A").isEmpty }
        try running.drain()
    }

    @Test func `5000 deliveries under one reused name are all recorded`() throws {
        let place = try TemporarySpool()
        let committed = Mutex<Set<String>>([])
        var script = ScriptedHost.Script()
        script.afterCommit = { jobs in
            committed.withLock { $0.formUnion(jobs.map(\.text)) }
        }
        let running = try RunningSpool(place, script)
        // The sender sees its job in the ledger and uses the name again at once, while the file
        // is being settled.
        for number in 0..<5_000 {
            try place.drop("a.json", "{\(number)}")
            try wait("commit") { committed.withLock { $0.contains("{\(number)}") } }
        }
        try running.waitUntilIdle()
        #expect(running.host.texts == (0..<5_000).map { "{\($0)}" })
        #expect(place.names("incoming/A").isEmpty)
        try running.drain()
    }

    @Test func `a file that its sender removes after the commit is settled`() throws {
        let place = try TemporarySpool()
        var script = ScriptedHost.Script()
        script.keepsReceipts = true
        script.afterCommit = { _ in unlink(place.folder("A") + "/a.json") }
        let running = try RunningSpool(place, script)
        try place.drop("a.json", "{1}")
        try wait("settled") { running.spool.statistics().settled == 1 }
        #expect(place.names("receipts/A") == ["a.json.receipt.json"])
        #expect(try running.drain() == DrainResult())
    }

    @Test func `a leftover is delivered with its attempt and settled without a new one`() throws {
        let place = try TemporarySpool()
        let host = ScriptedHost()
        try place.drop("a.json", "{reject}")
        let first = try RunningSpool(place, host: host)
        try wait("rejected") { place.names("rejected/A").contains("a.json") }
        try first.drain()
        // As a crash after the rename leaves it: the same file under the attempt's name.
        #expect(
            rename("\(place.path)/rejected/A/a.json", place.folder("A") + "/.okoce-1") == 0)
        let second = try RunningSpool(place, host: host)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(host.attempts.count == 1)
        #expect(host.leftovers == [1])
        #expect(place.names("rejected/A") == ["a.json", "a.json.receipt.json"])
        try second.drain()
    }

    @Test func `a strange file under our own name is a delivery and blocks nothing`() throws {
        let place = try TemporarySpool()
        for number in 1...3 { try place.drop(".okoce-\(number)", "{other \(number)}") }
        try place.drop("a.json", "{1}")
        let running = try RunningSpool(place)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(
            Set(running.host.texts) == ["{1}", "{other 1}", "{other 2}", "{other 3}"])
        #expect(running.host.attempts.count == 4)
        try running.drain()
    }

    @Test func `a scan leaves what is being settled to who settles it`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        // As the settler has it between the rename and the removal.
        running.spool.leaving.withLock { _ = $0.insert(5) }
        try place.drop(".okoce-5", "{5}")
        try running.waitUntilIdle()
        #expect(running.host.prepared == 0)
        running.spool.leaving.withLock { _ = $0.remove(5) }
        try wait("taken") { running.host.texts == ["{5}"] }
        try wait("settled") { place.names("incoming/A").isEmpty }
        try wait("landed") { running.spool.leaving.withLock(\.isEmpty) }
        try running.drain()
    }

    @Test func `what cannot be moved is remembered, reported once and not read again`() throws {
        let place = try TemporarySpool()
        // A file where the folder should be: nothing can be moved into it.
        try place.write("", to: place.path + "/rejected")
        let running = try RunningSpool(place)
        try place.drop("a.json", "{reject}")
        try wait("unremovable") { running.spool.statistics().boxes["A"]?.unremovable == 1 }
        try place.drop("b.json", "{2}")
        try wait("the next one") { !place.names("incoming/A").contains("b.json") }
        usleep(500_000)
        #expect(running.host.prepared == 2)
        #expect(
            running.host.events.filter {
                $0 == .fileUnremovable(box: "A", name: FileName("a.json"), errno: ENOTDIR)
            }.count == 1)
        // Once it can be moved, it is.
        unlink(place.path + "/rejected")
        try wait("moved") { place.names("rejected/A").contains("a.json") }
        #expect(running.host.prepared == 2)
        #expect(try running.drain() == DrainResult())
    }

    @Test func `a newer file under an unremovable one's name is taken`() throws {
        let place = try TemporarySpool()
        try place.write("", to: place.path + "/rejected")
        let running = try RunningSpool(place)
        try place.drop("a.json", "{reject}")
        try wait("unremovable") { running.spool.statistics().boxes["A"]?.unremovable == 1 }
        try place.drop("a.json", "{2}")
        try wait("newer") { running.host.texts == ["{reject}", "{2}"] }
        try running.drain()
    }
}
