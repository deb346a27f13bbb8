import Programme
import Testing

@testable import Ledger

/// A crash's leftover is settled again; a resend is a delivery of its own.
struct LeftoverTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
    }

    private func record(_ jobs: ReceivedJob...) throws -> [RecordedJob] {
        try ledger.record(jobs, under: Made.rules)
    }

    private func registering(_ id: String) -> ReceivedJob {
        make.job(Made.portal, id, [.registration(Made.nik(1), Made.registration())])
    }

    @Test func `the same file again is a leftover: its report, no attempt, no notice`() throws {
        let job = registering("j1")
        let first = try #require(try record(job).first)
        let again = try #require(try record(job).first)
        #expect(again.isLeftover)
        #expect(again.attempt == first.attempt)
        #expect(again.outcome == .accepted)
        #expect(again.items == first.items)
        #expect(try ledger.notices(after: 0, limit: 10).count == 1)
    }

    @Test func `a refused, a conflicting and an unreadable file leave leftovers too`() throws {
        _ = try record(registering("j1"))
        let jobs = [
            make.refused(Made.portal, "r"), make.unreadable(Made.portal, named: "u.json"),
            make.job(
                Made.portal, "j1", text: "other",
                [.registration(Made.nik(2), Made.registration())]),
        ]
        let first = try ledger.record(jobs, under: Made.rules)
        let again = try ledger.record(jobs, under: Made.rules)
        #expect(again.map(\.isLeftover) == [true, true, true])
        #expect(again.map(\.attempt) == first.map(\.attempt))
        #expect(again.map(\.outcome) == [.refused, .unreadable, .conflict])
        #expect(again.map(\.items) == first.map(\.items))
        #expect(again.map(\.complaints) == first.map(\.complaints))
    }

    @Test func `a boot that numbers devices anew makes no resend of a leftover`() throws {
        let job = registering("j1")
        let first = try #require(try record(job).first)
        let moved = FileIdentity(
            device: job.identity.device + 1, inode: job.identity.inode, size: job.identity.size,
            mtimeNs: job.identity.mtimeNs, ctimeNs: job.identity.ctimeNs)
        #expect(try record(job.again(as: moved)).map(\.isLeftover) == [true])
        let aside = job.again(
            as: moved.changed(ctime: 5), leftoverOf: first.attempt...first.attempt)
        #expect(try record(aside).map(\.isLeftover) == [true])
        // Other bytes are another file, whatever else agrees.
        let other = make.job(
            Made.portal, "j2", text: "other",
            [.registration(Made.nik(2), Made.registration())])
        #expect(try record(other.again(as: moved)).map(\.isLeftover) == [false])
    }

    @Test func `a file set aside for settling is told by its number, in spite of the new ctime`()
        throws
    {
        let job = registering("j1")
        let first = try #require(try record(job).first)
        let renamed = job.again(
            as: job.identity.changed(ctime: 5), leftoverOf: first.attempt...first.attempt)
        #expect(try record(renamed).map(\.isLeftover) == [true])
    }

    @Test func `a leftover may stand under the name of an attempt a little before its own`() throws
    {
        _ = try record(registering("j0"))
        let job = registering("j1")
        let own = try #require(try record(job).first?.attempt)
        func reports(_ attempts: ClosedRange<Int64>) throws -> [RecordedJob] {
            let renamed = job.identity.changed(ctime: 5)
            return try record(job.again(as: renamed, leftoverOf: attempts))
        }
        #expect(try reports((own - 1)...(own + 9)).map(\.attempt) == [own])
        #expect(try reports((own - 1)...own).map(\.isLeftover) == [true])
        #expect(try reports((own - 1)...(own - 1)).map(\.isLeftover) == [false])
    }

    @Test func `other bytes in an inode that is used again are no leftover of the attempts after`()
        throws
    {
        let before = try #require(try record(registering("j0")).first?.attempt)
        let job = registering("j1")
        _ = try record(job)
        let newer = ReceivedJob(
            box: job.box, fileName: job.fileName, identity: job.identity.changed(ctime: 5),
            leftoverOf: before...(before + 9), sha256: Array(job.sha256.reversed()),
            bytes: job.bytes, receivedAt: job.receivedAt, job: job.job, result: job.result)
        #expect(try record(newer).map(\.isLeftover) == [false])
    }

    @Test func `a newer delivery under the name of a leftover is no leftover`() throws {
        let job = registering("j1")
        let first = try #require(try record(job).first)
        let other = job.again(
            as: job.identity.changed(inode: 1, ctime: 5), leftoverOf: first.attempt...first.attempt)
        let report = try #require(try record(other).first)
        #expect(!report.isLeftover)
        #expect(report.outcome == .duplicate)
    }

    @Test func `a change of any part of the identity makes it a resend`() throws {
        let job = registering("j1")
        _ = try record(job)
        let changes = [job.identity.changed(inode: 1), job.identity.changed(ctime: 1)]
        for identity in changes {
            #expect(try record(job.again(as: identity)).map(\.outcome) == [.duplicate])
        }
    }

    @Test func `another source cannot claim a leftover`() throws {
        let job = registering("j1")
        let first = try #require(try record(job).first)
        let claimed = ReceivedJob(
            box: Made.community, fileName: job.fileName, identity: job.identity,
            leftoverOf: first.attempt...first.attempt, sha256: job.sha256, bytes: job.bytes,
            receivedAt: job.receivedAt, job: job.job, result: IntakeResult(outcome: .refused))
        let report = try #require(try record(claimed).first)
        #expect(!report.isLeftover)
        #expect(report.outcome == .refused)
    }
}
