import Foundation
import Ledger
import Programme
import Testing

@testable import Service

@Suite struct ConfigurationTests {
    /// The folder that is shipped.
    private static let shipped =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Config"

    @Test func `the shipped configuration reads clean and has every region of DKI`() throws {
        let configuration = try ConfigurationReader.read(directory: Self.shipped)
        let regions = configuration.rules.regions
        #expect(regions.names.count == 317)
        #expect(regions.codes(of: .kota).count == 6)
        #expect(regions.codes(of: .kecamatan).count == 44)
        #expect(regions.codes(of: .kelurahan).count == 267)
    }

    @Test func `the shipped registry has every kind of source and the codes others rely on`() throws
    {
        let configuration = try ConfigurationReader.read(directory: Self.shipped)
        let registry = configuration.rules.registry
        #expect(Set(registry.all.map(\.kind)) == Set(OrganisationKind.allCases))
        for code in ["PORTAL", "DKUMKMP", "DPMPTSP", "KP-001", "KP-021", "BANKDKI", "OPERATOR"] {
            #expect(registry[SourceCode(unchecked: code)] != nil, "\(code)")
        }
        #expect(configuration.sources.map(\.box).count == registry.all.count)
        #expect(configuration.rules.products.contains { $0.code.text == "MONAS_PEMULA" })
    }

    @Test func `what the shipped okoced yaml says are the defaults`() throws {
        let configuration = try ConfigurationReader.read(directory: Self.shipped)
        let bare = try ConfigurationFolder().read()
        #expect(configuration.daemon == bare.daemon)
        #expect(configuration.rules.asymmetricFrom == bare.rules.asymmetricFrom)
        #expect(configuration.rules.kelurahanRequiredFrom == bare.rules.kelurahanRequiredFrom)
        #expect(configuration.rules.holdForDays == bare.rules.holdForDays)
        #expect(bare.rules.asymmetricFrom == Day("2020-01-01"))
        #expect(bare.rules.kelurahanRequiredFrom.description == "2018-06-11")
        #expect(bare.daemon.workers >= 1)
    }

    @Test func `every key of okoced yaml takes effect`() throws {
        let folder = try ConfigurationFolder()
        try folder.write(
            "okoced.yaml",
            """
            paths: {spool: /tmp/spool, state: "/tmp/state"}
            intake:
              workers: 3
              window: 7
              settle_time: 250 ms
              incomplete_after: 1h
              rescan_interval: 2 min
              maximum_file_size: 64 KiB
            commit: {maximum_batch: 9}
            programme:
              asymmetric_from: "2019-07-01"
              kelurahan_required_from: 2018-01-01
              hold_for: 21 d
            retention: {documents_kept_for: 730 d, receipts_kept_for: 90 d, audit_kept_for: 36500 d}
            log: {language: id, summary_every: 1 h}
            metrics: {textfile: /run/x.prom, every: 1 min}
            """)
        let configuration = try folder.read()
        var expected = DaemonSettings(workers: 3)
        expected.spool = "/tmp/spool"
        expected.state = "/tmp/state"
        expected.window = 7
        expected.settleTime = .milliseconds(250)
        expected.incompleteAfter = .seconds(3600)
        expected.rescanInterval = .seconds(120)
        expected.maximumFileSize = 65_536
        expected.maximumBatch = 9
        expected.retention.documents = 730
        expected.retention.receipts = 90
        expected.retention.audit = 36_500
        expected.language = .indonesian
        expected.metrics.textfile = "/run/x.prom"
        expected.metrics.every = .seconds(60)
        expected.summaryPeriod = .seconds(3600)
        #expect(configuration.daemon == expected)
        #expect(configuration.rules.asymmetricFrom == Day("2019-07-01"))
        #expect(configuration.rules.kelurahanRequiredFrom.description == "2018-01-01")
        #expect(configuration.rules.holdForDays == 21)
    }

    @Test func `the asymmetric policy may be set never to begin`() throws {
        let folder = try ConfigurationFolder()
        try folder.write("okoced.yaml", "programme: {asymmetric_from: never}\n")
        #expect(try folder.read().rules.asymmetricFrom == nil)
    }

    @Test func `every key of a source takes effect`() throws {
        let folder = try ConfigurationFolder()
        try folder.write(
            "sources.yaml",
            """
            sources:
              - code: "021"
                name: Komunitas
                kind: penggerak
                steps: [P1, P3]
                scope: ["31.71.01"]
                active_from: 2018-01-01
                active_until: 2018-12-31
                account: okoce-kp
                weight: 5
                receipts: all
                notices: summary
              - {code: B, name: B, kind: lender}
            """)
        let sources = try folder.read().sources
        let organisation = Organisation(
            code: SourceCode(unchecked: "021"), name: "Komunitas", kind: .penggerak,
            steps: [.registration, .mentoring], scope: [RegionCode(unchecked: 317_101)],
            activeFrom: Day(year: 2018, month: 1, day: 1),
            activeUntil: Day(year: 2018, month: 12, day: 31))
        let first = try #require(sources.first)
        #expect(first.organisation == organisation)
        #expect(first.account == "okoce-kp")
        #expect(first.weight == 5)
        #expect(first.receipts == .all)
        #expect(first.notices == .summary)
        let last = try #require(sources.last)
        #expect(last.account == nil)
        #expect((last.weight, last.receipts, last.notices) == (1, .problems, .jobs))
        #expect(last.organisation.steps == [.funding])
    }

    @Test func `a section whose keys are all commented out is an empty one`() throws {
        let folder = try ConfigurationFolder()
        try folder.write("okoced.yaml", "intake:\n  # window: 7\nlog:\n")
        #expect(try folder.read().daemon.window == 1024)
        try folder.write("okoced.yaml", "# nothing\n")
        #expect(try folder.read().daemon.window == 1024)
    }
}
