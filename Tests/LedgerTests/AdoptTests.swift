import Programme
import Testing

@testable import Ledger

/// A ledger is at any time folded under one registry and configuration.
struct AdoptTests {
    @Test func `new rules judge the old facts anew, and say which verdicts changed`() throws {
        let directory = try StateDirectory()
        let make = Deliveries()
        let ledger = try Ledger(path: directory.path)
        let sequential = Rules(
            registry: Made.rules.registry, regions: Made.rules.regions, asymmetricFrom: nil)
        #expect(try ledger.adopt(sequential) == nil)
        let nik = Made.nik(1)
        _ = try ledger.record(
            [
                make.job(Made.portal, "p1", [.registration(nik, Made.registration())]),
                make.job(Made.agency, "p5", [.evidence(nik, .marketing(.online, name: "Mart"))]),
            ], under: sequential)

        // P5 waits for P4 under the sequential policy, and for P1 only under the asymmetric one.
        let asymmetric = Rules(
            registry: Made.rules.registry, regions: Made.rules.regions,
            asymmetricFrom: Made.day(-100))
        let reader = try LedgerReader(path: directory.path)
        #expect(try reader.verify(under: sequential) == [])
        let before = try reader.verify(under: asymmetric)
        #expect(before.first == .rules)
        #expect(before.count > 1)
        #expect(try ledger.adopt(asymmetric) == 1)
        #expect(try ledger.adopt(asymmetric) == nil)
        let job = try reader.job(Made.agency, JobID(unchecked: "p5"))
        #expect(job?.items.first?.judgement?.verdict == .applied)
        #expect(try reader.verify(under: asymmetric).isEmpty)
        #expect(try reader.notices(after: 0, limit: 10).count == 3)
    }

    @Test func `what no fold looks at is no reason to judge anew`() {
        let same = Rules(
            registry: Registry(
                Made.rules.registry.all.map {
                    Organisation(code: $0.code, name: "renamed", kind: $0.kind)
                }), regions: Regions(names: [:]), holdForDays: 3)
        #expect(same.foldingText == Made.rules.foldingText)
    }
}
