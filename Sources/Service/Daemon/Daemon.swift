import Dispatch
import Glibc
import Ledger
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
        var reloads: ReloadBoard
    }

    private let options: DaemonOptions
    private let announcer: Announcer
    let troubles: Troubles
    private let lock: StateLock
    private let ledger: any JobStore
    private let notifier: ServiceNotifier
    private let settings: Current
    private let outbox: Outbox
    let spool: Spool<JobHost>
    private let deferred: DeferredJobs
    private let overdue: OverdueFacts
    private let summaries: Summaries
    let acts: OperatorActs
    private let erasing: Erasing
    private let erasingAgain: ErasingAgain
    private let retention: Retention
    private let pulse: Pulse
    /// Busy while the configuration is read and put in force.
    private let reloading = Occupation("life")
    private let statusLine: StatusReporter
    private let metrics: Metrics
    private let ended = DispatchSemaphore(value: 0)
    private let exitStatus = Mutex<Int32>(0)
    private let life: Confined<State>
    /// What the configuration had wrong that keeps nobody from starting.
    private let startProblems: [String]

    /// Runs a daemon to its end.
    ///
    /// - Parameter hazard: of a build for tests.
    /// - Returns: the exit code: 0, 69, 74 or 78, see ``OkocedCommand``.
    static func run(_ options: DaemonOptions, _ hazard: Hazard? = nil) -> Int32 {
        HeapBounds.set()
        Signals.hold([SIGTERM, SIGINT, SIGHUP])
        DeathWitness.install()
        umask(0o027)
        let announcer = Announcer()
        do throws(StartError) {
            return try Daemon(options, announcer, hazard).runUntilEnd()
        } catch {
            // A configuration can have many faults, each on its line.
            for line in error.message.split(separator: "\n") {
                announcer.say(
                    error.exitCode == 0 ? .stopped : .mustStop, "okoced does not start: \(line)")
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
        try Descriptors.prepare(boxes: configuration.sources.count)
        do throws(SpoolError) {
            try SpoolProbe.look(at: configuration.daemon.spool)
        } catch {
            throw StartError(spool: error)
        }
        let state = configuration.daemon.state
        do throws(LedgerError) {
            lock = try StateLock(path: state)
        } catch {
            throw StartError(ledger: error)
        }
        notifier = ServiceNotifier()
        troubles = Troubles(announcer: announcer)
        troubles.publish(in: state)
        let open = try Daemon.openLedger(configuration, troubles, notifier)
        ledger = open.ledger
        if let rejudged = open.rejudged {
            announcer.say(.reloaded, "the rules are others now: \(rejudged) verdicts changed")
        }
        let people = try ErasedPeople(in: state, open.ledger)
        let facts = ErasingFacts(ledger: open.ledger, people: people, announcer: announcer)
        let host = JobHost(
            ledger: open.ledger, settings: settings, people: people, erasing: facts,
            announcer: announcer, troubles: troubles, hazard: hazard)
        outbox = Outbox(
            ledger: open.ledger, reader: open.reader, announcer: announcer, troubles: troubles,
            failed: { [host] in host.mustStop(because: $0) })
        do throws(LedgerError) {
            settings.paused = Set(try open.ledger.pauses().map(\.source))
        } catch {
            throw StartError(ledger: error)
        }
        let (boxes, problems) = Owners.boxes(of: settings.open)
        for problem in problems { announcer.say(.trouble, problem) }
        startProblems = problems
        spool = Spool(
            configuration: SpoolConfiguration(configuration.daemon), boxes: boxes, host: host)
        deferred = DeferredJobs(host: host, ledger: open.ledger)
        overdue = OverdueFacts(
            ledger: open.ledger, settings: settings, troubles: troubles, people: people,
            layReceipt: { [spool] (job, bytes, isTrue) throws(SpoolError) in
                try spool.layReceipt(overdue: job, bytes, while: isTrue)
            }, announced: { [outbox] in outbox.wake() },
            failed: { [host] in host.mustStop(because: $0) })
        summaries = Summaries(
            ledger: open.ledger, settings: settings,
            announced: { [outbox] in outbox.wake() },
            failed: { [host] in host.mustStop(because: $0) })
        acts = OperatorActs(
            ledger: open.ledger, settings: settings, announcer: announcer, spool: spool,
            failed: { [host] in host.mustStop(because: $0) })
        erasing = Erasing(
            ledger: open.ledger, settings: settings, people: people, facts: facts,
            announcer: announcer, troubles: troubles,
            finishSettling: { [spool] in spool.finishSettling() },
            failed: { [host] in host.mustStop(because: $0) })
        erasingAgain = ErasingAgain(
            ledger: open.ledger, people: people, settings: settings, host: host,
            announcer: announcer)
        pulse = Pulse(notifier: notifier, spool: spool, store: open.ledger, life: reloading)
        statusLine = StatusReporter(
            notifier: notifier, spool: spool, ledger: open.ledger, settings: settings,
            troubles: troubles)
        metrics = Metrics(
            settings: settings, spool: spool, ledger: open.ledger, reader: open.reader,
            troubles: troubles)
        retention = Retention(
            ledger: open.ledger, settings: settings, announcer: announcer, spool: spool,
            changed: { [metrics] in metrics.changed() },
            failed: { [host] in host.mustStop(because: $0) })
        metrics.count { [retention] in retention.tally }
        let memory = IdleMemory(host: host, reader: open.reader)
        host.onCommit {
            [
                outbox, summaries, statusLine, metrics, deferred, acts, erasing, troubles, ledger,
                memory
            ]
            commit in
            memory.worked()
            outbox.wake()
            summaries.wakeIfIdle()
            statusLine.isDue()
            metrics.add(commit)
            troubles.watch(logOf: ledger)
            if commit.recorded.contains(where: { $0.outcome == .deferred }) { deferred.wake() }
            if commit.hasCommands {
                acts.wake()
                erasing.wake()
            }
        }
        host.onIncomplete { [statusLine, metrics] in
            statusLine.isDue()
            metrics.changed()
        }
        troubles.onChange { [statusLine, metrics] in
            statusLine.troublesChanged()
            metrics.changed()
        }
        life = Confined(label: "okoce.life", State(reloads: ReloadBoard(state: state)))
        acts.onPause { [weak self] in self?.openBoxes(resumed: $0) }
        host.onStop { [weak self] in self?.end(with: ExitCodes.storage, because: $0) }
    }

    /// Opens the ledger; waits a while for one that is busy or has no room, and shows that it does.
    private static func openLedger(
        _ configuration: Configuration, _ troubles: Troubles, _ notifier: ServiceNotifier
    ) throws(StartError) -> OpenLedger {
        let pulse = LedgerPulse()
        let start = StartPulse(ledger: pulse, notifier: notifier)
        defer { start.stop() }
        do throws(StartError) {
            let open = try OpenLedger(
                path: configuration.daemon.state, rules: configuration.rules,
                notices: configuration.notices, pulse: pulse
            ) { (cause) throws(StartError) in
                let words = "the ledger cannot be opened yet: \(cause). It is tried again."
                troubles.begin(.startWaits, words)
                notifier.status(words)
                notifier.extendTimeout(by: .seconds(30))
                if Signals.isEndAsked(within: 1) { throw .ended }
            }
            troubles.end(.startWaits, "the ledger is open.")
            return open
        } catch {
            troubles.enter(.stopped(because: error.message))
            throw error
        }
    }

    /// Judges the ledger by a configuration's rules and puts it in force.
    private func adopt(_ configuration: Configuration) throws(StartError) -> Int? {
        do throws(LedgerError) {
            return try settings.replace(with: configuration) { () throws(LedgerError) in
                try ledger.adopt(configuration.rules, telling: configuration.notices)
            }
        } catch {
            throw StartError(ledger: error)
        }
    }

    /// Ends at once: nothing more may be acknowledged.
    private func end(with status: Int32, because reason: String) {
        exitStatus.withLock { $0 = status }
        notifier.stopping(status: reason)
        pulse.stop()
        statusLine.stop()
        metrics.stop()
        troubles.enter(.stopped(because: reason))
        ended.signal()
    }

    private func runUntilEnd() throws(StartError) -> Int32 {
        let daemon = settings.value.daemon
        let words = "watching \(daemon.spool)/incoming, ledger in \(daemon.state)"
        try erasingAgain.run()
        do {
            try spool.start {
                troubles.enter(.working)
                life.sync { $0.reloads.started(startProblems) }
                announcer.say(.started, "okoced is \(words)")
                notifier.ready(status: words)
            }
        } catch {
            let failure = StartError(spool: error)
            troubles.enter(.stopped(because: failure.message))
            throw failure
        }
        outbox.wake()
        deferred.wake()
        overdue.wake()
        summaries.wake()
        acts.wake()
        erasing.wake()
        retention.wake()
        pulse.start()
        statusLine.start(over: words)
        // A run that ends by itself has no age that could be watched.
        if !options.once { metrics.wake() }
        // Last, so that nothing is stopped before it is started; what came meanwhile is held.
        let signals = Signals(
            on: life.queue,
            [
                SIGTERM: { [self] in life.onQueue { stop(&$0, because: "SIGTERM") } },
                SIGINT: { [self] in life.onQueue { stop(&$0, because: "SIGINT") } },
                SIGHUP: { [self] in life.onQueue { reload(&$0) } },
            ])
        if options.once { endWhenDone() }
        ended.wait()
        withExtendedLifetime(signals) {}
        return exitStatus.withLock { $0 }
    }

    /// Stops with an exit code, unless the daemon is stopping already.
    func stop(because reason: String, exitStatus status: Int32) {
        life.async { [self] state in
            if !state.isStopping { exitStatus.withLock { $0 = status } }
            stop(&state, because: reason)
        }
    }

    /// Finishes what is begun, tells what is to be told, and ends. Once.
    private func stop(_ state: inout State, because reason: String) {
        guard !state.isStopping else { return }
        state.isStopping = true
        statusLine.stop()
        troubles.enter(.stopping)
        notifier.stopping(status: "stopping (\(reason)): finishing what is begun")
        deferred.stop()
        overdue.stop()
        acts.stop()
        erasing.stop()
        retention.stop()
        spool.drain { [self] result in
            life.async { [self] _ in
                summaries.stop()
                outbox.flush()
                announcer.say(.stopped, "okoced stops (\(reason)). \(result.sentence)")
                pulse.stop()
                metrics.stop()
                troubles.enter(.stopped(because: nil))
                ended.signal()
            }
        }
    }

    /// Opens and closes boxes as operators have paused and resumed them.
    private func openBoxes(resumed: Set<SourceCode>) {
        life.async { [self] state in
            guard !state.isStopping else { return }
            let daemon = settings.value.daemon
            let boxes = Owners.boxes(of: settings.open).boxes
            watch(boxes, daemon)
            // To the spool a box without a folder is one that is not there yet. To who has its files
            // taken again it is missing, and it may have been so before the pause.
            for box in boxes where resumed.contains(SourceCode(unchecked: box.name)) {
                let path = "\(daemon.spool)/incoming/\(box.name)"
                if access(path, F_OK) != 0, errno == ENOENT { troubles.begin(boxGone: box.name) }
            }
            statusLine.isDue()
        }
    }

    /// Calls the block when boxes are open and closed as operators have paused and resumed them.
    func afterPauses(_ body: @escaping @Sendable (Daemon) -> Void) {
        life.async { [self] _ in body(self) }
    }

    /// Watches these boxes and no others.
    private func watch(_ boxes: [Box], _ daemon: DaemonSettings) {
        spool.reconfigure(boxes: boxes, configuration: SpoolConfiguration(daemon))
        troubles.endAll(
            ofBoxesBut: Set(boxes.map(\.name)), paused: Set(settings.paused.map(\.text)))
    }

    /// Takes the configuration as it is now in its files; a bad one changes nothing.
    private func reload(_ state: inout State) {
        guard !state.isStopping else { return }
        reloading.begin()
        defer { reloading.end() }
        state.reloads.begin()
        notifier.reloading(status: "reading the configuration again")
        let outcome: ReloadState.Outcome
        var messages: [String] = []
        do throws(StartError) {
            messages = try takeConfiguration()
            outcome = .taken
        } catch {
            let sentence = "the new configuration is refused, the old one stays"
            announcer.say(.reloadRefused, "\(sentence): \(error.message)")
            messages = ["\(sentence):"] + error.message.split(separator: "\n").map(String.init)
            outcome = .refused
        }
        // The manager first: who waits for the board may ask it next.
        let words =
            outcome == .taken ? messages[0] : "\(messages[0]) see journalctl -u okoced -p err"
        notifier.ready(status: words)
        statusLine.isDue(over: words)
        state.reloads.end(outcome, messages)
    }

    /// - Returns: what became of it, and what is wrong all the same.
    private func takeConfiguration() throws(StartError) -> [String] {
        let configuration = try options.read()
        let changes = ConfigurationChanges(from: settings.value, to: configuration)
        let rejudged = try adopt(configuration)
        let (boxes, problems) = Owners.boxes(of: settings.open)
        for problem in problems { announcer.say(.trouble, problem) }
        watch(boxes, configuration.daemon)
        let sentence =
            "the configuration was read again: \(boxes.count) drop boxes\(changes.words)"
            + (rejudged.map { "; the rules are others now: \($0) verdicts changed" } ?? "")
        announcer.say(.reloaded, sentence)
        outbox.wake()
        overdue.wake()
        retention.wake()
        if !options.once { metrics.wake() }
        return [sentence] + problems
    }
}
