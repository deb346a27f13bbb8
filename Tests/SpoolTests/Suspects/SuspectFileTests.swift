import Foundation
import Testing

@testable import Spool

/// What one run notes and the next one reads.
@Suite struct SuspectFileTests {
    private let place: TemporarySpool
    private var path: String { place.path + "/suspects" }

    init() throws {
        place = try TemporarySpool()
    }

    private func identity(_ inode: UInt64) -> FileIdentity {
        FileIdentity(device: 3, inode: inode, size: 5, modified: -1, changed: .max, owner: 1000)
    }

    @Test func `what is in work when a run dies is read by the next one, whatever its name`() throws
    {
        let longest = FileName(bytes: [UInt8](repeating: 0xFF, count: 255))
        do {
            let file = try SuspectFile(path: path, workers: 2, batch: 3)
            file.worker(0).note(box: "A", name: longest, step: .read)
            file.worker(1).note(box: "B", name: FileName("over.json"), step: .read)
            file.worker(1).clear()
            file.settler.note(box: "B", name: FileName("s.json"), step: .settle)
            file.settler.note(identity(9))
            file.settler.note(attempt: 12)
        }
        let next = try SuspectFile(path: path, workers: 4, batch: 1)
        #expect(next.lastRun.isUnclean)
        #expect(next.lastRun.process == getpid())
        #expect(
            next.lastRun.held == [
                HeldFile(box: FileName("A"), name: longest, step: .read),
                HeldFile(
                    box: FileName("B"), name: FileName("s.json"), identity: identity(9),
                    attempt: 12, step: .settle),
            ])
        #expect(next.suspects.map(\.held) == next.lastRun.held)
    }

    @Test func `suspects go from run to run until they are closed`() throws {
        do {
            let file = try SuspectFile(path: path, workers: 2, batch: 3)
            file.worker(0).note(box: "A", name: FileName("a.json"), step: .prepare)
            file.worker(1).note(box: "A", name: FileName("b.json"), step: .prepare)
        }
        do {
            let file = try SuspectFile(path: path, workers: 2, batch: 3)
            file.examines(0)
            file.closes(0)
            file.endsInOrder()
        }
        let file = try SuspectFile(path: path, workers: 2, batch: 3)
        #expect(!file.lastRun.isUnclean)
        #expect(file.suspects.map(\.held.name) == [FileName("b.json")])
    }

    @Test func `a file that is none of ours says nothing`() throws {
        for text in ["", "x", String(repeating: "y", count: 9000)] {
            try place.write(text, to: path)
            #expect(try SuspectFile(path: path, workers: 1, batch: 1).lastRun == LastRun())
        }
    }

    @Test func `the signal of a death is in the file when the process is gone`() async throws {
        // What dies is a process of its own; it and we know the file by its path.
        let path = "/tmp/spool-death-\(getpid())"
        setenv("SPOOL_DEATH", path, 1)
        defer { unlink(path) }
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            setenv("SWIFT_BACKTRACE", "enable=no", 1)
            DeathWitness.install()
            let path = try #require(getenv("SPOOL_DEATH").map { String(cString: $0) })
            let file = try SuspectFile(path: path, workers: 1, batch: 1)
            file.worker(0).note(box: "A", name: FileName("a.json"), step: .prepare)
            raise(SIGSEGV)
        }
        let file = try SuspectFile(path: path, workers: 1, batch: 1)
        #expect(file.lastRun.signal == SIGSEGV)
        #expect(file.lastRun.held.map(\.name) == [FileName("a.json")])
    }
}
