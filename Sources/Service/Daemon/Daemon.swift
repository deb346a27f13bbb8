import Dispatch
import Glibc
import Ledger
import Logging
import Programme
import Spool
import Synchronization
import Systemd

/// The daemon's life: opens what it needs, works until it is told to stop, and stops in order.
///
/// Its own state is the serial queue's that signals and timers call; the work is the spool's.
final class Daemon: Sendable {
    private struct State {
        var isStopping = false
    }

    private let options: DaemonOptions
    private let announcer: Announcer
    private let lock: StateLock
    private let ledger: any JobStore
    private let notifier: ServiceNotifier
    private let settings: Current
    private let outbox: Outbox
    private let spool: Spool<JobHost>
    private let deferred: DeferredJobs
    private let overdue: OverdueFacts
    private let pulse: Pulse
    private let ended = DispatchSemaphore(value: 0)
    private let exitStatus = Mutex<Int32>(0)
    private let life: Confined<State>

    /// Runs a daemon to its end.
    ///
    /// - Parameter hazard: of a build for tests.
    /// - Returns: the exit code: 0, 69, 74 or 78, see ``OkocedCommand``.
    static func run(_ options: DaemonOptions, _ hazard: Hazard? = nil) -> Int32 {
        Signals.hold([SIGTERM, SIGINT, SIGHUP])
        DeathWitness.install()
        umask(0o027)
        let announcer = Announcer(
            logger: Logger(label: "okoced") { StreamLogHandler.standardError(label: $0) })
        do throws(StartError) {
            return try Daemon(options, announcer, hazard).runUntilEnd()
        } catch {
            // A configuration can have many faults, each on its line.
            for line in error.message.split(separator: "\n") {
                announcer.say(.mustStop, "okoced does not start: \(line)")
            }
            return error.exitCode
        }
    }

    private init(
        _ options: DaemonOptions, _ announcer: Announcer, _ hazard: Hazard?
    ) throws(StartError) {
        self.options = options
        self.announcer = announcer
        let configuration = try options.read()
        settings = Current(configuration)
        do throws(SpoolError) {
            try SpoolProbe.look(at: configuration.daemon.spool)
        } catch {
            throw StartError(spool: error)
        }
        let open = try OpenLedger(
            path: configuration.daemon.state, rules: configuration.rules)
        lock = open.lock
        ledger = open.ledger
        if let rejudged = open.rejudged {
            announcer.say(.reloaded, "the rules are others now: \(rejudged) verdicts changed")
        }
        notifier = ServiceNotifier()
        outbox = Outbox(
            ledger: open.ledger, reader: open.reader, announcer: announcer)
        let host = JobHost(
            ledger: open.ledger, settings: settings, announcer: announcer, hazard: hazard)
        let (boxes, problems) = Owners.boxes(of: configuration.sources)
        for problem in problems { announcer.say(.trouble, problem) }
        spool = Spool(
            configuration: SpoolConfiguration(configuration.daemon), boxes: boxes, host: host)
        deferred = DeferredJobs(host: host, ledger: open.ledger)
        overdue = OverdueFacts(
            ledger: open.ledger, settings: settings, announcer: announcer,
            layReceipt: { [spool] (job, bytes) throws(SpoolError) in
                try spool.layReceipt(overdue: job, bytes)
            }, announced: { [outbox] in outbox.wake() })
        pulse = Pulse(notifier: notifier, spool: spool, outbox: outbox)
        host.onCommit { [outbox, pulse, deferred] recorded in
            outbox.wake()
            pulse.statusIsDue()
            if recorded.contains(where: { $0.outcome == .deferred }) { deferred.wake() }
        }
        life = Confined(label: "okoce.life", State())
        host.onStop { [weak self] in self?.end(with: ExitCodes.storage) }
    }

    /// Judges the ledger by a configuration's rules and puts it in force.
    private func adopt(_ configuration: Configuration) throws(StartError) -> Int? {
        do throws(LedgerError) {
            return try settings.replace(with: configuration) { () throws(LedgerError) in
                try ledger.adopt(configuration.rules)
            }
        } catch {
            throw StartError(ledger: error)
        }
    }

    private func end(with status: Int32) {
        exitStatus.withLock { $0 = status }
        ended.signal()
    }

    private func runUntilEnd() throws(StartError) -> Int32 {
        do {
            try spool.start()
        } catch {
            throw StartError(spool: error)
        }
        let daemon = settings.value.daemon
        let status = "watching \(daemon.spool)/incoming, ledger in \(daemon.state)"
        announcer.say(.started, "okoced is \(status)")
        notifier.ready(status: status)
        outbox.wake()
        deferred.wake()
        overdue.wake()
        pulse.start()
        // Last, so that nothing is stopped before it is started; what came meanwhile is held.
        let signals = Signals(
            on: life.queue,
            [
                SIGTERM: { [self] in life.onQueue { stop(&$0, because: "SIGTERM") } },
                SIGINT: { [self] in life.onQueue { stop(&$0, because: "SIGINT") } },
                SIGHUP: { [self] in life.onQueue { reload(&$0) } },
            ])
        if options.once {
            spool.whenIdle { [self] in
                life.async { [self] state in stop(&state, because: "all is taken") }
            }
        }
        ended.wait()
        withExtendedLifetime(signals) {}
        return exitStatus.withLock { $0 }
    }

    /// Finishes what is begun, tells what is to be told, and ends. Once.
    private func stop(_ state: inout State, because reason: String) {
        guard !state.isStopping else { return }
        state.isStopping = true
        notifier.stopping(status: "stopping (\(reason)): finishing what is begun")
        deferred.stop()
        overdue.stop()
        spool.drain { [self] result in
            life.async { [self] _ in
                outbox.flush()
                announcer.say(.stopped, "okoced stops (\(reason)). \(result.sentence)")
                pulse.stop()
                ended.signal()
            }
        }
    }

    /// Takes the configuration as it is now in its files; a bad one changes nothing.
    private func reload(_ state: inout State) {
        guard !state.isStopping else { return }
        notifier.reloading(status: "reading the configuration again")
        let outcome: String
        do throws(StartError) {
            let configuration = try options.read()
            let changes = settings.restartNeeded(for: configuration)
            let rejudged = try adopt(configuration)
            let (boxes, problems) = Owners.boxes(of: configuration.sources)
            for problem in problems { announcer.say(.trouble, problem) }
            spool.reconfigure(
                boxes: boxes, configuration: SpoolConfiguration(configuration.daemon))
            outcome =
                "the configuration was read again: \(boxes.count) drop boxes\(changes)"
                + (rejudged.map { "; the rules are others now: \($0) verdicts changed" } ?? "")
            announcer.say(.reloaded, outcome)
            overdue.wake()
        } catch {
            outcome = "the new configuration is refused, the old one stays"
            announcer.say(.reloadRefused, "\(outcome): \(error.message)")
        }
        notifier.ready(status: outcome)
    }
}
