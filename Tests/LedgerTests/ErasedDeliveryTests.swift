import Foundation
import Programme
import Testing

@testable import Ledger

/// What is left of deliveries of which somebody was erased: enough to know them again, and nothing
/// to guess from.
struct ErasedDeliveryTests {
    private let state: StateDirectory
    private let ledger: Ledger
    private let make = Deliveries()
    private let one = Made.nik(7)
    private let other = Made.nik(9)

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
    }

    private var tools: ErasingTools { .masking(one, other) }

    private func record(_ jobs: ReceivedJob...) throws -> [RecordedJob] {
        try ledger.record(jobs, under: Made.rules)
    }

    /// Everybody of whom that is commanded, in the ledger but for its pages.
    private func erase(_ people: NIK...) throws {
        let note = Envelope.OperatorNote(name: "rina", reason: "a letter")
        _ = try record(
            make.job(
                SourceCode(unchecked: "OPERATOR"), "erase", schema: .operatorCommand, submitted: 3,
                people.map { .command(.act(.person(.erase($0))), note) }))
        for erasure in try ledger.pendingErasures() {
            let traces = try ledger.traces(of: erasure.nik)
            _ = try ledger.eraseFacts(
                erasure, known: traces, as: .tombstone(UInt64(erasure.act)),
                mac: Array(repeating: UInt8(truncatingIfNeeded: erasure.act), count: 32),
                under: Made.rules, with: tools, random: { "random" })
            let last = try ledger.lastAttempt()
            var reached: Int64 = 0
            while reached < last {
                reached = try ledger.eraseAttempts(
                    erasure, known: traces, after: reached, upTo: last, with: tools)
            }
        }
    }

    private func forgetDocuments() throws {
        let limits = RetentionLimits(documents: Instant(nanoseconds: .max))
        while try ledger.removeSome(before: limits, on: Made.day(0)).what != nil {}
    }

    /// The numbers of deliveries under the digest that they came with.
    private func plain(_ jobs: [ReceivedJob]) throws -> [Int64] {
        try ledger.write { (session) throws(SQLFailure) in
            var found: [Int64] = []
            for job in jobs {
                found += try session.rows("SELECT id FROM attempt WHERE sha256 = ?", job.sha256) {
                    (row) throws(SQLFailure) in row.integer(0)
                }
            }
            return found
        }
    }

    /// The same file later, as the daemon prepares it now.
    private func late(_ job: ReceivedJob, isRedacted: Bool) -> ReceivedJob {
        let keyed = Array(job.sha256.reversed())
        return ReceivedJob(
            box: job.box, fileName: job.fileName, identity: job.identity.changed(ctime: 99),
            sha256: isRedacted ? keyed : job.sha256, bytes: job.bytes, receivedAt: job.receivedAt,
            job: job.job, result: job.result, isRedacted: isRedacted, keyedSHA256: keyed,
            plainSHA256: job.sha256, erasures: 1)
    }

    @Test func `a delivery is redacted by the erasure of each who is in it`() throws {
        let both = make.job(
            Made.agency, "both",
            [
                .registration(one, Made.registration(name: "Satu")),
                .registration(other, Made.registration(name: "Dua")),
            ])
        let attempt = try #require(record(both).first).attempt
        try erase(one, other)
        let acts = try ledger.pendingErasures().map(\.act)
        #expect(acts.count == 2)
        for act in acts { #expect(try ledger.redacted(by: act).contains(attempt)) }
        // The key is on it once.
        #expect(try plain([late(both, isRedacted: true)]) == [attempt])
    }

    @Test func `without its document a delivery keeps no digest that could be guessed at`() throws {
        let id = one.digits
        // One of its items was refused: no fact tells that the person was in it.
        let refused = IntakeResult.Item(
            position: 1, itemID: ItemID(unchecked: "i1"), outcome: .refused, complaints: [])
        let mixed = make.job(
            Made.agency, "mixed", outcome: .partiallyAccepted, refused: [refused],
            text: "refused \(id)", [.registration(other, Made.registration(name: "Dua"))])
        let nobody = make.job(
            Made.agency, "nobody", [.registration(Made.nik(3), Made.registration())])
        let unreadable = make.unreadable(Made.agency, named: "no json.json")
        _ = try record(mixed, nobody, unreadable)
        try forgetDocuments()
        let kept = make.job(
            Made.agency, "kept", [.registration(Made.nik(4), Made.registration())])
        let copy = kept.again(as: kept.identity.changed(inode: 50_000, ctime: 7))
        let attempts = try record(kept, copy).map(\.attempt)
        #expect(try plain([mixed, nobody, unreadable]).count == 3)

        try erase(one)
        #expect(try plain([mixed, nobody, unreadable]) == [])
        // Of others it stays where the bytes beside it say that it is of others.
        #expect(try plain([kept]) == attempts)
        let copies = try record(
            late(mixed, isRedacted: true), late(nobody, isRedacted: false),
            late(kept, isRedacted: false))
        #expect(copies.map(\.outcome) == [.duplicate, .duplicate, .duplicate])
    }

    @Test func `a copy of what was forgotten before anybody was erased is a duplicate`() throws {
        let mixed = make.job(
            Made.agency, "mixed", [.registration(other, Made.registration(name: "Dua"))])
        _ = try record(mixed)
        // The daemon knows who was erased, the ledger has not come to this delivery yet.
        #expect(try record(late(mixed, isRedacted: true)).map(\.outcome) == [.duplicate])
    }
}
