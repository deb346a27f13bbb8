import Foundation
import Spool
import Synchronization
import Testing

/// The host changes its mind about a file that waits to leave.
@Suite struct RevisingTests {
    @Test func `a rejected file that waited is removed, if by then it may not be kept`() throws {
        let place = try TemporarySpool()
        let mayBeKept = Atomic<Bool>(true)
        var script = ScriptedHost.Script()
        script.keepsReceipts = true
        script.revise = { settlement, text in
            guard !mayBeKept.load(ordering: .relaxed), text?.contains("secret") == true else {
                return settlement
            }
            return Settlement(attempt: settlement.attempt, disposition: .remove)
        }
        // No folder: nothing can be moved there.
        try FileManager.default.createDirectory(
            atPath: place.path + "/rejected", withIntermediateDirectories: true)
        try place.write("in the way", to: place.path + "/rejected/A")
        let running = try RunningSpool(place, script)
        for text in ["secret", "known"] { try place.drop("\(text).json", "{reject \(text)}") }
        try wait("in the way") {
            running.spool.statistics().boxes["A"]?.unremovable == 2
        }
        mayBeKept.store(false, ordering: .relaxed)
        running.spool.finishSettling()
        try FileManager.default.removeItem(atPath: place.path + "/rejected/A")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(place.names("rejected/A") == ["known.json", "known.json.receipt.json"])
        #expect(place.names("receipts/A") == ["known.json.receipt.json"])
        try running.drain()
    }

    @Test(.enabled(if: geteuid() == 0))
    func `only what was read is shown to it`() throws {
        let place = try TemporarySpool()
        let shown = Mutex<[String?]>([])
        var script = ScriptedHost.Script()
        script.revise = { settlement, text in
            shown.withLock { $0.append(text) }
            return settlement
        }
        let running = try RunningSpool(
            place, script, boxes: [Box(name: "A", weight: 1) { $0 != 4711 }]
        ) { $0.maximumFileSize = 20 }
        try place.drop("a.json", "{1}")
        try place.drop("large.json", "{" + String(repeating: "x", count: 30) + "}")
        try place.write("{strange}", to: place.path + "/strange")
        try #require(chown(place.path + "/strange", 4711, 4711) == 0)
        try #require(rename(place.path + "/strange", place.folder("A") + "/strange.json") == 0)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(shown.withLock { $0.compactMap { $0 } } == ["{1}"])
        #expect(shown.withLock(\.count) == 3)
        try running.drain()
    }
}
