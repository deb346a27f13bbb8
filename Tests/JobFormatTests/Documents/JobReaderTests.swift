import Programme
import Testing

@testable import JobFormat

@Suite struct JobReaderTests {
    @Test func `the rulebook's stage update is read`() throws {
        let job = try job(Documents.stageUpdate)
        #expect(job.complaints.isEmpty)
        let envelope = try #require(job.envelope)
        #expect(envelope.schema == .stageUpdate)
        #expect(envelope.jobID.text == "kumkmp-2018w24-007")
        #expect(envelope.source.text == "DKUMKMP")
        #expect(envelope.submittedAt == Instant("2018-06-12T02:00:00Z"))
        #expect(envelope.mode == .each)
        let item = try #require(stageItems(job).first)
        #expect(item.itemID?.text == "a1")
        #expect(item.content?.action == .reach(.mentoring(mentor: "M-19")))
        #expect(item.content?.occurredOn == Day("2018-06-08"))
        #expect(item.content?.nik.digits == "3171034506900001")
    }

    @Test func `the rulebook's roster is read`() throws {
        let job = try job(Documents.roster)
        #expect(job.complaints.isEmpty)
        guard case .roster(let header, let rows) = job.body else { throw NotAJob() }
        #expect(header?.key.classID.text == "KP-021-14")
        #expect(header?.place.kecamatan.description == "31.71.03")
        #expect(header?.cost == Rupiah(17_250_000))
        #expect(header?.sessions.map(\.hours) == [6])
        #expect(header?.speakers.map(\.name) == [PersonName("...")])
        #expect(rows.map { $0.content?.attendance } == [.attended])
    }

    @Test func `the rulebook's funding application is read`() throws {
        let job = try job(Documents.funding)
        #expect(job.complaints.isEmpty)
        guard case .funding(let items) = job.body else { throw NotAJob() }
        #expect(items.first?.content?.event == .disbursed(Rupiah(10_000_000)))
        #expect(items.first?.amount == 10_000_000)
        #expect(job.envelope?.control?.amountTotal == Rupiah(10_000_000))
    }

    @Test func `an operator's command is read`() throws {
        let job = try job(Documents.command)
        #expect(job.complaints.isEmpty)
        #expect(job.envelope?.operatorNote?.name == "rina")
        guard case .commands(let items) = job.body else { throw NotAJob() }
        guard case .decide(let fact, .samePerson) = try #require(items.first?.content) else {
            throw NotAJob()
        }
        #expect(fact.jobID.text == "p-1")
    }

    @Test(arguments: [
        ("[1,2", ["E101"]), ("{} x", ["E101"]), ("[]", ["E105"]), ("null", ["E105"]),
        (#"["\ud800"]"#, ["E105", "E104"]), (#"[{"a":1,"a":2}]"#, ["E105", "E102"]),
        (String(repeating: "[", count: 50), ["E103"]), ("", ["E101"]), ("\u{FEFF}{}", ["E101"]),
    ])
    func `what is no JSON object is unreadable`(_ text: String, _ codes: [String]) {
        var reader = JobReader()
        switch reader.read(Array(text.utf8)) {
        case .unreadable(let complaints): #expect(complaints.map(\.code.rawValue) == codes)
        case .incomplete(let complaint): #expect([complaint.code.rawValue] == codes)
        case .job: Issue.record("read as a job")
        }
    }

    @Test func `a file cut off anywhere is incomplete, and never a job`() {
        let bytes = Array(Documents.roster.utf8)
        var reader = JobReader()
        for length in 0..<bytes.count {
            guard case .incomplete = reader.read(Array(bytes[..<length])) else {
                Issue.record("\(length) bytes are not incomplete")
                return
            }
        }
    }

    @Test func `five thousand items are read, one more passes the limit`() throws {
        let items = (0...5_000).map { Documents.item("i\($0)", Documents.mentoring) }
        func text(_ count: Int) -> String {
            Documents.stageUpdate(items: items.prefix(count).joined(separator: ","))
        }
        let full = try job(text(5_000))
        #expect(full.complaints.isEmpty)
        #expect(stageItems(full).compactMap(\.content).count == 5_000)
        #expect(summary(try job(text(5_001)).complaints) == ["E103 /items"])
    }

    @Test func `a complaint made later is found in the file by its pointer`() {
        var reader = JobReader()
        _ = reader.read(Array(Documents.stageUpdate.utf8))
        let complaint = Complaint(.stageDateInFuture, at: "/items/0/occurred_on", message: "")
        #expect(reader.located(complaint).location == Complaint.Location(line: 5, column: 19))
    }
}
