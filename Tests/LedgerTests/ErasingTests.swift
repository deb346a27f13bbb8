import Foundation
import Programme
import Testing

@testable import Ledger

/// Somebody is forgotten: their bytes are in no place of the ledger's files, and nothing else has
/// changed.
struct ErasingTests {
    private let state: StateDirectory
    private let ledger: Ledger
    private let make = Deliveries()
    private let nik = Made.nik(7)
    private static let name = "Budi Rahasia Santoso"

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
    }

    private var tools: ErasingTools { .masking(nik) }

    /// Several hundred people, so that pages are split, and the one with a little of everything.
    private func fill() throws {
        for hundred in 0..<8 {
            let people = (0..<100).map { Made.nik(Int64(($0 * 8 + hundred) * 9 % 9_999 + 1)) }
                .filter { $0 != nik }
            var contents = people.map { person in
                Fact.Content.registration(person, Made.registration(name: "Orang \(person.number)"))
            }
            if hundred == 4 {
                contents.insert(
                    .registration(nik, Made.registration(name: ErasingTests.name)), at: 50)
            }
            _ = try ledger.record(
                [make.job(Made.portal, "p-\(hundred)", contents)], under: Made.rules)
        }
        let loan = ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "RAHASIA-9"))
        let product = LocalID(unchecked: "MONAS")
        let id = nik.digits
        _ = try ledger.record(
            [
                make.job(
                    Made.community, "r", schema: .trainingRoster,
                    [
                        .header(Made.trainingClass()),
                        .attendance(nik, Made.trainingClass().key, .attended),
                        .attendance(Made.nik(9), Made.trainingClass().key, .attended),
                    ]),
                make.job(
                    Made.agency, "k-\(id)", text: "a document of \(id) and others",
                    [
                        .registration(nik, Made.registration(name: "Budi Nama Lain")),
                        .evidence(nik, .mentoring(mentor: "Mentor Rahasia")),
                        .evidence(
                            nik,
                            .licence(
                                Evidence.Licence(
                                    kind: .iumk, number: "IUMK-RAHASIA", issuedOn: Made.day(0)))),
                        .evidence(
                            nik,
                            .accounts(
                                Evidence.Accounts(
                                    period: Made.day(0), revenue: Rupiah(7_654_321),
                                    expenses: Rupiah(5), workers: 3))),
                    ]),
                make.job(
                    Made.bank, "b", schema: .fundingApplication,
                    [
                        .funding(nik, loan, product: product, .disbursed(Rupiah(10_000_000))),
                        .funding(nik, loan, product: product, .repayment(Rupiah(500_000))),
                        .funding(Made.nik(9), loan, product: product, .repaid),
                    ]),
                make.job(
                    Made.agency, "v-1",
                    [
                        .revocation(
                            nik,
                            of: FactReference(
                                source: Made.agency, jobID: JobID(unchecked: "k-\(id)"),
                                itemID: ItemID(unchecked: "i1")), reason: "salah Rahasia"),
                        .revocation(
                            nik,
                            of: FactReference(
                                source: Made.agency, jobID: JobID(unchecked: "later-\(id)"),
                                itemID: ItemID(unchecked: "i1")), reason: "salah"),
                    ]),
                make.refused(Made.portal, "x-\(id)", text: "refused, of \(id)"),
            ], under: Made.rules)
    }

    private func command(_ acts: PersonAct..., reason: String = "a letter") throws -> Int64 {
        let note = Envelope.OperatorNote(name: "rina", reason: reason)
        let job = make.job(
            SourceCode(unchecked: "OPERATOR"), "o-\(acts[0].word)-\(acts.count)",
            schema: .operatorCommand, submitted: 3, text: "erase \(nik.digits)",
            acts.map { .command(.act(.person($0)), note) })
        return try #require(ledger.record([job], under: Made.rules).first).attempt
    }

    private func eraseFacts() throws {
        let erasure = try #require(ledger.pendingErasures().first)
        let traces = try ledger.traces(of: erasure.nik)
        let count = try ledger.eraseFacts(
            erasure, known: traces, as: .tombstone(1_234_567_890),
            mac: Array(repeating: 7, count: 32), under: Made.rules, with: tools,
            random: { "random" })
        #expect(count == 10)
    }

    private func eraseRest(_ traces: Traces) throws {
        let erasure = try #require(ledger.pendingErasures().first)
        #expect(erasure.step == .attempts)
        var reached = erasure.reached
        let last = try ledger.lastAttempt()
        while reached < last {
            reached = try ledger.eraseAttempts(
                erasure, known: traces, after: reached, upTo: last, with: tools)
        }
        try ledger.advance(erasure: erasure.act, to: .pages)
        try scrub(traces)
        try ledger.emptyLog()
        try ledger.advance(erasure: erasure.act, to: .done)
    }

    private func scrub(_ traces: Traces) throws {
        var page: Int64 = 0
        while true {
            let scrubbed = try ledger.scrub(traces, after: page, pages: 16)
            page = scrubbed.page
            if scrubbed.isLast { return }
        }
    }

    /// What is in the ledger's files of the person, by its form.
    private func left(_ traces: Traces) throws -> [String] {
        var found: [String] = []
        for name in ["", "-wal"] {
            let file = URL(filePath: "\(state.path)/\(Ledger.fileName)\(name)")
            let bytes = [UInt8](try Data(contentsOf: file))
            // The made-up people all have one business: that is left of the others.
            let patterns = traces.patterns.filter { $0 != Array("Warung".utf8) }
            for pattern in patterns + [Array("Rahasia".utf8), Array("RAHASIA".utf8)] {
                let count = bytes.places(of: pattern).count
                if count > 0 {
                    found.append("\(count) in \(file.lastPathComponent) of \(pattern)")
                }
            }
        }
        return found
    }

    /// Each number that reports are made of, without who it is.
    private func figures() throws -> [String] {
        try ledger.write { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT 'member ' || place || ' ' || coalesce(p1_on, 0) || ' ' || coalesce(p2_on, 0)
                  || ' ' || coalesce(p3_on, 0) || ' ' || coalesce(p4_on, 0) || ' '
                  || coalesce(p6_on, 0) || ' ' || coalesce(p1_by, 0)
                FROM member WHERE place IS NOT NULL
                UNION ALL SELECT 'work ' || from_day || ' ' || people FROM member_workers
                UNION ALL SELECT 'span ' || from_day || ' ' || stage FROM member_span
                UNION ALL SELECT 'class ' || class || ' ' || attendance || ' ' || by_fact
                  FROM attendance
                UNION ALL SELECT 'loan ' || product || ' ' || phase || ' ' || repaid
                  || ' ' || disbursed_on FROM application
                UNION ALL SELECT 'lent ' || fact || ' ' || amount FROM application_disbursal
                UNION ALL SELECT 'verdict ' || fact || ' ' || verdict || ' '
                  || coalesce(remarks, '') FROM verdict
                ORDER BY 1
                """
            ) { (row) throws(SQLFailure) in row.text(0) }
        }
    }

    @Test func `no byte of the person is left in any file, and every figure is what it was`()
        throws
    {
        try fill()
        let before = try figures()
        _ = try command(.erase(nik), reason: "letter of Budi Rahasia Santoso")
        let traces = try ledger.traces(of: nik)
        #expect(try !left(traces).isEmpty)
        try eraseFacts()
        let after = try figures()
        // The command itself has a verdict too.
        #expect(after.filter { !before.contains($0) }.count == 1)
        #expect(before.filter { !after.contains($0) } == [])
        #expect(try LedgerReader(path: state.path).verify(under: Made.rules) == [])
        try eraseRest(traces)
        #expect(try left(traces) == [])
        #expect(try ledger.pendingErasures() == [])
        #expect(try LedgerReader(path: state.path).verify(under: Made.rules) == [])
        #expect(try ledger.rebuild(under: Made.rules) == 0)
        #expect(try LedgerReader(path: state.path).member(nik) == nil)
        let people = try LedgerReader(path: state.path).member(.tombstone(1_234_567_890))
        #expect(people?.facts.count == 10)
    }

    @Test func `what an SQLite without secure_delete has left behind is found and written over`()
        throws
    {
        try ledger.write { (session) throws(SQLFailure) in
            try session.run("PRAGMA secure_delete = OFF")
        }
        try fill()
        _ = try command(.erase(nik))
        let traces = try ledger.traces(of: nik)
        try eraseFacts()
        let erasure = try #require(ledger.pendingErasures().first)
        _ = try ledger.eraseAttempts(
            erasure, known: traces, after: 0, upTo: ledger.lastAttempt(), with: tools)
        try ledger.emptyLog()
        #expect(try !left(traces).isEmpty)
        try scrub(traces)
        #expect(try left(traces) == [])
        let answer = try ledger.write { (session) throws(SQLFailure) in
            try session.first("PRAGMA integrity_check") { (row) throws(SQLFailure) in row.text(0) }
        }
        #expect(answer == "ok")
    }

    /// A job as it came in a file of that name.
    private func job(_ job: ReceivedJob, named name: String) -> ReceivedJob {
        ReceivedJob(
            box: job.box, fileName: Array(name.utf8), identity: job.identity, sha256: job.sha256,
            bytes: job.bytes, receivedAt: job.receivedAt, job: job.job, result: job.result)
    }

    private func texts(_ query: StaticString) throws -> [String] {
        try ledger.write { (session) throws(SQLFailure) in
            try session.rows(query) { (row) throws(SQLFailure) in row.text(0) }
        }
    }

    @Test func `who speaks at a class goes by number and by name`() throws {
        try fill()
        let of = Made.trainingClass("c2")
        let speakers = [(nik.digits, "Bu Budi"), ("s2", ErasingTests.name), ("s3", "Siti")].map {
            TrainingClass.Speaker(speakerID: LocalID(unchecked: $0), name: PersonName($1))
        }
        let taught = TrainingClass(
            key: of.key, track: of.track, skill: of.skill, place: of.place, status: of.status,
            sessions: of.sessions, speakers: speakers, cost: of.cost)
        _ = try ledger.record(
            [make.job(Made.community, "c2", schema: .trainingRoster, [.header(taught)])],
            under: Made.rules)
        _ = try command(.erase(nik))
        let traces = try ledger.traces(of: nik)
        try eraseFacts()
        try eraseRest(traces)
        #expect(
            try texts(
                """
                SELECT speaker_id || ' ' || name FROM header_speaker WHERE name <> 'Pembicara'
                ORDER BY number
                """) == [String(repeating: "q", count: 16) + " -", "s2 -", "s3 Siti"])
        #expect(try LedgerReader(path: state.path).verify(under: Made.rules) == [])
    }

    @Test func `names of others, and what only looks like the person's, stay`() throws {
        try fill()
        let name = ErasingTests.name
        let others = [
            "Mentor Rahasia.json", "Warung 7.json", "Warungku.json", "\(nik.digits).json",
        ]
        _ = try ledger.record(
            others.enumerated().map {
                job(make.refused(Made.portal, "n-\($0.offset)"), named: $0.element)
            } + [
                job(make.refused(Made.portal, "t", text: "of \(nik.digits)"), named: "\(name).json")
            ],
            under: Made.rules)
        _ = try command(.erase(nik))
        let traces = try ledger.traces(of: nik)
        #expect(!traces.words.contains("Mentor Rahasia"))
        try eraseFacts()
        try eraseRest(traces)
        let named = try texts(
            """
            SELECT CAST(file_name AS TEXT) FROM attempt
            WHERE job_id LIKE 'n-%' OR job_id = 't' ORDER BY id
            """)
        let letters = String(repeating: "q", count: 16)
        let hidden = String(repeating: "x", count: name.utf8.count)
        #expect(named == others.dropLast() + ["\(letters).json", "\(hidden).json"])
        #expect(traces.show(in: "the WARUNG burns") && !traces.show(in: "the Warungku burns"))
        #expect(!traces.show(in: "the Warung burns", isTheirs: false))
        #expect(traces.show(in: "for \(name)", isTheirs: false))
    }

    @Test func `what the person begins afterwards is theirs, with the same loan's id too`() throws {
        try fill()
        _ = try command(.erase(nik))
        // Recorded before the facts are erased, but of a later time.
        let loan = ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "RAHASIA-9"))
        _ = try ledger.record(
            [
                make.job(
                    Made.portal, "new", submitted: 4, occurred: 4,
                    [.registration(nik, Made.registration(name: "Budi Baru"))]),
                make.job(
                    Made.bank, "new", schema: .fundingApplication, submitted: 4, occurred: 4,
                    [
                        .funding(
                            nik, loan, product: LocalID(unchecked: "MONAS"), .submitted(Rupiah(7)))
                    ]),
            ], under: Made.rules)
        try eraseFacts()
        let reader = try LedgerReader(path: state.path)
        let member = try #require(try reader.member(nik))
        #expect(member.facts.count == 2)
        #expect(member.state.details.map(\.name.text) == ["Budi Baru"])
        #expect(try LedgerReader(path: state.path).verify(under: Made.rules) == [])
    }

    @Test func `the same file again is a duplicate, under its old id and its old bytes`() throws {
        try fill()
        let id = nik.digits
        _ = try command(.erase(nik))
        let traces = try ledger.traces(of: nik)
        try eraseFacts()
        try eraseRest(traces)
        let job = make.job(
            Made.agency, "k-\(String(repeating: "q", count: 16))",
            text: "a document of \(id) and others", [])
        // As the daemon prepares it now that the person is known as erased.
        let late = ReceivedJob(
            box: job.box, fileName: job.fileName, identity: job.identity,
            sha256: job.sha256.reversed(), bytes: job.bytes, receivedAt: job.receivedAt,
            job: job.job, result: job.result, isRedacted: true,
            keyedSHA256: job.sha256.reversed(), erasures: 1)
        let record = try #require(ledger.record([late], under: Made.rules).first)
        #expect(record.outcome == .duplicate)
    }

    @Test func `an erasure is pending to its last step, and the person known by a digest`() throws {
        try fill()
        _ = try command(.request(nik, .erase, askedAt: Made.instant(1)), .erase(nik))
        let reader = try LedgerReader(path: state.path)
        #expect(try ledger.pendingErasures().map(\.step) == [.facts])
        #expect(try ledger.erasedPeople() == [])
        let traces = try ledger.traces(of: nik)
        try eraseFacts()
        #expect(try ledger.pendingErasures().map(\.step) == [.attempts])
        #expect(
            try ledger.erasedPeople() == [
                ErasedPerson(mac: Array(repeating: 7, count: 32), erasedAt: Made.instant(3))
            ])
        let open = try #require(reader.personRequests().first)
        #expect(open.answeredAt == nil && open.isBeingErased)
        #expect(open.nik.isTombstone)
        #expect(open.due == Made.instant(4))
        try eraseRest(traces)
        #expect(try ledger.pendingErasures() == [])
        #expect(try reader.personRequests().first?.answeredAt != nil)
    }
}
