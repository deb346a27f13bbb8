import Programme
import Synchronization
import Testing

@testable import Ledger

/// What is older than it is kept goes, a little at a time; what the ledger needs to be right stays.
struct RetentionTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()
    private let clock = Clock()

    private final class Clock: Sendable {
        private let day = Mutex(0)
        var now: Instant { Made.instant(day.withLock { $0 }) }
        var seconds: Int64 { Int64(day.withLock { $0 }) * 86_400 }
        func set(_ new: Int) { day.withLock { $0 = new } }
    }

    init() throws {
        state = try StateDirectory()
        var options = Ledger.Options()
        options.clock = { [clock] in clock.now }
        options.uptime = { [clock] in clock.seconds }
        options.noticesKept = 2
        ledger = try Ledger(path: state.path, options: options)
    }

    private func record(
        on day: Int, _ jobs: ReceivedJob..., telling: NoticeRules = NoticeRules()
    ) throws -> [RecordedJob] {
        clock.set(day)
        return try ledger.record(jobs, under: Made.rules, telling: telling)
    }

    /// Removes what is older than these days, to the end.
    ///
    /// - Returns: every step.
    @discardableResult
    private func remove(documents: Int? = nil, audit: Int? = nil) throws -> [Removed] {
        let limits = RetentionLimits(
            documents: documents.map(Made.instant), audit: audit.map(Made.instant))
        var steps: [Removed] = []
        while true {
            let step = try ledger.removeSome(before: limits, on: Made.day(100))
            guard step.what != nil else { break }
            steps.append(step)
            try #require(steps.count < 1000, "it does not come to an end")
        }
        // Whatever goes, what counts is as before.
        #expect(try reader.verify(under: Made.rules).isEmpty)
        return steps
    }

    /// The journal was sent all up to a number, long enough ago for that to be on its disk.
    private func sent(upTo number: Int64, by day: Int) throws {
        for day in [day, day + 1] {
            clock.set(day)
            ledger.markSent(upTo: number, bootID: "b")
            try ledger.flushSentMark()
        }
    }

    private var reader: LedgerReader {
        get throws { try LedgerReader(path: state.path) }
    }

    private func bytes(_ report: RecordedJob?) throws -> [UInt8]? {
        try reader.document(ofAttempt: #require(report).attempt)
    }

    private func registration(_ id: String, _ serial: Int64 = 1, text: String? = nil) -> ReceivedJob
    {
        make.job(
            Made.portal, id, text: text, [.registration(Made.nik(serial), Made.registration())])
    }

    @Test func `old bytes go, and the same file is a duplicate all the same`() throws {
        let job = registration("old")
        let old = try record(on: 0, job).first
        let new = try record(on: 10, registration("new", 2)).first
        #expect(try remove(documents: 0).isEmpty)
        let steps = try remove(documents: 10)
        #expect(steps.map(\.rows) == [1])
        #expect(steps.map(\.bytes) == [3])
        #expect(try bytes(old) == nil)
        #expect(try bytes(new) != nil)
        // The same file; the same bytes in another; other bytes under its id.
        #expect(try record(on: 11, job).first?.isLeftover == true)
        let copy = job.again(as: job.identity.changed(inode: 99, ctime: 1))
        let duplicate = try #require(try record(on: 11, copy).first)
        #expect(duplicate.outcome == .duplicate)
        #expect(duplicate.items.map(\.judgement) == [Judgement(.applied)])
        let other = try record(on: 11, registration("old", 3, text: "other")).first
        #expect(other?.outcome == .conflict)
        // Nothing is written while nothing is old enough.
        #expect(try remove(documents: 10).isEmpty)
        let told = try #require(try reader.story(of: Made.portal, JobID(unchecked: "old")))
        let removed = try #require(told.removals.first)
        #expect(removed.what == .documents)
        #expect(removed.attempt == old?.attempt)
        #expect(removed.on == Made.day(100))
        #expect(try reader.story(of: Made.portal, JobID(unchecked: "new"))?.removals == [])
    }

    @Test func `bytes that came again are kept for as long as the last delivery of them`() throws {
        let first = try record(on: 0, make.refused(Made.portal, "r", text: "same")).first
        // Refused again; then taken, since the registry was mended; both keep the bytes once.
        let again = make.refused(Made.portal, "r", text: "same")
        _ = try record(on: 10, again)
        let taken = try record(on: 20, registration("r", text: "same")).first
        for day in [5, 15, 20] {
            #expect(try remove(documents: day).allSatisfy { $0.rows == 0 })
            #expect(try bytes(first) == Array("same".utf8), "\(day)")
        }
        #expect(try remove(documents: 21).map(\.rows) == [1])
        #expect(try bytes(taken) == nil)
        // A refused file that comes once more is kept anew.
        let late = try record(on: 30, make.refused(Made.portal, "x", text: "same")).first
        #expect(try bytes(late) == Array("same".utf8))
    }

    @Test(arguments: [true, false])
    func `a deferred job's bytes stay until it was taken up`(conflicts: Bool) throws {
        let job = make.job(
            Made.portal, "d", outcome: .deferred, text: "later", deferredUntil: Made.instant(30))
        let deferred = try record(on: 0, job).first
        try remove(documents: 20, audit: 20)
        let due = try #require(try ledger.dueDeferred(at: Made.instant(30), limit: 9).first)
        #expect(due.bytes == Array("later".utf8))
        if conflicts { _ = try record(on: 29, registration("d", 5)) }
        let anew = registration("d")
        let resumed = ReceivedJob(
            box: due.box, fileName: due.fileName, identity: due.identity, resumes: due.attempt,
            sha256: due.sha256, bytes: due.bytes, receivedAt: due.until, job: anew.job,
            result: anew.result)
        let report = try record(on: 30, resumed).first
        #expect(report?.outcome == (conflicts ? .conflict : .accepted))
        try remove(documents: 30)
        #expect(try bytes(deferred) != nil)
        try remove(documents: 31)
        #expect(try bytes(deferred) == nil)
    }

    @Test func `a step is small, however large the file was`() throws {
        let refused = (0..<3000).map { position in
            IntakeResult.Item(
                position: position, itemID: nil, outcome: .refused,
                complaints: [Complaint(.nikSerialZero, at: "", message: "no")])
        }
        let large = make.job(Made.portal, "large", outcome: .refused, refused: refused)
        let report = try #require(try record(on: 0, large).first)
        for number in 0..<250 {
            _ = try record(on: 0, registration("j\(number)", Int64(number) + 1))
        }
        let text = String(repeating: "x", count: 700_000)
        for number in 0..<3 {
            _ = try record(on: 0, registration("t\(number)", 500, text: "\(number)\(text)"))
        }
        let steps = try remove(documents: 1, audit: 1)
        let documents = steps.filter { $0.what == .documents }
        #expect(documents.reduce(0) { $0 + $1.rows } == 254)
        #expect(documents.allSatisfy { $0.rows <= 100 && $0.bytes < 2 << 20 })
        #expect(documents.count >= 4)
        let rows = steps.filter { $0.what == .deliveries }.map(\.rows)
        #expect(rows.reduce(0, +) == 6000)
        #expect(rows.allSatisfy { $0 <= 500 })
        let told = try #require(try reader.report(ofAttempt: report.attempt))
        #expect(told.items.isEmpty)
        #expect(told.counts.sent == 3000)
        let removals = try reader.story(of: Made.portal, JobID(unchecked: "large"))?.removals
        #expect(removals?.map(\.what) == [.documents, .deliveries])
    }

    @Test func `complaints of what was recorded stay, for a duplicate repeats them`() throws {
        let warned = make.job(
            Made.portal, "w", outcome: .partiallyAccepted,
            refused: [
                IntakeResult.Item(
                    position: 1, itemID: nil, outcome: .refused,
                    complaints: [Complaint(.nikSerialZero, at: "/items/1/nik", message: "no")])
            ], [.registration(Made.nik(1), Made.registration())])
        let before = try record(on: 0, warned).first
        try remove(documents: 1, audit: 1)
        let copy = warned.again(as: warned.identity.changed(inode: 99, ctime: 1))
        let after = try record(on: 2, copy).first
        #expect(after?.items == before?.items)
    }

    @Test func `the story of verdicts goes, but for since when a fact waits`() throws {
        let evidence = Fact.Content.evidence(Made.nik(1), .mentoring(mentor: "M"))
        _ = try record(on: 0, make.job(Made.agency, "e", [evidence]))
        _ = try record(on: 1, registration("p"))
        // What registered the person is taken back: the evidence waits again.
        let target = FactReference(
            source: Made.portal, jobID: JobID(unchecked: "p"), itemID: ItemID(unchecked: "i0"))
        _ = try record(
            on: 2,
            make.job(
                Made.portal, "v", submitted: 4,
                [.revocation(Made.nik(1), of: target, reason: "twice")]))
        let key = FactKey(source: Made.agency, jobID: JobID(unchecked: "e"), position: 0)
        let before = try #require(try reader.history(of: key))
        #expect(before.changes.map(\.became) == [.applied, .held])
        #expect(try ledger.longestHeld() == Made.instant(2))
        for number in 0..<3 { _ = try record(on: 3, registration("x\(number)", Int64(number) + 5)) }
        try sent(upTo: 8, by: 4)
        try remove(audit: 3)
        let after = try #require(try reader.history(of: key))
        #expect(after.changes.map(\.became) == [.held])
        #expect(try ledger.longestHeld() == Made.instant(2))
        let story = try #require(try reader.story(of: Made.agency, key.jobID))
        #expect(story.removals.map(\.what) == [.verdicts])
        #expect(story.removals.first?.before == Made.instant(2))
    }

    @Test func `while a notice names the next change nothing of it is written`() throws {
        let counted = NoticeRules([Made.agency: .summary], summaryPeriod: 600)
        func evidence(_ id: String, of serial: Int64) -> ReceivedJob {
            make.job(Made.agency, id, [.evidence(Made.nik(serial), .mentoring(mentor: "M"))])
        }
        // That the first applies now is told, of the second it is counted.
        _ = try record(on: 0, evidence("e1", of: 1))
        _ = try record(on: 1, registration("p1", 1))
        _ = try record(on: 1, evidence("e2", of: 2), telling: counted)
        _ = try record(on: 1, registration("p2", 2), telling: counted)
        #expect(try reader.noticeSpan().numbers == 1...4)
        try sent(upTo: 4, by: 2)
        // The last two notices stay, and so does the change that one of them names.
        let steps = try remove(audit: 50)
        #expect(steps.filter { $0.what == .notices }.map(\.rows) == [2])
        #expect(!steps.contains { $0.what == .verdicts })
        _ = try record(on: 60, registration("x", 5))
        try sent(upTo: 5, by: 61)
        #expect(try remove(audit: 50).filter { $0.what == .verdicts }.map(\.rows) == [2])
    }

    @Test func `sent notices go, and numbers and counts still prove that none was lost`() throws {
        let telling = NoticeRules([Made.community: .summary], summaryPeriod: 600)
        clock.set(0)
        let roster = make.job(
            Made.community, "r", schema: .trainingRoster, [.header(Made.trainingClass())])
        _ = try record(
            on: 0, registration("a"), roster,
            make.job(Made.agency, "e", [.evidence(Made.nik(9), .mentoring(mentor: "M"))]),
            telling: telling)
        clock.set(1)
        #expect(try ledger.announceSummaries(under: telling, all: true) == 1)
        let overdue = try ledger.overdue(heldBefore: Made.instant(1), after: 0, limit: 9)
        #expect(try ledger.announce(overdue: overdue) == 1)
        for number in 0..<4 { _ = try record(on: 2, registration("b\(number)", Int64(number) + 2)) }
        // Nobody has sent them yet.
        #expect(try remove(audit: 50).allSatisfy { $0.what != .notices })
        try sent(upTo: 8, by: 3)
        // Of those that were sent the last ones stay too.
        let steps = try remove(audit: 50)
        #expect(steps.filter { $0.what == .notices }.map(\.rows).reduce(0, +) == 5)
        // 1, 2 job; 3 summary; 4 overdue, which stays; 5, 6 job.
        #expect(try ledger.notices(after: 0, limit: 99).map(\.seq) == [4, 7, 8])
        #expect(try reader.noticeSpan().numbers == 7...8)
        _ = try record(on: 60, registration("late", 70))
        #expect(try reader.noticeSpan().numbers == 7...9)
        #expect(try reader.verify(under: Made.rules).isEmpty)
        // Announced once, ever.
        #expect(try ledger.overdue(heldBefore: Made.instant(60), after: 0, limit: 9).isEmpty)
    }

    @Test func `what is done is noted with it, and a start goes on from there`() throws {
        for number in 0..<250 {
            _ = try record(on: 0, make.refused(Made.portal, "r\(number)", text: "r\(number)"))
        }
        let limits = RetentionLimits(documents: Made.instant(1))
        let first = try ledger.removeSome(before: limits, on: Made.day(100))
        #expect(first.rows == 100)
        let other = try Ledger(path: state.path)
        let second = try other.removeSome(before: limits, on: Made.day(101))
        #expect(second.rows == 100)
        #expect(try remove(documents: 1).map(\.rows) == [50])
        let totals = try reader.status(recentSince: Made.instant(0)).removals
        #expect(totals.map(\.rows) == [250])
        let story = try reader.story(of: Made.portal, JobID(unchecked: "r150"))
        #expect(story?.removals.map(\.on) == [Made.day(101)])
    }
}
