import Glibc
import Reports

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
        Output.raw("\r" + ProgressBar.line(done, of: all, what, columns: columns) + "\u{1B}[K")
        isDrawn = true
    }

    /// Takes the line away, for what else is to be said.
    func clear() {
        if isDrawn { Output.raw("\r\u{1B}[K") }
        isDrawn = false
    }
}
