import Programme
import Testing

@testable import Ledger

/// What becomes of deliveries.
struct RecordingTests {
    let state: StateDirectory
    let ledger: Ledger
    let make = Deliveries()

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
        try ledger.makeDurable()
    }

    private func record(_ jobs: ReceivedJob...) throws -> [RecordedJob] {
        try ledger.record(jobs, under: Made.rules)
    }

    private func registering(_ id: String, _ serial: Int64 = 1, text: String? = nil) -> ReceivedJob
    {
        make.job(
            Made.portal, id, text: text, [.registration(Made.nik(serial), Made.registration())])
    }

    @Test func `a job is recorded with its verdicts, its bytes and one notice`() throws {
        let job = registering("j1")
        let report = try #require(try record(job).first)
        #expect(report.attempt == 1)
        #expect(report.outcome == .accepted)
        #expect(report.items.map(\.judgement) == [Judgement(.applied)])
        #expect(report.counts == RecordedJob.Counts(sent: 1, recorded: 1))

        let reader = try LedgerReader(path: state.path)
        #expect(try reader.job(Made.portal, JobID(unchecked: "j1")) == report)
        #expect(try reader.document(ofAttempt: 1) == job.bytes)
        let notices = try ledger.notices(after: 0, limit: 10)
        #expect(notices.map(\.seq) == [1])
        guard case .job(let notice) = notices.first?.event else {
            Issue.record("the notice is not of a job")
            return
        }
        #expect(notice.fileName == Array("j1.json".utf8))
        #expect(notice.outcome == .accepted)
    }

    @Test func `the same bytes under a used-up id are a duplicate, with the stored report`() throws
    {
        let first = try #require(try record(registering("j1")).first)
        let second = try #require(try record(registering("j1")).first)
        #expect(second.outcome == .duplicate)
        #expect(second.sameAs == first.attempt)
        #expect(second.attempt == 2)
        #expect(second.items == first.items)
        #expect(second.counts == first.counts)
        #expect(!second.isLeftover)
        #expect(try ledger.notices(after: 0, limit: 10).count == 2)
    }

    @Test func `other bytes under a used-up id are a conflict, and nothing is overwritten`() throws
    {
        let first = try #require(try record(registering("j1")).first)
        let other = try #require(try record(registering("j1", 2, text: "other")).first)
        #expect(other.outcome == .conflict)
        #expect(other.complaints.map(\.code) == [.jobIDConflict])
        #expect(other.items.map(\.outcome) == [.refused])
        #expect(other.counts == RecordedJob.Counts(sent: 1, recorded: 0))
        let reader = try LedgerReader(path: state.path)
        #expect(try reader.job(Made.portal, JobID(unchecked: "j1")) == first)
        #expect(try reader.report(ofAttempt: 2) == other)
    }

    @Test func `of two files of one job in one batch the first is the job`() throws {
        let reports = try record(registering("j1"), registering("j1"), registering("j1", text: "x"))
        #expect(reports.map(\.outcome) == [.accepted, .duplicate, .conflict])
        #expect(reports[1].items == reports[0].items)
        #expect(reports[1].items.first?.judgement == Judgement(.applied))
    }

    @Test func `what an operator says of a fact holds before it comes and whenever it is judged`()
        throws
    {
        let named = FactReference(
            source: Made.portal, jobID: JobID(unchecked: "j1"), itemID: ItemID(unchecked: "i0"))
        let note = Envelope.OperatorNote(name: "Rina", reason: "a question")
        _ = try record(
            make.job(
                SourceCode(unchecked: "OPERATOR"), "o1", schema: .operatorCommand,
                [.command(.hold(named, .held), note)]))
        let held = Judgement(.held, waitsFor: .decision)
        #expect(try record(registering("j1")).first?.items.map(\.judgement) == [held])
        // A command is about nobody: it is found by the job that it names, not by the person.
        _ = try record(
            make.job(Made.agency, "j2", [.evidence(Made.nik(1), .mentoring(mentor: "M"))]))
        let reader = try LedgerReader(path: state.path)
        let job = try reader.job(Made.portal, JobID(unchecked: "j1"))
        #expect(job?.items.map(\.judgement) == [held])
    }

    @Test func `another source may use the same job id`() throws {
        let reports = try record(
            registering("j1"),
            make.job(Made.agency, "j1", [.registration(Made.nik(2), Made.registration())]))
        #expect(reports.map(\.outcome) == [.accepted, .accepted])
    }

    @Test func `a job that names another source is compared with nobody's jobs`() throws {
        let own = registering("j1")
        let communitys = make.job(
            Made.community, "j1", text: "another", [.registration(Made.nik(2), Made.registration())]
        )
        _ = try record(own, communitys)
        let forged = ReceivedJob(
            box: Made.community, fileName: own.fileName, identity: own.identity.changed(inode: 7),
            sha256: own.sha256, bytes: own.bytes, receivedAt: own.receivedAt, job: own.job,
            result: IntakeResult(
                outcome: .refused,
                complaints: [Complaint(.sourceNotOfDropBox, at: "/source", message: "not yours")]))
        let report = try #require(try record(forged).first)
        #expect(report.outcome == .refused)
        #expect(report.items.isEmpty)
    }

    @Test func `a refused job sent again is judged anew, and its id is still free`() throws {
        let first = try #require(try record(make.refused(Made.portal, "j1")).first)
        #expect(first.outcome == .refused)
        #expect(first.items.first?.complaints.first?.location?.line == 3)
        let again = try #require(try record(make.refused(Made.portal, "j1")).first)
        #expect(again.outcome == .refused)
        #expect(again.attempt == 2)
        let mended = try #require(try record(registering("j1", text: "mended")).first)
        #expect(mended.outcome == .accepted)

        let reader = try LedgerReader(path: state.path)
        #expect(try reader.report(ofAttempt: 1) == first)
        #expect(
            try reader.attempts(of: Made.portal, JobID(unchecked: "j1")).map(\.outcome)
                == [.refused, .refused, .accepted])
        #expect(try reader.job(Made.portal, JobID(unchecked: "j1")) == mended)
    }

    @Test func `bytes that were refused before are kept once`() throws {
        _ = try record(make.refused(Made.portal, "j1"), make.refused(Made.portal, "j1"))
        let reader = try LedgerReader(path: state.path)
        #expect(try reader.document(ofAttempt: 2) == Array("j1".utf8))
        let documents = try ledger.write { (session) throws(SQLFailure) in
            try session.first("SELECT count(*) FROM document") { (row) throws(SQLFailure) in
                row.integer(0)
            }
        }
        #expect(documents == 1)
    }

    @Test func `a validated job keeps its bytes and leaves its id free`() throws {
        let asked = make.job(
            Made.portal, "j1", outcome: .validated, text: "asked",
            [.registration(Made.nik(1), Made.registration())])
        let report = try #require(try record(asked).first)
        #expect(report.items.map(\.outcome) == [.valid])
        #expect(try record(registering("j1")).map(\.outcome) == [.accepted])
        let reader = try LedgerReader(path: state.path)
        #expect(try reader.document(ofAttempt: 1) == Array("asked".utf8))
        #expect(try reader.report(ofAttempt: 1) == report)
    }

    @Test func `of an unreadable file only the hash is kept`() throws {
        let report = try #require(try record(make.unreadable(Made.portal, named: "x.json")).first)
        #expect(report.outcome == .unreadable)
        #expect(report.jobID == nil)
        #expect(report.complaints.map(\.code) == [.notJSON])
        let reader = try LedgerReader(path: state.path)
        #expect(try reader.document(ofAttempt: 1) == nil)
        #expect(try reader.report(ofAttempt: 1) == report)
    }

    @Test func `a partially accepted job tells each item's outcome, stored and fresh`() throws {
        let bad = IntakeResult.Item(
            position: 1, itemID: ItemID(unchecked: "i1"), outcome: .refused,
            complaints: [
                Complaint(
                    .nikOneDigit, at: "/items/1/nik", itemID: ItemID(unchecked: "i1"), message: "no"
                )
            ])
        let job = make.job(
            Made.portal, "j1", outcome: .partiallyAccepted, refused: [bad],
            [.registration(Made.nik(1), Made.registration())])
        let report = try #require(try record(job).first)
        #expect(report.items.map(\.outcome) == [.recorded, .refused])
        #expect(report.counts == RecordedJob.Counts(sent: 2, recorded: 1))
        #expect(try LedgerReader(path: state.path).report(ofAttempt: 1) == report)
    }
}
