import Glibc
import Testing

@testable import Systemd

@Suite struct JournalTests {
    @Test func `a journal is present while somebody holds its socket, not when the file is left`()
        throws
    {
        let socket = try BoundSocket()
        #expect(JournalSocket.probe(path: socket.path) != nil)
        #expect(JournalSocket.probe(path: socket.path) == JournalSocket.probe(path: socket.path))
        close(socket.descriptor)
        #expect(JournalSocket.probe(path: socket.path) == nil)
        #expect(JournalSocket.probe(path: socket.path + ".none") == nil)
        #expect(JournalSocket.probe(path: String(repeating: "x", count: 200)) == nil)
    }

    @Test func `standard error is the journal only if JOURNAL_STREAM names that very file`() {
        var status = stat()
        fstat(STDERR_FILENO, &status)
        #expect(Journal.isFile(STDERR_FILENO, namedBy: "\(status.st_dev):\(status.st_ino)"))
        #expect(!Journal.isFile(STDERR_FILENO, namedBy: "\(status.st_dev):\(status.st_ino + 1)"))
        #expect(!Journal.isFile(STDERR_FILENO, namedBy: ""))
        #expect(!Journal.isFile(-1, namedBy: "\(status.st_dev):\(status.st_ino)"))
    }

    @Test func `the boot id is 32 hexadecimal digits and the kernel's`() throws {
        let id = try BootID.current()
        let kernel = try #require(firstLine(of: "/proc/sys/kernel/random/boot_id"))
        #expect(id == kernel.filter { $0 != "-" })
    }

    private func firstLine(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var room = [UInt8](repeating: 0, count: 256)
        let count = fread(&room, 1, room.count, file)
        return String(decoding: room[..<count], as: UTF8.self).split(separator: "\n").first
            .map(String.init)
    }
}
