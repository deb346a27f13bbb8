import CSpool
import Glibc

/// Asks a daemon to read its configuration again, and waits for what becomes of it.
package struct ReloadRequest {
    /// Why there is no answer.
    package enum Failure: Error, Hashable, Sendable {
        /// None works on this state directory, as far as its file and the processes show.
        case notRunning(file: String)
        /// This account may not send it a signal, or not even read its file.
        case notPermitted
        /// It has ended, whoever may have started it again.
        case ended(process: Int32)
        /// The time is over. It may still answer.
        case noAnswer(process: Int32)
    }

    /// Between two looks, in milliseconds.
    private static let pause: Int32 = 20

    private let path: String
    /// The process that the service manager has for the daemon's; nil if it does not say.
    private let mainProcess: Int32?

    /// - Parameters:
    ///   - path: of the daemon's ``ReloadState``.
    ///   - mainProcess: who it must be.
    package init(path: String, mainProcess: Int32? = nil) {
        self.path = path
        self.mainProcess = mainProcess
    }

    /// Where the daemon of a state directory shows its ``ReloadState``.
    ///
    /// - Parameters:
    ///   - state: nil takes the unit's own, in which there is one daemon only.
    ///   - runtime: the folder that the service manager names; nil looks where the unit has it.
    package static func path(state: String?, runtime: String?) -> String {
        let path = "\(runtime ?? "/run/okoce")/\(ReloadState.fileName)"
        guard let state else { return path }
        if let said = ReloadState.read(at: path), isSame(said.state, state) { return path }
        let byHand = "\(state)/\(ReloadState.fileName)"
        return access(byHand, F_OK) != 0 && isKeptFromUs(path) ? path : byHand
    }

    private static func isKeptFromUs(_ path: String) -> Bool {
        access(path, R_OK) != 0 && errno == EACCES
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        var (left, right) = (stat(), stat())
        guard stat(one, &left) == 0, stat(other, &right) == 0 else { return one == other }
        return left.st_dev == right.st_dev && left.st_ino == right.st_ino
    }

    /// Sends SIGHUP, and returns what came of the first reading that began afterwards.
    package func send(until deadline: ContinuousClock.Instant) throws(Failure) -> ReloadState {
        let process = try daemon(until: deadline)
        // Who has the descriptor has the process: its number cannot become another one's.
        let descriptor = pidfd_open(process.id, 0)
        guard descriptor >= 0, ProcessMark(of: process.id) == process else {
            throw .notRunning(file: path)
        }
        defer { close(descriptor) }
        guard let before = said(by: process) else { throw .ended(process: process.id) }
        guard pidfd_send_signal(descriptor, SIGHUP, nil, 0) == 0 else {
            throw errno == EPERM ? .notPermitted : .ended(process: process.id)
        }
        var hasEnded = false
        while true {
            if let said = said(by: process), said.generation > before.generation,
                said.outcome != .reading
            {
                return said
            }
            guard !hasEnded else { throw .ended(process: process.id) }
            guard ContinuousClock.now < deadline else { throw .noAnswer(process: process.id) }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // Looked at once more after its end: it may have answered just before.
            hasEnded = poll(&waiting, 1, ReloadRequest.pause) > 0
        }
    }

    private func said(by process: ProcessMark) -> ReloadState? {
        ReloadState.read(at: path).flatMap { $0.process == process ? $0 : nil }
    }

    /// Whose word the file is. One that the manager has just started may not have written it yet.
    private func daemon(until deadline: ContinuousClock.Instant) throws(Failure) -> ProcessMark {
        guard !ReloadRequest.isKeptFromUs(path) else { throw .notPermitted }
        while true {
            let said = ReloadState.read(at: path)
            guard let mainProcess else {
                guard let said, ProcessMark(of: said.process.id) == said.process else {
                    throw .notRunning(file: path)
                }
                return said.process
            }
            if let said, said.process.id == mainProcess { return said.process }
            guard kill(mainProcess, 0) == 0 || errno == EPERM else {
                throw .ended(process: mainProcess)
            }
            guard ContinuousClock.now < deadline else { throw .noAnswer(process: mainProcess) }
            usleep(useconds_t(ReloadRequest.pause) * 1000)
        }
    }
}
