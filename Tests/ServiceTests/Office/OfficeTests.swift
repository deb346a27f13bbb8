import Foundation
import Ledger
import Programme
import Spool
import Testing

@testable import Service

struct DaemonPresenceTests {
    private let locks = """
        1: POSIX  ADVISORY  WRITE 400 00:19:77 0 EOF
        2: FLOCK  ADVISORY  WRITE 1234 fd:01:5678 0 EOF
        2: -> FLOCK  ADVISORY  WRITE 99 fd:01:5678 0 EOF
        3: FLOCK  ADVISORY  READ 55 fd:01:9999 0 EOF

        """

    @Test func `the holder of the exclusive lock is the daemon`() {
        #expect(DaemonPresence.holder(of: 5678, in: locks) == .running(processID: 1234))
    }

    @Test(arguments: [77, 9999, 678, 0] as [UInt64])
    func `no other lock makes a daemon`(inode: UInt64) {
        #expect(DaemonPresence.holder(of: inode, in: locks) == .notRunning)
    }

    @Test func `asking about a real lock does not take it`() throws {
        let spool = try SpoolFolder()
        #expect(DaemonPresence.of(spool: spool.path) == .notRunning)
        let incoming = open("\(spool.path)/incoming", O_RDONLY | O_DIRECTORY)
        defer { close(incoming) }
        #expect(flock(incoming, LOCK_EX | LOCK_NB) == 0)
        #expect(DaemonPresence.of(spool: spool.path) == .running(processID: Int(getpid())))
        #expect(DaemonPresence.of(spool: "/nowhere") == .unknown)
    }
}

struct JobFileListTests {
    @Test func `a directory stands for its job files, a file for itself`() throws {
        let folder = try SpoolFolder(boxes: ["B", "A"])
        for name in ["B/2.json", "B/1.json", "A/x.json", "A/.hidden.json", "A/y.txt"] {
            try folder.write("{}", to: "incoming/\(name)")
        }
        let incoming = "\(folder.path)/incoming"
        #expect(
            try JobFileList.files(at: [incoming, "\(incoming)/A/y.txt"]) == [
                "\(incoming)/A/x.json", "\(incoming)/B/1.json", "\(incoming)/B/2.json",
                "\(incoming)/A/y.txt",
            ])
        #expect(JobFileList.name(of: "a/b/c.json") == "c.json")
    }
}

struct JobFileBytesTests {
    @Test func `a file is read up to one byte past the limit, a FIFO not at all`() throws {
        let folder = try SpoolFolder()
        try folder.write("12345678", to: "f")
        #expect(try JobFileBytes.read("\(folder.path)/f", limit: 8).count == 8)
        #expect(try JobFileBytes.read("\(folder.path)/f", limit: 5).count == 6)
        #expect(mkfifo("\(folder.path)/fifo", 0o600) == 0)
        #expect(throws: OfficeError.notAFile(path: "\(folder.path)/fifo")) {
            try JobFileBytes.read("\(folder.path)/fifo")
        }
        #expect(throws: OfficeError.cannotOpen(path: "/nowhere", errno: ENOENT)) {
            try JobFileBytes.read("/nowhere")
        }
    }
}

struct SubmissionTests {
    private let job = #"{"schema": "okoce/stage-update/1", "job_id": "j", "source": "KP-021"}"#

    @Test func `a file goes into the box of its own source, or of the one that is named`() throws {
        let spool = try SpoolFolder(boxes: ["KP-021", "PORTAL"])
        try spool.write(job, to: "j.json")
        let file = "\(spool.path)/j.json"
        let own = try Submission(spool: spool.path, source: nil).hand(file)
        #expect(own.source == source("KP-021"))
        #expect(try spool.names(in: "incoming/KP-021") == ["j.json"])
        _ = try Submission(spool: spool.path, source: source("PORTAL")).hand(file)
        #expect(try spool.names(in: "incoming/PORTAL") == ["j.json"])
    }

    @Test func `what cannot be handed in says why and leaves nothing`() throws {
        let spool = try SpoolFolder(boxes: ["PORTAL"])
        try spool.write(job, to: "j.json")
        try spool.write("[]", to: "list.json")
        let submission = Submission(spool: spool.path, source: nil)
        let box = "\(spool.path)/incoming/KP-021"
        #expect(throws: Submission.Refusal.box(.cannotOpen(path: box, errno: ENOENT))) {
            try submission.hand("\(spool.path)/j.json")
        }
        #expect(throws: Submission.Refusal.sourceUnknown(path: "\(spool.path)/list.json")) {
            try submission.hand("\(spool.path)/list.json")
        }
        #expect(try spool.names(in: "incoming") == ["PORTAL"])
    }

    @Test func `a file is found again in the ledger by what the kernel says of it`() throws {
        let spool = try SpoolFolder()
        let ledger = try Ledger(path: spool.path)
        let reader = try LedgerReader(path: spool.path)
        try spool.write(job, to: "j.json")
        let handed = try Submission(spool: spool.path, source: nil).hand("\(spool.path)/j.json")
        var following = Following([handed], after: try reader.lastAttempt())
        #expect(try following.look(at: reader).isEmpty)
        _ = try ledger.record(
            [
                // Another file first, then this one, its time of change moved on by a rename.
                received(name: "k.json", inodesOn: 1, handed),
                received(name: "j.json", inodesOn: 0, handed),
            ],
            under: Rules(registry: Registry([]), regions: Regions(names: [:])))
        let found = try following.look(at: reader)
        #expect(found.map(\.attempt) == [2])
        #expect(found.first?.file == handed)
        #expect(following.arrived == 1)
        #expect(following.missing.isEmpty)
    }

    private func received(
        name: String, inodesOn: UInt64, _ handed: Submission.Handed
    ) -> ReceivedJob {
        let identity = handed.identity
        let inode = identity.inode + inodesOn
        return ReceivedJob(
            box: source("KP-021"), fileName: Array(name.utf8),
            identity: LedgerFile(
                device: identity.device, inode: inode, size: identity.size,
                mtimeNs: identity.modified, ctimeNs: identity.changed + 5),
            sha256: [UInt8](repeating: UInt8(truncatingIfNeeded: inode), count: 32), bytes: [],
            receivedAt: WallClock.now, job: nil,
            result: IntakeResult(outcome: .unreadable))
    }
}

struct BoxCensusTests {
    @Test func `a census counts deliveries and knows the oldest; no box is no census`() throws {
        let spool = try SpoolFolder()
        #expect(try BoxCensus(of: source("KP-021"), spool: spool.path)?.waiting == 0)
        for name in ["a.json", "b.json", "c.txt"] {
            try spool.write("{", to: "incoming/KP-021/\(name)")
        }
        let census = try #require(try BoxCensus(of: source("KP-021"), spool: spool.path))
        #expect(census.waiting == 2)
        let oldest = try #require(census.oldest)
        #expect(oldest <= WallClock.now)
        #expect(try BoxCensus(of: source("PORTAL"), spool: spool.path) == nil)
    }
}
