import Glibc
import Reports

/// Something that is drawn again and again.
///
/// On a terminal each time over itself, on the terminal's second screen, so that what was there
/// before is there again afterwards; elsewhere one after the other, with a blank line between.
enum Screen {
    /// How it may end, or be interrupted, while it waits for the next second.
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH]

    private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
    private static let leave = "\u{1B}[?25h\u{1B}[?1049l"

    /// Draws until Ctrl-C or SIGTERM, which is the end that is expected: the command exits 0.
    ///
    /// - Parameters:
    ///   - seconds: between two drawings.
    ///   - text: what to draw, made anew each time; what it throws ends the command.
    static func watch(everySeconds seconds: Int, _ text: () throws -> String) throws {
        // Taken with sigtimedwait: nothing runs in a handler, and none arrives in mid-drawing.
        var wanted = sigset_t()
        sigemptyset(&wanted)
        for signal in signals { sigaddset(&wanted, signal) }
        sigprocmask(SIG_BLOCK, &wanted, nil)
        let isTerminal = Terminal.isTerminal(STDOUT_FILENO)
        // Before the second screen: what is wrong with the question is said on the first.
        var next = try text()
        if isTerminal { try Output.write(enter) }
        defer { if isTerminal { try? Output.write(leave) } }
        while true {
            try Output.write(isTerminal ? drawing(next) : next + "\n")
            var timeout = timespec(tv_sec: seconds, tv_nsec: 0)
            switch sigtimedwait(&wanted, nil, &timeout) {
            case SIGINT, SIGTERM, SIGHUP, SIGQUIT: return
            case SIGTSTP where isTerminal:
                // The shell gets the terminal as it was; back in front, it is drawn again.
                try Output.write(leave)
                raise(SIGSTOP)
                try Output.write(enter)
            case SIGTSTP: raise(SIGSTOP)
            default: break
            }
            next = try text()
        }
    }

    /// Drawn line over line, so that nothing flickers; what is left of the last drawing is wiped.
    private static func drawing(_ text: String) -> String {
        // What does not fit, or the last newline, would scroll the first line away.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(Output.lines ?? .max)
        var body = lines.joined(separator: "\n")
        if body.hasSuffix("\n") { body.removeLast() }
        return "\u{1B}[H" + body.replacing("\n", with: "\u{1B}[K\n") + "\u{1B}[K\u{1B}[J"
    }
}
