import CSystemd
import Glibc

/// Tells the service manager how the daemon is doing (sd_notify(3)).
///
/// Every call is one datagram to the socket named by `NOTIFY_SOCKET` and does nothing where that
/// is not set, as in a daemon started by hand. Each returns whether the manager was told; a false
/// needs no action, since the manager's own time limits act when it hears nothing.
package struct ServiceNotifier: Sendable {
    /// How often the manager expects ``pingWatchdog()`` at the latest; nil if it does not.
    ///
    /// From `WatchdogSec=` by way of `WATCHDOG_USEC` and `WATCHDOG_PID`. Ping at half of it.
    package let watchdogInterval: Duration?
    private let spare = SpareDescriptor()

    /// Reads the watchdog's interval from the environment (`sd_watchdog_enabled`).
    package init() {
        var microseconds: UInt64 = 0
        let expected = sd_watchdog_enabled(0, &microseconds) > 0
        watchdogInterval = expected ? .microseconds(Int64(clamping: microseconds)) : nil
    }

    /// Start is over, or a reload is: the daemon does its work. `status` is the line beside it.
    @discardableResult
    package func ready(status: String) -> Bool {
        send("READY=1", statusLine(status))
    }

    /// The line that `systemctl status` shows. Control characters are escaped: a newline in a
    /// foreign file name would otherwise begin an assignment of its own, `STOPPING=1` say.
    @discardableResult
    package func status(_ line: String) -> Bool {
        send(statusLine(line))
    }

    /// A reload begins; ``ready(status:)`` ends it, also when the new configuration was refused.
    ///
    /// With the instant that `Type=notify-reload` asks for, which comes with systemd 253; older
    /// ones ignore it.
    @discardableResult
    package func reloading(status: String) -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let microseconds = UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1000
        return send("RELOADING=1", "MONOTONIC_USEC=\(microseconds)", statusLine(status))
    }

    /// The daemon drains and will end.
    @discardableResult
    package func stopping(status: String) -> Bool {
        send("STOPPING=1", statusLine(status))
    }

    /// The work goes forward. Call it only from what would fall silent with the work.
    @discardableResult
    package func pingWatchdog() -> Bool {
        send("WATCHDOG=1")
    }

    /// Asks for more time to start, reload or stop: up to `duration` from now.
    @discardableResult
    package func extendTimeout(by duration: Duration) -> Bool {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        return send("EXTEND_TIMEOUT_USEC=\(max(0, microseconds))")
    }

    private func statusLine(_ text: String) -> String {
        "STATUS=" + OneLine.escaping(text)
    }

    private func send(_ assignments: String...) -> Bool {
        let message = assignments.joined(separator: "\n")
        let result = sd_notify(0, message)
        // It opens a socket for each message; that there is no descriptor left is worth telling.
        guard result == -EMFILE || result == -ENFILE else { return result > 0 }
        return spare.spending { sd_notify(0, message) > 0 }
    }
}
