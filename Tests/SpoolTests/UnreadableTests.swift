import Foundation
import Spool
import Synchronization
import Testing

@Suite struct UnreadableTests {
    @Test func `what is no regular file is rejected unread`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        let box = place.folder("A")
        try place.write("{secret}", to: place.path + "/victim")
        #expect(mkfifo(box + "/fifo.json", 0o644) == 0)
        #expect(mkdir(box + "/folder.json", 0o755) == 0)
        #expect(symlink(place.path + "/victim", box + "/link.json") == 0)
        let handle = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        #expect(bind(handle, to: box + "/socket.json"))
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.reasons("fifo.json") == [.notRegular(.fifo)])
        #expect(running.host.reasons("folder.json") == [.notRegular(.directory)])
        #expect(running.host.reasons("link.json") == [.notRegular(.symbolicLink)])
        #expect(running.host.reasons("socket.json") == [.notRegular(.socket)])
        let moved = place.names("rejected/A").filter { !$0.hasSuffix(".receipt.json") }
        #expect(moved == ["fifo.json", "folder.json", "link.json", "socket.json"])
        #expect(place.text("victim") == "{secret}")
        try running.drain()
    }

    @Test func `those that are moved in are rejected too`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        #expect(mkfifo(place.path + "/fifo", 0o644) == 0)
        #expect(symlink("/etc/passwd", place.path + "/link") == 0)
        #expect(rename(place.path + "/fifo", place.folder("A") + "/fifo.json") == 0)
        #expect(rename(place.path + "/link", place.folder("A") + "/link.json") == 0)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.reasons("fifo.json") == [.notRegular(.fifo)])
        #expect(running.host.reasons("link.json") == [.notRegular(.symbolicLink)])
        try running.drain()
    }

    @Test func `a file of an owner whom the box does not take is not read`() throws {
        let place = try TemporarySpool()
        let mine = getuid()
        let box = Box(name: "A") { $0 != mine }
        let running = try RunningSpool(place, boxes: [box])
        try place.drop("a.json", "{secret}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.reasons("a.json") == [.wrongOwner(uid: mine)])
        try running.drain()
    }

    @Test func `a file that is too large is not read`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place) { $0.maximumFileSize = 10 }
        try place.drop("just.json", "{23456789}")
        try place.drop("large.json", "{234567890}")
        #expect(truncate(place.folder("A") + "/large.json", 10 << 30) == 0)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts.contains("{23456789}"))
        #expect(running.host.reasons("large.json") == [.tooLarge(size: 10 << 30, limit: 10)])
        try running.drain()
    }

    @Test func `an incomplete file waits and is taken when it is completed`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try place.drop("a.json", "{half")
        try wait("incomplete") { running.spool.statistics().boxes["A"]?.incomplete == 1 }
        let looks = running.host.prepared
        usleep(500_000)
        // Unchanged, it is not read again, whatever polls and rescans there were.
        #expect(running.host.prepared == looks)
        let file = open(place.folder("A") + "/a.json", O_WRONLY | O_APPEND)
        #expect(Glibc.write(file, "}", 1) == 1)
        close(file)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{half}"])
        try running.drain()
    }

    @Test func `an incomplete file that grows unheard is found by its size`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        let file = open(place.folder("A") + "/a.json", O_WRONLY | O_CREAT, 0o644)
        defer { close(file) }
        #expect(Glibc.write(file, "{ha", 3) == 3)
        try wait("incomplete") { running.spool.statistics().boxes["A"]?.incomplete == 1 }
        // Never closed: no hint will come.
        #expect(Glibc.write(file, "lf}", 3) == 3)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.texts == ["{half}"])
        try running.drain()
    }

    @Test func `an incomplete file is condemned when it is unchanged for too long`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place) { $0.incompleteAfter = .milliseconds(700) }
        try place.drop("a.json", "{half")
        try wait("settled") { place.names("incoming/A").isEmpty }
        let delivery = try #require(running.host.attempts.first?.job.delivery)
        #expect(delivery.isLastChance)
        #expect(place.text("rejected/A/a.json") == "{half")
        try running.drain()
    }

    @Test func `idle leaves incomplete files where they are`() throws {
        let place = try TemporarySpool()
        try place.drop("half.json", "{half")
        try place.drop("whole.json", "{1}")
        let running = try RunningSpool(place)
        try running.waitUntilIdle()
        #expect(running.host.texts == ["{1}"])
        #expect(place.names("incoming/A") == ["half.json"])
        try running.drain()
    }

    @Test func `a file that no account may read is refused, not waited for`() throws {
        // Root may read everything; the promise is for those who may not.
        guard getuid() != 0 else { return }
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try place.write("{1}", to: place.path + "/aside")
        #expect(chmod(place.path + "/aside", 0) == 0)
        #expect(rename(place.path + "/aside", place.folder("A") + "/a.json") == 0)
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(running.host.reasons("a.json") == [.noPermission])
        try running.drain()
    }

    private func bind(_ handle: Int32, to path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(handle, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
