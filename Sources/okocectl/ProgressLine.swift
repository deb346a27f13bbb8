import Dispatch
import Glibc
import Reports
import Synchronization

/// A line on standard error that is drawn over itself, if that is a terminal; else nothing.
final class ProgressLine {
    private let isShown = Terminal.isTerminal(STDERR_FILENO)
    private var isDrawn = false
    private var next = ContinuousClock.now + .seconds(1)

    /// Draws how far it is, from the first second on and then five times a second.
    func show(_ done: Int, of all: Int, _ what: String) {
        guard isShown, ContinuousClock.now >= next else { return }
        next = .now + .milliseconds(200)
        let columns = Terminal.columns(of: STDERR_FILENO, columns: environment("COLUMNS"))
        ProgressLine.draw(ProgressBar.line(done, of: all, what, columns: columns))
        isDrawn = true
    }

    /// Takes the line away, for what else is to be said.
    func clear() {
        if isDrawn { ProgressLine.wipe() }
        isDrawn = false
    }

    /// Shows how far something is that does not come back before it is done: how much of it there
    /// is, where that can be seen from outside, else for how long it has been at it.
    ///
    /// - Parameters:
    ///   - what: the words behind it.
    ///   - look: how much is done, of how much; nil if nobody knows.
    ///   - body: what is done meanwhile.
    static func during<Result>(
        _ what: String, look: @escaping @Sendable () -> (done: Int, all: Int)? = { nil },
        _ body: () throws -> Result
    ) rethrows -> Result {
        guard Terminal.isTerminal(STDERR_FILENO) else { return try body() }
        let queue = DispatchQueue(label: "okocectl.progress")
        let timer = DispatchSource.makeTimerSource(queue: queue)
        let begin = ContinuousClock.now
        let columns = Terminal.columns(of: STDERR_FILENO, columns: environment("COLUMNS"))
        let isDrawn = Mutex(false)
        timer.setEventHandler {
            isDrawn.withLock { $0 = true }
            guard let (done, all) = look() else {
                let seconds = Int((ContinuousClock.now - begin) / .seconds(1))
                return draw(String("\(what), \(seconds) s".prefix(columns - 1)))
            }
            draw(ProgressBar.line(min(done, all), of: all, what, columns: columns))
        }
        timer.schedule(deadline: .now() + .seconds(1), repeating: .milliseconds(500))
        timer.activate()
        defer {
            timer.cancel()
            // Behind a drawing that is under way.
            queue.sync { if isDrawn.withLock({ $0 }) { wipe() } }
        }
        return try body()
    }

    private static func draw(_ line: String) { Output.raw("\r\(line)\u{1B}[K") }

    private static func wipe() { Output.raw("\r\u{1B}[K") }
}
