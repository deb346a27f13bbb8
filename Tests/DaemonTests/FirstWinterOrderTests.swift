import Foundation
import Testing

/// The programme's first winter, fed to the real daemon in other orders and with a kill between:
/// the same ledger state, nothing twice (G2, G8).
@Suite struct FirstWinterOrderTests {
    private static let boxes = [
        "PORTAL", "DKUMKMP", "DPPE", "DNAKERTRANS", "DKPKP", "DPPAPP", "DINSOS", "DISPARBUD",
        "KP-001", "KP-002", "KP-003", "KP-004", "KP-005", "KP-006", "KP-007", "KP-021",
    ]

    @Test func `any order, any batches and a kill between end in the same state`() throws {
        let plain = try state { machine, files in
            try drop(files, in: machine)
            #expect(try machine.once().status == 0)
        }
        #expect(plain.training["days"] as? Int == 16)
        #expect(plain.training["kecamatan"] as? Int == 42)
        #expect(plain.training["attended"] as? Int == 2430)
        #expect(plain.training["speakers"] as? Int == 106)
        #expect(plain.training["cost"] as? Int == 724_500_000)
        #expect(plain.training["cost_per_participant"] as? Int == 298_148)
        #expect(plain.training["participants_per_speaker"] as? Double == 22.9)
        #expect(plain.stages["P1"] as? Int == 4230)
        #expect(plain.stages["P2"] as? Int == 2430)

        let shuffled = try state { machine, files in
            // Three runs, so that what a batch holds is other too.
            for part in files.shuffled(seed: 1).chunks(of: files.count / 3 + 1) {
                try drop(part, in: machine)
                #expect(try machine.once().status == 0)
            }
        }
        #expect(shuffled.judged == plain.judged)

        let killed = try state { machine, files in
            let halves = files.shuffled(seed: 2).chunks(of: files.count / 2 + 1)
            try drop(halves[0], in: machine)
            try machine.start()
            try machine.wait("for the daemon to be busy") { machine.attempts > 200 }
            try machine.signal(SIGKILL)
            try drop(halves[1], in: machine)
            try machine.start()
            #expect(try machine.okocectl("wait", "--timeout", "300").status == 0)
            #expect(try machine.signal(SIGTERM) == 0)
        }
        #expect(killed.judged == plain.judged)
    }

    // MARK: Feeding

    private struct File {
        let source: String
        let path: URL
    }

    /// Makes the winter's files, has them fed to a daemon, and tells what it came to.
    private func state(_ feed: (Machine, [File]) throws -> Void) throws -> Outcome {
        let machine = try Machine(boxes: FirstWinterOrderTests.boxes)
        let folder = machine.root.appending(path: "winter")
        let made = try machine.okocectl(
            "sample", "first-winter", "--into", folder.path, "--seed", "7")
        try #require(made.status == 0, "\(made.err)")
        let files = FirstWinterOrderTests.boxes.flatMap { source in
            let box = folder.appending(path: source).path
            return ((try? FileManager.default.contentsOfDirectory(atPath: box)) ?? []).sorted()
                .map { File(source: source, path: folder.appending(path: "\(source)/\($0)")) }
        }
        try #require(files.count > 3000)
        try feed(machine, files)
        #expect(
            machine.names(in: "rejected").allSatisfy { machine.names(in: "rejected/\($0)").isEmpty }
        )
        #expect(try machine.count("SELECT count(*) FROM attempt WHERE recorded") == files.count)
        #expect(
            try machine.count("SELECT count(*) - count(DISTINCT job || '/' || position) FROM fact")
                == 0)
        return try Outcome(of: machine)
    }

    /// Moves files into their boxes under names that sort in this order.
    private func drop(_ files: [File], in machine: Machine) throws {
        for (number, file) in files.enumerated() {
            let name = String(format: "%05d-", number) + file.path.lastPathComponent
            let place = machine.spool.appending(path: "incoming/\(file.source)/\(name)").path
            guard rename(file.path.path, place) == 0 else { throw POSIXError(.EIO) }
        }
    }

    /// What must not depend on the order of arrival.
    private struct Outcome {
        /// Verdicts, members, classes, by names that do not depend on numbers in the ledger.
        let judged: String
        let training: [String: Any]
        let stages: [String: Any]

        init(of machine: Machine) throws {
            judged = try machine.sql(
                """
                SELECT source.code, attempt.job_id, position, verdict, waits_for, stage, remarks
                FROM verdict JOIN fact ON fact.id = verdict.fact
                  JOIN attempt ON attempt.id = fact.job JOIN source ON source.id = attempt.source
                ORDER BY 1, 2, 3;
                SELECT nik, place, p1_on, p2_on, p3_on, p4_on, p5_on, p6_on FROM member ORDER BY 1;
                """)
            #expect(try machine.okocectl("verify").status == 0)
            training = try Outcome.total(
                machine, "report", "training", "--as-of", "2018-01-10", "--format", "json")
            stages = try Outcome.total(
                machine, "report", "stages", "--as-of", "2018-01-22", "--by", "kecamatan",
                "--format", "json")
        }

        private static func total(
            _ machine: Machine, _ arguments: String...
        ) throws -> [String: Any] {
            let finished = try machine.run("okocectl", machine.folders + arguments)
            let report = try #require(try finished.json() as? [String: Any])
            return try #require(report["total"] as? [String: Any])
        }
    }
}

extension Array {
    /// The same elements in an order that the seed gives.
    fileprivate func shuffled(seed: UInt64) -> [Element] {
        var generator = SplitMix(state: seed)
        return shuffled(using: &generator)
    }

    /// Parts of this many elements; the last may have fewer.
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
