import Glibc

/// Where the daemon shows what became of a reading of its configuration; see ``ReloadState``.
struct ReloadBoard {
    private let file: StateFile
    private let process: ProcessMark
    private let state: String
    private var generation: Int64

    /// - Parameter state: the state directory, whose lock the caller has.
    init(state: String) {
        let folder = ReloadBoard.runtimeDirectory ?? state
        let path = "\(folder)/\(ReloadState.fileName)"
        file = StateFile(path: path)
        process = ProcessMark(of: getpid()) ?? ProcessMark(id: getpid(), started: 0)
        self.state = state
        generation = ReloadState.read(at: path)?.generation ?? 0
    }

    /// The folder that the service manager made for this run of the daemon (systemd.exec(5)); nil
    /// where it is run by hand.
    static var runtimeDirectory: String? {
        guard let paths = getenv("RUNTIME_DIRECTORY") else { return nil }
        return String(cString: paths).split(separator: ":").first.map(String.init)
    }

    /// A reading begins: what is asked for from now on needs another one.
    mutating func begin() {
        generation += 1
        show(.reading, [])
    }

    /// The process works with the configuration that it started with.
    mutating func started(_ messages: [String]) {
        generation += 1
        show(.started, messages)
    }

    /// The reading that began last is over.
    func end(_ outcome: ReloadState.Outcome, _ messages: [String]) {
        show(outcome, messages)
    }

    private func show(_ outcome: ReloadState.Outcome, _ messages: [String]) {
        let said = ReloadState(
            process: process, state: state, generation: generation, outcome: outcome,
            at: WallClock.now, messages: messages)
        file.write(said.page)
    }
}
