import Programme
import Testing

@testable import Ledger

/// Every kind of fact comes out of the ledger as it went in.
struct FactRoundTripTests {
    private static let reference = FactReference(
        source: Made.portal, jobID: JobID(unchecked: "j"), itemID: ItemID(unchecked: "i"))
    private static let note = Envelope.OperatorNote(name: "op", reason: "because")
    private static let application = ApplicationKey(
        lender: Made.bank, applicationID: LocalID(unchecked: "L-1"))

    private static var events: [FundingEvent] {
        [
            .submitted(Rupiah(1)), .assessed,
            .approved(Rupiah(2), tenorMonths: 18, rateBasisPoints: 700), .disbursed(Rupiah(3)),
            .repayment(Rupiah(1)), .approvalUndone(reason: "a"), .disbursalUndone(reason: "b"),
            .rejected(reason: "c"), .withdrawn, .repaid, .writtenOff,
        ]
    }

    private static var contents: [Fact.Content] {
        let nik = Made.nik(1)
        let place = Made.registration().place
        return [
            .registration(nik, Made.registration(name: "Siti \u{0} Nur'; DROP TABLE fact;--")),
            .registration(
                nik,
                Registration(
                    name: PersonName("é e\u{301} 𝄞"), place: place, penggerak: Made.community,
                    consent: Consent(givenOn: Made.day(0), notice: "v1"), sex: .male,
                    birthDate: Made.day(-9_000))),
            .evidence(nik, .mentoring(mentor: "M-19")),
            .evidence(
                nik, .licence(.init(kind: .nib, number: "1234567890123", issuedOn: Made.day(1)))),
            .evidence(nik, .marketing(.online, name: "pasar")),
            .evidence(
                nik,
                .accounts(
                    .init(
                        period: Made.day(0), revenue: Rupiah(5), expenses: Rupiah(9), workers: 3))),
            .evidence(
                nik,
                .accounts(.init(period: Made.day(0), revenue: Rupiah(0), expenses: Rupiah(0)))),
            .trainingClaim(nik, Made.trainingClass().key),
            .correction(
                nik,
                Correction(
                    place: place, penggerak: Made.community, name: PersonName("Siti"),
                    business: Business(name: "W", sector: "k"), reason: "moved")),
            .correction(
                nik,
                Correction(
                    place: nil, penggerak: nil, name: nil,
                    business: Business(name: "", sector: ""), reason: "r")),
            .revocation(nik, of: reference, reason: "wrong"),
            .attendance(nik, Made.trainingClass().key, .absent),
            .command(.decide(reference, .notTheSame), note),
            .command(.override(reference, .counts), note),
            .command(.hold(reference, .released), note), .command(.act(.pause(Made.agency)), note),
            .command(.act(.resume(Made.agency)), note),
            .command(.act(.retry(attempt: 1_000_000_000_000_000)), note),
        ] + events.map { .funding(nik, application, product: LocalID(unchecked: "P"), $0) }
    }

    @Test func `every kind of fact comes out as it went in`() throws {
        let state = try StateDirectory()
        let ledger = try Ledger(path: state.path)
        let header = Fact.Content.header(Made.trainingClass("c9", status: .planned))
        let job = Deliveries().job(Made.agency, "all", [header] + Self.contents)
        _ = try ledger.record([job], under: Made.rules)
        var read: [Fact] = []
        try LedgerReader(path: state.path).forEachFact { read.append($0.fact) }
        #expect(read == job.result.facts)
    }

    @Test func `every verdict comes out as it went in`() throws {
        let state = try StateDirectory()
        let ledger = try Ledger(path: state.path)
        let job = Deliveries().job(Made.agency, "all", Self.contents)
        _ = try ledger.record([job], under: Made.rules)
        let key = Made.trainingClass().key
        let waits: [WaitsFor] = [
            .registration, .step(.licensing), .classHeader(key), .classHeld(key), .attendance(key),
            .disbursal(Self.application), .event(Self.application, .approved),
            .fact(Self.reference), .decision, .revoke(by: Made.bank),
        ]
        for (index, waitsFor) in waits.enumerated() {
            let judgement = Judgement(
                index % 2 == 0 ? .held : .contradicted, waitsFor: waitsFor,
                remarks: [.registrationDiffers, .eventsImplied])
            let read = try ledger.write { (session) throws(SQLFailure) in
                try session.update(judgement, of: FactNumber.of(position: 2, in: 1))
                return try session.judgement(of: FactNumber.of(position: 2, in: 1))
            }
            #expect(read == judgement)
        }
    }
}
