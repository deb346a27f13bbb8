import Dispatch

/// What the intake's queue owns: the logic, and the descriptors that it speaks of by number.
struct Desk {
    /// A configured box, open or not.
    struct OpenBox {
        var box: Box
        var handle: BoxHandle?
        /// The scan under way.
        var stream: BoxScan?
        /// Why it cannot be opened or watched; reported once. 0: it can, or it is not there.
        var lastErrno: Int32 = 0
        /// Hints of it are heard; else only reading it tells what is in it.
        var isWatched = false
    }

    let path: String
    let suspects: String?
    var rules: NameRules
    var logic: IntakeState
    var place: SpoolPlace?
    var watcher: Watcher?
    var mounts: MountWatch?
    var boxes: [BoxID: OpenBox] = [:]
    var timer: (any DispatchSourceTimer)?
    /// Monotonic; when the timer fires.
    var timerDue = UInt64.max
    /// Folders that are no box's and were reported.
    var ignored: Set<FileName> = []
    var idleHandlers: [@Sendable () -> Void] = []
    var drainHandlers: [@Sendable (DrainResult) -> Void] = []
    var drained: DrainResult?
    var stopReason: String?
    var isStarted = false
    /// Boxes that cannot be opened or watched are tried again soon, so often in a row.
    var boxFailures = 0
    var isRetryingBoxes = false

    init(configuration: SpoolConfiguration, boxes list: [Box]) {
        path = configuration.path
        suspects = configuration.suspects
        rules = NameRules(configuration.naming)
        logic = IntakeState(settings: IntakeSettings(configuration))
        for box in list { add(box) }
    }

    mutating func add(_ box: Box) {
        let id = logic.addBox(name: box.name, weight: box.weight)
        boxes[id] = OpenBox(box: box)
    }
}
