import Glibc
import Programme

/// `okoced.yaml`: how the daemon runs, and the programme's dated policies. Every key is optional.
struct DaemonFile {
    var settings: DaemonSettings
    var asymmetricFrom: PolicyStart?
    var kelurahanRequiredFrom: Day?
    var holdForDays: Int?

    /// When a policy begins.
    enum PolicyStart {
        case on(Day)
        case never

        /// As ``Rules`` has it: nil is never.
        var day: Day? {
            switch self {
            case .on(let day): day
            case .never: nil
            }
        }
    }

    /// All defaults.
    init() {
        // One worker a processor: preparing is all computing.
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        settings = DaemonSettings(workers: min(max(processors, 1), 64))
    }

    init(_ root: YAMLSection) {
        self.init()
        readPaths(root)
        readIntake(root)
        readCommit(root)
        readProgramme(root)
        readMetrics(root)
        readLog(root)
        readRetention(root)
    }

    /// The keys at the top of the file.
    static let sections = [
        "paths", "intake", "commit", "programme", "retention", "log", "metrics",
    ]

    private mutating func readPaths(_ root: YAMLSection) {
        guard let paths = root.section("paths", keys: ["spool", "state"]) else { return }
        settings.spool = paths.value("spool", .path) ?? settings.spool
        settings.state = paths.value("state", .path) ?? settings.state
    }

    private mutating func readIntake(_ root: YAMLSection) {
        let keys = [
            "workers", "window", "settle_time", "incomplete_after", "rescan_interval",
            "maximum_file_size",
        ]
        guard let intake = root.section("intake", keys: keys) else { return }
        let workers = intake.value("workers", .integer(1...64, "workers"))
        settings.workers = workers ?? settings.workers
        let window = intake.value("window", .integer(1...100_000, "files"))
        settings.window = window ?? settings.window
        let settleTime = intake.value(
            "settle_time", .duration(.zero ... .seconds(3600), "up to 1 h"))
        settings.settleTime = settleTime ?? settings.settleTime
        let incompleteAfter = intake.value(
            "incomplete_after", .duration(.seconds(1) ... .seconds(604_800), "from 1 s to 7 d"))
        settings.incompleteAfter = incompleteAfter ?? settings.incompleteAfter
        let rescanInterval = intake.value(
            "rescan_interval", .duration(.seconds(1) ... .seconds(86_400), "from 1 s to 1 d"))
        settings.rescanInterval = rescanInterval ?? settings.rescanInterval
        let maximumFileSize = intake.value(
            "maximum_file_size", .size(1024...(4 << 20), "from 1 KiB to 4 MiB"))
        settings.maximumFileSize = maximumFileSize ?? settings.maximumFileSize
    }

    private mutating func readCommit(_ root: YAMLSection) {
        let commit = root.section("commit", keys: ["maximum_batch"])
        let maximumBatch = commit?.value("maximum_batch", .integer(1...5000, "jobs"))
        settings.maximumBatch = maximumBatch ?? settings.maximumBatch
    }

    private mutating func readLog(_ root: YAMLSection) {
        guard let log = root.section("log", keys: ["language", "summary_every"]) else { return }
        settings.language = log.value("language", .choice) ?? settings.language
        let every = log.value(
            "summary_every", .duration(.seconds(1) ... .seconds(86_400), "from 1 s to 1 d"))
        settings.summaryPeriod = every ?? settings.summaryPeriod
    }

    private mutating func readProgramme(_ root: YAMLSection) {
        let keys = ["asymmetric_from", "kelurahan_required_from", "hold_for"]
        let programme = root.section("programme", keys: keys)
        asymmetricFrom = programme?.value("asymmetric_from", .policyStart)
        kelurahanRequiredFrom = programme?.value("kelurahan_required_from", .day)
        holdForDays = programme?.value("hold_for", .days(1...3650))
    }

    private mutating func readMetrics(_ root: YAMLSection) {
        let metrics = root.section("metrics", keys: ["textfile", "every"])
        settings.metrics.textfile = metrics?.value("textfile", .textfile)
        let every = metrics?.value(
            "every", .duration(.seconds(1) ... .seconds(3600), "from 1 s to 1 h"))
        settings.metrics.every = every ?? settings.metrics.every
    }
}
