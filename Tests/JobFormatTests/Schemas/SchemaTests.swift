import Foundation
import Programme
import Testing

@testable import JobFormat

/// The schemas in `Config/schemas` and the reader say the same of every document, but for the rules
/// named here.
@Suite struct SchemaTests {
    /// Rules that JSON Schema cannot say, because they compare two values of a document. For those
    /// on the text itself (E101 to E104: duplicate keys, lone surrogates, size and depth) no
    /// document is made here: a validator does not see the text.
    private static let readerOnly: Set<ComplaintCode> = [
        .itemIDRepeated,  // unique by one field of the items; uniqueItems compares whole items
        .placesDisagree,  // kelurahan lies in kecamatan
        .profitNotRevenueLessExpenses,  // arithmetic
    ]

    /// Whether the schemas should accept a document, and what the reader complains of.
    private static func judgement(of document: String) -> (isGood: Bool, complaints: [Complaint]) {
        var reader = JobReader()
        switch reader.read(Array(document.utf8)) {
        case .job(let job):
            let all = complaints(of: job)
            let isRefused = all.contains {
                $0.severity == .error && !readerOnly.contains($0.code)
            }
            return (!isRefused && !job.isRefusedFromAnyone, all)
        case .incomplete(let complaint): return (false, [complaint])
        case .unreadable(let complaints): return (false, complaints)
        }
    }

    private static func complaints(of job: SentJob) -> [Complaint] {
        func ofItems<Content>(_ items: [SentItem<Content>]) -> [Complaint] {
            items.flatMap(\.complaints)
        }
        switch job.body {
        case .stageUpdate(let items): return job.complaints + ofItems(items)
        case .roster(_, let items): return job.complaints + ofItems(items)
        case .funding(let items): return job.complaints + ofItems(items)
        case .commands(let items): return job.complaints + ofItems(items)
        case .none: return job.complaints
        }
    }

    @Test func `schemas and reader agree on thousands of documents, good and broken`() throws {
        let seed: UInt64 = 20_171_214
        print("documents for the schemas: seed \(seed)")
        var broken = BrokenDocuments(seed: seed)
        let documents = try (0..<2_500).map { _ in try broken.next() }
        let good = try expectAgreement(on: documents)
        #expect(good > 700 && good < 1_800, "\(good) of \(documents.count) are good")
    }

    @Test func `schemas and reader agree on every field missing, mistyped and at its edges`() throws
    {
        let whole = try WholeDocuments.all()
        #expect(try expectAgreement(on: whole.map(\.text)) == whole.count)
        try expectAgreement(on: whole.flatMap(\.changedEverywhere).map(\.text))
    }

    /// Tells the first documents that they do not agree on.
    ///
    /// - Returns: how many are good.
    @discardableResult
    private func expectAgreement(on documents: [String]) throws -> Int {
        let objections = try SchemaJudge.objections(to: documents)
        var good = 0
        var told = 0
        for (document, objection) in zip(documents, objections) {
            let (isGood, complaints) = SchemaTests.judgement(of: document)
            good += isGood ? 1 : 0
            guard isGood != (objection == nil), told < 10 else { continue }
            told += 1
            Issue.record(
                "reader: \(summary(complaints)); schema: \(objection ?? "valid"); \(document)")
        }
        return good
    }

    @Test func `schemas and reader agree on how many items there may be`() throws {
        func roster(_ count: Int) -> String {
            let rows = (0..<count).map {
                #"{"item_id":"\#($0)","nik":"3171034506900001","attendance":"invited"}"#
            }
            return #"{"schema":"okoce/training-roster/1","job_id":"r","source":"S","#
                + #""submitted_at":"2018-06-12T09:00:00Z","class":{"class_id":"C","organiser":"S","#
                + #""track":"pemprov","skill":"soft","kecamatan":"31.71.03","status":"planned","#
                + #""sessions":[{"date":"2018-06-09","hours":6}]},"#
                + #""items":[\#(rows.joined(separator: ","))]}"#
        }
        let documents = [
            roster(0), roster(5_000), roster(5_001), Documents.stageUpdate(items: "1"),
        ]
        let objections = try SchemaJudge.objections(to: documents.map { try oneLine($0) })
        #expect(objections.map { $0 == nil } == [true, true, false, false])
        #expect(
            documents.map { SchemaTests.judgement(of: $0).isGood } == objections.map { $0 == nil })
    }

    @Test func `the example of each kind is read without complaint`() throws {
        let folder = SchemaJudge.repository.appending(path: "Config/examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let texts = try names.map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }
        var kinds: Set<JobSchema> = []
        for (name, text) in zip(names, texts) {
            let job = try job(text)
            #expect(SchemaTests.complaints(of: job).isEmpty, "\(name)")
            job.schema.map { _ = kinds.insert($0) }
        }
        #expect(kinds == Set(JobSchema.allCases))
        let objections = try SchemaJudge.objections(to: texts.map { try oneLine($0) })
        #expect(objections.allSatisfy { $0 == nil }, "\(objections)")
    }

    private func oneLine(_ text: String) throws -> String {
        WireValue(try read(text)).text
    }
}

extension SentJob {
    /// Whether it breaks a rule of the intake check (E124, E127, E504) that binds whoever sends
    /// it: the reader takes such a file, the schemas tell its sender already.
    var isRefusedFromAnyone: Bool {
        guard let envelope else { return false }
        let namesP7 = stageItems(self).contains { $0.content?.action == .claimFunding }
        let amountNotAllowed =
            envelope.control?.amountTotal != nil && envelope.schema != .fundingApplication
        let noteMissing = envelope.schema == .operatorCommand && envelope.operatorNote == nil
        return namesP7 || amountNotAllowed || noteMissing
    }
}
