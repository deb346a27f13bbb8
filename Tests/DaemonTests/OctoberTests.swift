import Foundation
import Testing

/// The one published table of all seven steps, as job files through the real daemon.
@Suite struct OctoberTests {
    private static let boxes = ["PORTAL"]
    /// The figures of 27 October 2021 divided by 100, half up.
    private static let figures = [
        "P1": 2842, "P2": 1769, "P3": 1575, "P4": 1484, "P5": 445, "P6": 329, "P7": 62,
    ]

    private func fed(_ machine: Machine) throws -> [String: Int] {
        let made = try machine.okocectl(
            "sample", "october-2021", "--into", machine.spool.path + "/incoming", "--scale", "100")
        try #require(made.status == 0, "\(made.err)")
        let finished = try machine.once()
        try #require(finished.status == 0, "\(finished.err.suffix(2000))")
        return try stages(machine)
    }

    private func stages(_ machine: Machine) throws -> [String: Int] {
        let report = try machine.okocectl(
            "report", "stages", "--as-of", "2021-10-27", "--format", "json")
        let object = try #require(try report.json() as? [String: Any])
        return try #require(object["total"] as? [String: Int])
    }

    @Test func `the seven steps of October 2021 come out at a hundredth, and verify`() throws {
        let machine = try Machine(boxes: Self.boxes)
        #expect(try fed(machine) == Self.figures)
        #expect(try machine.count("SELECT count(*) FROM fact WHERE kind <> 'header'") == 8506)
        let verified = try machine.okocectl("verify")
        #expect(verified.status == 0, "\(verified.out.prefix(2000))")
    }

    @Test func `under the sequential policy they differ, and the same ledger comes to either`()
        throws
    {
        let machine = try Machine(boxes: Self.boxes)
        try machine.change("asymmetric_from", to: "never", in: "okoced.yaml")
        let sequential = try fed(machine)
        #expect(sequential["P1"] == 2842)
        #expect(sequential["P2"] == 1769)
        for step in ["P3", "P4", "P5", "P6", "P7"] {
            #expect(try #require(sequential[step]) < #require(Self.figures[step]), "\(step)")
        }
        #expect(try machine.okocectl("verify").status == 0)

        // Other rules than the ledger's are a difference until a daemon has started under them.
        try machine.change("asymmetric_from", to: "2020-01-01", in: "okoced.yaml")
        #expect(try machine.okocectl("verify").status == 1)
        #expect(try machine.once().status == 0)
        #expect(try machine.okocectl("verify").status == 0)
        #expect(try stages(machine) == Self.figures)
    }
}
