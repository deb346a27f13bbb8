import Foundation
import Testing

/// SIGKILL at any system call that changes a file or sends a message: the restart ends where the
/// undisturbed daemon does, nothing lost, nothing twice, everything told (G1, G2, G8, G11).
@Suite struct CrashMatrixTests {
    @Test func `killed at any change, and again as it recovers, it ends as if undisturbed`()
        throws
    {
        guard getuid() == 0, PrivateJournal.obstacle == nil else {
            print("crash matrix skipped:", PrivateJournal.obstacle ?? "needs root")
            return
        }
        var numbers = SeededNumbers(named: "crash matrix")
        let worker = try CrashWorker()
        let scenarios = try CrashScenario.all(worker).map { scenario in
            let (points, end) = try scenario.undisturbed(worker)
            return CrashMatrix.Scenario(scenario: scenario, points: points, end: end)
        }
        expectAllKinds(scenarios)
        let runs = scenarios.indices.flatMap { chooseRuns($0, scenarios[$0], &numbers) }
        let tally = CrashMatrix(runs).go(scenarios)
        print(
            """
            crash points: \(scenarios.map(\.points.count).reduce(0, +)) calls, \(tally.kills) \
            kills, \(tally.recoveryKills) kills in recovery; \(tally.misses) and \
            \(tally.recoveryMisses) runs ended before theirs; \(tally.repeatedNotices) notices \
            told again
            """)
        for failure in tally.failures { Issue.record("\(failure)") }
        // Threads interleave as they like, so the last calls of a run are not always there.
        #expect(tally.kills >= (tally.kills + tally.misses) * 9 / 10)
        #expect(tally.kills >= Effort.pick(spread: 60, more: 300, full: 1000))
        #expect(tally.recoveryKills >= Effort.pick(spread: 15, more: 100, full: 1000))
    }

    /// Which calls each run is killed at.
    private func chooseRuns(
        _ index: Int, _ scenario: CrashMatrix.Scenario, _ numbers: inout SeededNumbers
    ) -> [CrashMatrix.Run] {
        let points = CrashPoint.spread(
            scenario.points, most: Effort.pick(spread: 23, more: 115, full: .max),
            using: &numbers)
        var runs: [CrashMatrix.Run] = []
        for (turn, point) in points.enumerated() {
            // A recovery opens the ledger and does what is left.
            let left = max(60, scenario.points.count - point.number)
            let recovery = CrashMatrix.Recovery.at(Int.random(in: 1...left, using: &numbers))
            let both: [CrashMatrix.Recovery?] =
                Effort.current == .full ? [nil, recovery] : [turn % 2 == 0 ? nil : recovery]
            for one in both {
                runs.append(
                    CrashMatrix.Run(
                        scenario: index, kill: point.number, recovery: one,
                        tellsJournal: turn % 3 != 0))
            }
        }
        let whole = CrashPoint.spread(
            scenario.points, most: Effort.pick(spread: 0, more: 0, full: 8), using: &numbers)
        return runs
            + whole.map {
                CrashMatrix.Run(
                    scenario: index, kill: $0.number, recovery: .everyOne, tellsJournal: true)
            }
    }

    /// The matrix is worth what its jobs are: that there is one of each kind.
    private func expectAllKinds(_ scenarios: [CrashMatrix.Scenario]) {
        let ledger = scenarios.flatMap(\.end.ledger.lines).joined(separator: "\n")
        for outcome in [
            "accepted", "partially_accepted", "refused", "validated", "deferred", "duplicate",
            "conflict", "unreadable",
        ] {
            #expect(ledger.contains("outcome='\(outcome)'"), "no job is \(outcome)")
        }
        for verdict in ["applied", "held", "revoked"] {
            #expect(ledger.contains("verdict='\(verdict)'"), "no fact is \(verdict)")
        }
        #expect(ledger.contains("kind='overdue'"))
        #expect(ledger.contains("/resumed"))
        #expect(ledger.contains("kind='override'"))
        let files = scenarios.flatMap(\.end.files)
        #expect(files.contains { $0.hasPrefix("incoming/PORTAL/incomplete.json ") })
        #expect(files.contains { $0.hasPrefix("rejected/PORTAL/na%01me-%FF.json ") })
    }
}
