import Glibc
import Testing

@testable import Service

/// One test a class of fault; each says file, line, what is wrong and how to mend it.
@Suite struct ConfigurationFaultTests {
    private func faults(_ name: String, _ text: String) throws -> [String] {
        let folder = try ConfigurationFolder()
        try folder.write(name, text)
        return folder.faults()
    }

    @Test func `an unknown key is a fault with its line and the keys there are`() throws {
        let found = try faults("okoced.yaml", "log:\n  language: en\n  lnaguage: en\n")
        #expect(
            found == [
                "okoced.yaml:3: unknown key \"log.lnaguage\". "
                    + "Take it out, or use one of: language, summary_every."
            ])
        #expect(try faults("okoced.yaml", "spool: /x\n").count == 1)
    }

    @Test(arguments: [
        "workers: two", "workers: \"2\"", "workers: 2.5", "workers: [2]", "workers:",
        "workers: 010", "workers: 0x4", "settle_time: 2", "settle_time: two s", "settle_time: 2 w",
        "maximum_file_size: 4 MB", "maximum_file_size: 99999999999999999999 MiB",
    ])
    func `a wrong type is a fault with its line`(line: String) throws {
        let found = try faults("okoced.yaml", "\nintake:\n  \(line)\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("okoced.yaml:3: intake.") == true)
    }

    @Test(arguments: [
        "intake: {workers: 0}", "intake: {workers: 65}", "intake: {window: 0}",
        "intake: {settle_time: 2 h}", "intake: {incomplete_after: 0 s}",
        "intake: {maximum_file_size: 5 MiB}", "intake: {maximum_file_size: 1023 B}",
        "commit: {maximum_batch: 5001}", "programme: {hold_for: 0 d}", "programme: {hold_for: 1 h}",
        "programme: {asymmetric_from: 2019-02-29}", "log: {language: fr}",
        "log: {summary_every: 0 s}", "paths: {spool: spool}",
        "paths: {state: \"/a\\nb\"}", "metrics: {textfile: okoce.prom}",
        "metrics: {textfile: /run/okoce.txt}", "metrics: {textfile: /run/.prom}",
        "metrics: {every: 0 s}", "metrics: {every: 2 h}", "retention: {documents_kept_for: 0 d}",
        "retention: {receipts_kept_for: 36501 d}", "retention: {audit_kept_for: 90}",
        "retention: {audit_kept_for: never}", "retention: {documents_kept_for: 12 h}",
    ])
    func `a value out of its limits is a fault that names the limits`(text: String) throws {
        let found = try faults("okoced.yaml", text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("okoced.yaml:1: ") == true)
        #expect(found.first?.contains(". Write ") == true)
    }

    @Test func `a repeated key is a fault at its second line`() throws {
        let twice = "intake:\n  window: 1\n  workers: 1\n  # window: 3\n  window: 2\n"
        #expect(
            try faults("okoced.yaml", twice) == [
                "okoced.yaml:5: the key \"window\" is there twice. Keep one of the two."
            ])
        let listed = "sources:\n  - code: A\n    name: A\n    kind: lender\n    code: B\n"
        #expect(try faults("sources.yaml", listed).first?.hasPrefix("sources.yaml:5: ") == true)
    }

    @Test func `a repeated code is a fault that names the first line`() throws {
        let text = ConfigurationFolder.sources + "  - {code: Portal, name: x, kind: skpd}\n"
        let found = try faults("sources.yaml", text)
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix("sources.yaml:8: the code Portal is already that of line 2.")
                == true)
    }

    @Test func `a missing key is a fault of its source`() throws {
        let found = try faults("sources.yaml", "sources:\n  - code: A\n    kind: skpd\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("sources.yaml:2: sources[0].name is missing.") == true)
    }

    @Test(arguments: [
        "..", ".okoce-1", "-rf", "a/b", "\"\"", "KP 1", String(repeating: "x", count: 65),
    ])
    func `a code that is no name of a drop box is a fault`(code: String) throws {
        let found = try faults(
            "sources.yaml", "sources:\n  - {code: \(code), name: A, kind: skpd}\n")
        #expect(found.count == 1)
    }

    @Test(arguments: ["021", "NO", "1.5", "2018-01-01", "null"])
    func `a code that YAML takes for something else is to be quoted`(code: String) throws {
        let found = try faults(
            "sources.yaml", "sources:\n  - {code: \(code), name: A, kind: skpd}\n")
        #expect(found.first?.hasSuffix("Put it in quotes.") == true)
    }

    @Test(arguments: [
        "scope: [\"31.99\"]", "scope: [\"31.71.99\"]", "scope: [\"31.71.01.1001\"]",
        "scope: [\"32.01\"]", "scope: [\"31\"]", "scope: [31.71]", "scope: [\"Gambir\"]",
        "scope: []", "scope: [\"31.71\", \"31.71\"]", "scope: \"31.71\"",
    ])
    func `a region that does not exist or is no kecamatan is a fault`(scope: String) throws {
        let text = "sources:\n  - code: A\n    name: A\n    kind: skpd\n    \(scope)\n"
        let found = try faults("sources.yaml", text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("sources.yaml:5: ") == true)
    }

    @Test(arguments: [
        "kind: dinas", "steps: [P7]", "steps: [P0]", "steps: [P1, P1]", "steps: P1",
        "active_from: 2018-13-01", "account: -x", "weight: 0", "receipts: some", "notices: all",
        "kecamatan: x", "name: \"\"",
    ])
    func `a faulty entry of a source is one fault`(line: String) throws {
        let key = line.split(separator: ":")[0]
        let rest = ["name: A", "kind: skpd"].filter { !$0.hasPrefix(key) }
        let text = "sources:\n  - code: A\n    \(rest.joined(separator: "\n    "))\n    \(line)\n"
        #expect(try faults("sources.yaml", text).count == 1)
    }

    @Test func `a lender with a scope and an end before the beginning are faults`() throws {
        let lender = "sources:\n  - {code: A, name: A, kind: lender, scope: [\"31.71\"]}\n"
        #expect(try faults("sources.yaml", lender).count == 1)
        let period = "active_from: 2018-02-01, active_until: 2018-01-31"
        let ended = "sources:\n  - {code: A, name: A, kind: skpd, \(period)}\n"
        #expect(try faults("sources.yaml", ended).count == 1)
    }

    @Test func `two operators are a fault`() throws {
        let text =
            "sources:\n- {code: A, name: A, kind: operator}\n- {code: B, name: B, kind: operator}\n"
        #expect(try faults("sources.yaml", text).count == 1)
    }

    @Test(arguments: [
        ("lender: BANKDKI, code: X, name: X, ceiling: 0", 1),
        ("lender: BANKDKI, code: X, name: X, ceiling: 1_000, rate_bp: -1", 1),
        ("lender: PORTAL, code: X, name: X, ceiling: 1", 1),
        ("lender: NOBODY, code: X, name: X, ceiling: 1", 1),
        ("lender: BANKDKI, code: X, name: X, ceiling: 1_000_000, needs: [P1, P2]", 0),
        ("code: X", 3),
    ])
    func `a faulty product is a fault`(entry: String, count: Int) throws {
        #expect(try faults("products.yaml", "products:\n  - {\(entry)}\n").count == count)
    }

    @Test(arguments: [
        ("indicator: P1, by: 2018-03-31, number: 10_000", 0),
        ("indicator: jobs, by: 2018-03-31, number: 1, scope: \"31.71\"", 0),
        ("indicator: P8, by: 2018-03-31, number: 1", 1),
        ("indicator: P1, by: 2018-02-30, number: 1", 1),
        ("indicator: P1, by: 2018-03-31, number: 0", 1),
        ("indicator: P1, by: 2018-03-31, number: 1, scope: \"31.99\"", 1),
        ("indicator: P1, by: 2018-03-31, number: 1, scope: 31.71", 1),
        ("indicator: P1, on: 2018-03-31, number: 1", 2), ("number: 1", 2),
    ])
    func `a faulty target is a fault`(entry: String, count: Int) throws {
        #expect(try faults("targets.yaml", "targets:\n  - {\(entry)}\n").count == count)
    }

    @Test func `one target twice is a fault and for another day is not`() throws {
        func target(_ day: String) -> String { "  - {indicator: P4, by: \(day), number: 5}\n" }
        let twice = target("2018-12-31") + target("2018-12-31")
        #expect(
            try faults("targets.yaml", "targets:\n" + twice).first?.contains("targets.yaml:3")
                == true)
        let apart = target("2018-12-31") + target("2019-12-31")
        #expect(try faults("targets.yaml", "targets:\n" + apart).isEmpty)
    }

    @Test func `one product twice on one day is a fault and on other days is not`() throws {
        func product(_ days: String) -> String {
            "  - {lender: BANKDKI, code: X, name: X, ceiling: 1\(days)}\n"
        }
        let apart = product(", until: 2018-12-31") + product(", from: 2019-01-01")
        #expect(try faults("products.yaml", "products:\n" + apart).isEmpty)
        let meeting = product(", until: 2019-01-01") + product(", from: 2019-01-01")
        #expect(try faults("products.yaml", "products:\n" + meeting).count == 1)
        let backwards = product(", from: 2019-01-01") + product(", until: 2019-01-01")
        #expect(try faults("products.yaml", "products:\n" + backwards).count == 1)
    }

    @Test(arguments: [
        ("31.71,kota,31,Twice", 5), ("31.72,kecamatan,31,Wrong level", 5),
        ("31.72.01,kecamatan,31.72,No parent", 5), ("31.71.01.1002,kelurahan,31.71,Above", 5),
        ("32.01,kota,32,Bogor", 5), ("31.71.02,kecamatan,31.71", 5),
        ("31.71.02,kecamatan,31.71,", 5),
        ("31.71.02,kecamatan,31.71,\"Sawah Besar\"", 5), ("3171020,kecamatan,31.71,BPS", 5),
    ])
    func `a faulty row of the regions is a fault with its line`(row: String, line: Int) throws {
        let found = try faults("regions.csv", ConfigurationFolder.regions + row + "\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("regions.csv:\(line): ") == true)
    }

    @Test func `a missing registry or list of regions says where it was looked for`() throws {
        let folder = try ConfigurationFolder()
        try folder.remove("sources.yaml")
        try folder.remove("regions.csv")
        let text = try #require(throws: ConfigurationError.self) { try folder.read() }.description
        #expect(text.split(separator: "\n").count == 2)
        #expect(text.contains("\(folder.path)/regions.csv: is not there."))
        #expect(text.contains("\(folder.path)/sources.yaml: is not there."))
    }

    @Test func `text that is not YAML or not UTF-8 is a fault with its line`() throws {
        #expect(try faults("okoced.yaml", "log:\n  - a\n language: [\n").count == 1)
        #expect(try faults("okoced.yaml", "a: 1\n---\nb: 2\n").count == 1)
        #expect(try faults("okoced.yaml", "- a\n").first?.hasPrefix("okoced.yaml:1: ") == true)
        let folder = try ConfigurationFolder()
        try folder.write("okoced.yaml", Array("# ok\n# ".utf8) + [0xFF, 0x0A])
        #expect(
            folder.faults() == [
                "okoced.yaml:2: is not UTF-8. Save the file as UTF-8."
            ])
    }

    @Test func `what is not a regular file is a fault`() throws {
        let found = try ConfigurationFolder()
        try found.remove("sources.yaml")
        #expect(mkfifo(found.path + "/sources.yaml", 0o600) == 0)
        #expect(found.faults().first?.hasPrefix("sources.yaml: is not a regular file.") == true)
    }

    @Test func `all faults of all files are told at once`() throws {
        let folder = try ConfigurationFolder()
        try folder.write("okoced.yaml", "intake: {workers: 0, window: 0}\n")
        try folder.write("sources.yaml", "sources:\n  - {code: A, name: A, kind: x}\n")
        try folder.write("regions.csv", "code\n")
        #expect(folder.faults().count == 4)
    }

    @Test func `control characters of a file do not reach the terminal`() throws {
        let found = try faults("okoced.yaml", "\"a\\e[31m\": 1\n")
        #expect(found.count == 1)
        #expect(found.first?.unicodeScalars.contains("\u{1B}") == false)
    }
}
