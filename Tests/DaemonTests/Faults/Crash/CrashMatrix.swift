import Foundation
import Synchronization

/// Goes through crash points, two at a time: a run of its own for each, killed there, perhaps
/// killed again while it recovers, then left alone and compared with the undisturbed end.
final class CrashMatrix: Sendable {
    /// One run.
    struct Run: Sendable {
        let scenario: Int
        let kill: Int
        /// Where the recovery is killed; nil: not at all. `everyOne`: a run for each of its calls.
        let recovery: Recovery?
        let tellsJournal: Bool
    }

    enum Recovery: Sendable {
        case at(Int)
        case everyOne
    }

    struct Scenario {
        let scenario: CrashScenario
        let points: [CrashPoint]
        let end: CrashEnd
    }

    struct Tally: Sendable {
        var kills = 0
        /// The run had ended before the call that it was to be killed at.
        var misses = 0
        var recoveryKills = 0
        var recoveryMisses = 0
        var repeatedNotices = 0
        var failures: [String] = []
    }

    private let pool: RunPool<Run>
    private let tally = Mutex(Tally())

    init(_ runs: [Run]) {
        pool = RunPool(runs)
    }

    /// Returns when all runs are done.
    ///
    /// - Parameter makeScenarios: called once by each thread, with its worker.
    func go(_ scenarios: [Scenario], threads: Int = 2) -> Tally {
        let most = 5
        pool.go(
            threads: threads, while: { tally.withLock { $0.failures.count < most } },
            failed: { error in tally.withLock { $0.failures.append("\(error)") } }
        ) { run, worker in perform(run, scenarios[run.scenario], worker) }
        return tally.withLock { $0 }
    }

    private func perform(_ run: Run, _ scenario: Scenario, _ worker: CrashWorker) {
        switch run.recovery {
        case nil: _ = once(run, recovery: nil, scenario, worker)
        case .at(let number): _ = once(run, recovery: number, scenario, worker)
        case .everyOne:
            var number = 1
            while once(run, recovery: number, scenario, worker) { number += 1 }
        }
    }

    /// - Returns: whether the recovery was killed.
    private func once(
        _ run: Run, recovery: Int?, _ scenario: Scenario, _ worker: CrashWorker
    ) -> Bool {
        do {
            let site = try scenario.scenario.site(worker, tellsJournal: run.tellsJournal)
            defer { site.remove() }
            let isKilled = try scenario.scenario.disturbed(site, .kill(run.kill))
            var isKilledAgain = false
            if let recovery {
                isKilledAgain = try scenario.scenario.recovery(site, .kill(recovery))
            }
            _ = try scenario.scenario.recovery(site, .none)
            let end = try site.end()
            let differences = end.differences(
                from: scenario.end, firstNotice: scenario.scenario.firstNotice)
            tally.withLock { tally in
                tally.kills += isKilled ? 1 : 0
                tally.misses += isKilled ? 0 : 1
                if recovery != nil {
                    tally.recoveryKills += isKilledAgain ? 1 : 0
                    tally.recoveryMisses += isKilledAgain ? 0 : 1
                }
                tally.repeatedNotices += end.notices.repeats
                if !differences.isEmpty {
                    tally.failures.append(describe(run, recovery, scenario, differences, site))
                }
            }
            return isKilledAgain
        } catch {
            tally.withLock {
                $0.failures.append(describe(run, recovery, scenario, ["\(error)"], nil))
            }
            return false
        }
    }

    private func describe(
        _ run: Run, _ recovery: Int?, _ scenario: Scenario, _ differences: [String],
        _ site: CrashSite?
    ) -> String {
        """
        \(scenario.scenario.kind.rawValue), killed at call \(run.kill)\
        \(recovery.map { ", its recovery at call \($0)" } ?? ""):
        \(differences.prefix(20).map { "    \($0.prefix(600))" }.joined(separator: "\n"))
        \(site?.lastWords ?? "")
        """
    }
}
