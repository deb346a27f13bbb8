import Programme
import Testing

@testable import Ledger

/// The number of facts that wait is kept along with the changes, and must be what counting says.
struct WaitingFactsTests {
    private let directory: StateDirectory
    private let make = Deliveries()

    init() throws {
        directory = try StateDirectory()
    }

    @Test func `it follows facts that begin to wait and that wait no longer, and a new opening`()
        throws
    {
        let ledger = try Ledger(path: directory.path)
        let reader = try LedgerReader(path: directory.path)
        let (nik, key) = (Made.nik(1), Made.trainingClass().key)
        func record(_ jobs: ReceivedJob...) throws -> WaitingFacts {
            _ = try ledger.record(jobs, under: Made.rules)
            #expect(try ledger.waitingFacts == reader.waitingFacts())
            return ledger.waitingFacts
        }
        #expect(ledger.waitingFacts == WaitingFacts())
        let roster = make.job(
            Made.community, "r", schema: .trainingRoster,
            [.header(Made.trainingClass()), .attendance(nik, key, .attended)])
        #expect(try record(roster, evidence("e1", 1), evidence("e2", 2)) == WaitingFacts(held: 3))
        #expect(try record(registration("p1", 1)).held == 1)
        #expect(try record(registration("p1", 1).again(as: nil)).held == 1, "a leftover is none")
        let again = try Ledger(path: directory.path)
        #expect(again.waitingFacts == WaitingFacts(held: 1))
    }

    @Test func `a job that is rolled back leaves it as it was`() throws {
        let ledger = try Ledger(path: directory.path)
        let key = ApplicationKey(lender: Made.bank, applicationID: LocalID(unchecked: "L1"))
        let impossible = make.job(
            Made.bank, "b", schema: .fundingApplication,
            [.funding(Made.nik(1), key, product: LocalID(unchecked: "P"), .submitted(Rupiah(-1)))])
        _ = try ledger.record([evidence("e1", 1), impossible], under: Made.rules)
        #expect(ledger.waitingFacts == WaitingFacts(held: 1))
        #expect(try LedgerReader(path: directory.path).waitingFacts() == WaitingFacts(held: 1))
    }

    @Test func `other rules change it too, and so does a new fold`() throws {
        let ledger = try Ledger(path: directory.path)
        let reader = try LedgerReader(path: directory.path)
        let sequential = Rules(
            registry: Made.rules.registry, regions: Made.rules.regions, asymmetricFrom: nil)
        _ = try ledger.adopt(sequential)
        _ = try ledger.record([registration("p1", 1), evidence("e1", 1)], under: sequential)
        #expect(ledger.waitingFacts == WaitingFacts(held: 1))
        let asymmetric = Rules(
            registry: Made.rules.registry, regions: Made.rules.regions,
            asymmetricFrom: Made.day(-100))
        #expect(try ledger.adopt(asymmetric) == 1)
        #expect(ledger.waitingFacts == WaitingFacts())
        #expect(try ledger.rebuild(under: sequential) == 1)
        #expect(try ledger.waitingFacts == reader.waitingFacts())
        #expect(ledger.waitingFacts == WaitingFacts(held: 1))
    }

    private func registration(_ id: String, _ serial: Int64) -> ReceivedJob {
        make.job(Made.portal, id, [.registration(Made.nik(serial), Made.registration())])
    }

    private func evidence(_ id: String, _ serial: Int64) -> ReceivedJob {
        make.job(Made.agency, id, [.evidence(Made.nik(serial), .marketing(.online, name: "Mart"))])
    }
}
