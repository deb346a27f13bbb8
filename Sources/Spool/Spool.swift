import Dispatch
import Synchronization

/// A spool directory that is watched: files in, jobs through the host, files out.
///
/// See the catalog's front page for the contract, the states a crash can leave, and what is never
/// done. One queue owns the intake, one the writing, one the settling, each worker has one.
/// Batches pass between them, and what waits gathers, so that a slow commit makes the next one
/// larger: that is all the flow control there is.
public final class Spool<Host: SpoolHost>: Sendable {
    let host: Host
    let intake: Confined<Desk>
    /// A queue for each worker's slot. Not one concurrent queue: as soon as libdispatch has run one it
    /// wakes every second, for ever, to see how many of its threads are running.
    let workers: [DispatchQueue]
    let writer: Confined<WriterDesk<Host.Job>>
    let ready = Mutex(ReadyJobs<Host.Job>())
    let settler: Confined<SettlerDesk>
    /// Where the host hears of events, so that it may call the spool.
    let events = DispatchQueue(label: "spool.events")
    let budget: ByteBudget
    let brake = Brake()
    let counters = Counters()
    let tuning: Mutex<Tuning>
    let pulses: Pulses
    /// Attempts whose files are on their way out: a scan that meets one under our own name leaves it
    /// to the settler. Added to before the settler has them, taken from when they have landed.
    let leaving = Mutex<Set<Int64>>([])
    /// Which files are in work. Opened at the start.
    let notes = Mutex<SuspectFile?>(nil)

    /// Touches nothing yet.
    public init(configuration: SpoolConfiguration, boxes: [Box], host: Host) {
        self.host = host
        let budget = ByteBudget(limit: configuration.windowBytes)
        self.budget = budget
        tuning = Mutex(Tuning(configuration, budget: budget))
        pulses = Pulses(workers: max(1, configuration.workers))
        intake = Confined(
            label: "spool.intake", Desk(configuration: configuration, boxes: boxes))
        workers = (0..<max(1, configuration.workers)).map {
            DispatchQueue(label: "spool.worker-\($0)")
        }
        writer = Confined(label: "spool.writer", WriterDesk())
        settler = Confined(label: "spool.settle", SettlerDesk())
    }

    /// Locks the spool, opens its boxes and watches them. Returns when nothing that is dropped
    /// from now on can be missed; what is there already is found by and by.
    ///
    /// - Parameter isReady: called once nothing keeps it from starting, before the boxes are opened:
    ///   to watch a box with a million files takes the kernel a tenth of a second, for which nobody
    ///   need wait.
    public func start(isReady: () -> Void = {}) throws(SpoolError) {
        let outcome: Result<Void, SpoolError> = intake.sync { desk in
            do throws(SpoolError) {
                try self.start(&desk, isReady)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    /// Takes other boxes and settings; they hold when it returns. `path`, `workers` and `suspects`
    /// stay as they were at the start, and no batch has more jobs than the file of suspects has
    /// room for. What is in flight is settled as it was read.
    public func reconfigure(boxes: [Box], configuration: SpoolConfiguration) {
        tuning.withLock { $0 = Tuning(configuration, budget: budget) }
        budget.setLimit(max(1, configuration.windowBytes))
        intake.sync { desk in
            self.reconfigure(&desk, boxes: boxes, configuration: configuration)
            self.step(&desk)
        }
    }

    /// Takes in nothing more, finishes and settles what is prepared, closes the spool, and says
    /// how it ended. Waits for neither a full disk nor a busy database, and begins no commit when
    /// it has lasted for 5 seconds: what is not committed is left where it is. May be called more
    /// than once.
    public func drain(_ completed: @escaping @Sendable (DrainResult) -> Void) {
        brake.drain()
        intake.async { desk in
            if let result = desk.drained {
                self.events.async { completed(result) }
                return
            }
            desk.drainHandlers.append(completed)
            desk.logic.drain()
            self.step(&desk)
        }
        stopWaitingToCommit()
        stopWaitingToSettle()
    }

    /// Calls the handler once, when every box was read to its end after this call and nothing that
    /// can be taken is left. Incomplete files stay where they are; young ones are waited for.
    public func whenIdle(_ handler: @escaping @Sendable () -> Void) {
        intake.async { desk in
            desk.idleHandlers.append(handler)
            desk.logic.askIdle()
            self.step(&desk)
        }
    }

    /// How things stand. Waits for the intake's queue, for well below a millisecond as a rule.
    public func statistics() -> SpoolStatistics {
        var statistics = intake.sync { desk in
            var statistics = SpoolStatistics()
            statistics.boxes = desk.logic.statistics()
            statistics.inFlight = desk.logic.inFlight
            statistics.isGone = desk.logic.isGone
            return statistics
        }
        statistics.bytesInFlight = budget.inFlight
        statistics.batches = counters.batches.load(ordering: .relaxed)
        statistics.settled = counters.settled.load(ordering: .relaxed)
        statistics.progress = pulses.all.map(\.progress)
        return statistics
    }

    /// Every queue's pulse, without waiting for any of them.
    public func progress() -> [QueueProgress] {
        pulses.all.map(\.progress)
    }

    func observe(_ event: SpoolEvent) {
        events.async { self.host.observe(event) }
    }
}

/// The two reasons to leave off in the middle.
final class Brake: Sendable {
    let isDraining = Atomic<Bool>(false)
    /// Monotonic nanoseconds at which a drain began; 0 before.
    private let drainsSince = Atomic<UInt64>(0)
    /// The host cannot say what is durable: nothing is removed any more.
    let isStopped = Atomic<Bool>(false)

    /// Whether a drain has taken as long as it may: what is not yet committed then stays where it
    /// is, and the next start takes it.
    var isOutOfTime: Bool {
        let since = drainsSince.load(ordering: .relaxed)
        return since > 0 && Clock.monotonic > since + Limits.drainTime
    }

    func drain() {
        isDraining.store(true, ordering: .relaxed)
        _ = drainsSince.compareExchange(
            expected: 0, desired: Clock.monotonic, ordering: .relaxed)
    }

    var isOn: Bool { isDraining.load(ordering: .relaxed) || isStopped.load(ordering: .relaxed) }
}

/// Since the start.
final class Counters: Sendable {
    let batches = Atomic<UInt64>(0)
    let settled = Atomic<UInt64>(0)
    /// Prepared and given up.
    let uncommitted = Atomic<Int>(0)
    /// Committed and given up.
    let unsettled = Atomic<Int>(0)
}

/// What workers and the writer read of the configuration, once a turn.
struct Tuning: Sendable {
    let looker: Looker
    let maximumBatch: Int
    let maximumBatchBytes: Int

    init(_ configuration: SpoolConfiguration, budget: ByteBudget) {
        looker = Looker(
            settleTime: Int64(clamping: configuration.settleTime.nanoseconds),
            maximumFileSize: configuration.maximumFileSize,
            rules: NameRules(configuration.naming), budget: budget)
        maximumBatch = max(1, configuration.maximumBatch)
        maximumBatchBytes = configuration.maximumBatchBytes
    }
}

/// The pulses of all queues.
struct Pulses: Sendable {
    let intake = Pulse("intake")
    let workers: [Pulse]
    let writer = Pulse("writer")
    let settle = Pulse("settle")

    init(workers count: Int) {
        workers = (0..<count).map { Pulse("worker-\($0)") }
    }

    var all: [Pulse] { [intake] + workers + [writer, settle] }
}
