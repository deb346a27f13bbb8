import Foundation
import Synchronization

/// Goes through runs, two at a time.
final class ErrorMatrix: Sendable {
    struct Scenario {
        let scenario: CrashScenario
        /// How many calls of each group the undisturbed daemon makes.
        let groups: [ErrorGroup: Int]
        let end: CrashEnd

        /// Runs the daemon undisturbed, and notes its calls and its end.
        init(_ scenario: CrashScenario, _ worker: CrashWorker) throws {
            self.scenario = scenario
            end = try scenario.undisturbed(worker).end
            let site = try scenario.site(worker, tellsJournal: false)
            defer { site.remove() }
            let list = site.root.appending(path: "list")
            let configuration = scenario.configuration
            let daemon = try ErrorDaemon(
                site,
                [
                    "--path", site.root.path, "--path", configuration.path, "--path", "socket:",
                    "--path", "?", "--list", list.path,
                ], configuration: configuration)
            let experiment = ErrorExperiment(scenario: scenario, undisturbed: end, site: site)
            try experiment.expectUndisturbed(daemon)
            // A path in it need not be UTF-8.
            let lines = String(decoding: try Data(contentsOf: list), as: UTF8.self)
            groups = lines.split(separator: "\n").compactMap {
                ErrorGroup($0, root: site.root, configuration: configuration)
            }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    struct Tally: Sendable {
        var courses: [ErrorRun.Course: Int] = [:]
        var unharmedForGood: [String] = []
        var failures: [String] = []
    }

    private let pool: RunPool<ErrorRun>
    private let tally = Mutex(Tally())

    init(_ runs: [ErrorRun]) {
        pool = RunPool(runs)
    }

    /// Returns when all runs are done.
    func go(_ scenarios: [Scenario], threads: Int = 2) -> Tally {
        let most = Effort.pick(spread: 5, more: 10, full: 100)
        pool.go(
            threads: threads, while: { tally.withLock { $0.failures.count < most } },
            failed: { error in tally.withLock { $0.failures.append("\(error)") } }
        ) { run, worker in perform(run, scenarios[run.scenario], worker) }
        return tally.withLock { $0 }
    }

    private func perform(_ run: ErrorRun, _ scenario: Scenario, _ worker: CrashWorker) {
        do {
            let site = try scenario.scenario.site(worker, tellsJournal: false)
            defer { site.remove() }
            do {
                let course = try ErrorExperiment(
                    scenario: scenario.scenario, undisturbed: scenario.end, site: site
                ).go(run)
                tally.withLock { tally in
                    tally.courses[course, default: 0] += 1
                    if course == .unharmed, run.isForGood, run.error != ErrorGroup.short {
                        tally.unharmedForGood.append("\(run)")
                    }
                }
            } catch {
                tally.withLock {
                    $0.failures.append(
                        """
                        \(scenario.scenario.kind.rawValue), \(run):
                        \(error)
                        \(site.lastWords)
                        """)
                }
            }
        } catch {
            tally.withLock { $0.failures.append("\(run): \(error)") }
        }
    }
}
