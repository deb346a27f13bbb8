import Foundation
import Testing

/// Every kind of file-system call that the daemon makes fails, once and for good: it goes on by
/// itself or stops with a reason, says so, and ends where the undisturbed daemon does (G7, G10).
@Suite struct ErrorMatrixTests {
    @Test func `whatever call fails, it says so, and nothing is lost or done twice`() throws {
        guard getuid() == 0, PrivateJournal.obstacle == nil else {
            print("error matrix skipped:", PrivateJournal.obstacle ?? "needs root")
            return
        }
        let worker = try CrashWorker()
        let scenarios = try CrashScenario.all(worker).filter { $0.kind != .later }
            .map { try ErrorMatrix.Scenario($0, worker) }
        let all = scenarios.indices.flatMap { runs($0, scenarios[$0].groups) }
        let chosen = Effort.some(of: all, most: Effort.pick(spread: 40, more: 300, full: nil))
        let tally = ErrorMatrix(chosen).go(scenarios)
        print(
            """
            errors: \(scenarios.flatMap(\.groups.values).reduce(0, +)) calls in \
            \(scenarios.map(\.groups.count).reduce(0, +)) groups, \(chosen.count) runs of \
            \(all.count): \(tally.courses.map { "\($0.key) \($0.value)" }.sorted()
                .joined(separator: ", "))
            """)
        if Effort.current != .spread {
            print("did no harm for good:", tally.unharmedForGood.sorted())
        }
        for failure in tally.failures { Issue.record("\(failure)") }
        // Threads interleave as they like, so not every call is always made.
        #expect(tally.courses[.missed, default: 0] <= chosen.count / 10)
        #expect(tally.courses.keys.contains(.recovered))
        #expect(tally.courses.keys.contains(.stopped(74)))
    }

    /// Each error of each group, once in the middle of its calls, and from its first on.
    private func runs(_ scenario: Int, _ groups: [ErrorGroup: Int]) -> [ErrorRun] {
        groups.sorted { "\($0.key)" < "\($1.key)" }.flatMap { group, calls in
            ErrorGroup.errors[group.call, default: []].flatMap { error in
                let once = ErrorRun(
                    scenario: scenario, group: group, error: error, at: (calls + 1) / 2,
                    isForGood: false)
                let forGood = ErrorRun(
                    scenario: scenario, group: group, error: error, at: 1, isForGood: true)
                return ErrorGroup.canLast(error) ? [once, forGood] : [once]
            }
        }
    }
}
