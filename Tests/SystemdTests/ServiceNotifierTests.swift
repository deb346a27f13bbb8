import Glibc
import Testing

@testable import Systemd

/// libsystemd reads the environment at every call, so each of these is a process of its own.
@Suite struct ServiceNotifierTests {
    @Test func `each state arrives as the service manager expects it`() async {
        await #expect(processExitsWith: .success) {
            let manager = try NotifySocket()
            let notifier = ServiceNotifier()
            #expect(notifier.ready(status: "watching 12 drop boxes"))
            #expect(manager.receive() == "READY=1\nSTATUS=watching 12 drop boxes")
            #expect(notifier.status("7 jobs/s"))
            #expect(manager.receive() == "STATUS=7 jobs/s")
            #expect(notifier.stopping(status: "draining"))
            #expect(manager.receive() == "STOPPING=1\nSTATUS=draining")
            #expect(notifier.pingWatchdog())
            #expect(manager.receive() == "WATCHDOG=1")
            #expect(notifier.extendTimeout(by: .milliseconds(1500)))
            #expect(manager.receive() == "EXTEND_TIMEOUT_USEC=1500000")
        }
    }

    @Test func `a reload carries the monotonic instant at which it began`() async {
        await #expect(processExitsWith: .success) {
            let manager = try NotifySocket()
            let before = Self.monotonicMicroseconds()
            #expect(ServiceNotifier().reloading(status: "reading the configuration"))
            let lines = try #require(manager.receive()).split(separator: "\n")
            try #require(lines.count == 3)
            #expect(lines[0] == "RELOADING=1")
            let instant = try #require(Int(lines[1].dropFirst("MONOTONIC_USEC=".count)))
            #expect((before...Self.monotonicMicroseconds()).contains(instant))
            #expect(lines[2] == "STATUS=reading the configuration")
        }
    }

    @Test func `a newline in a status line forges no assignment`() async {
        await #expect(processExitsWith: .success) {
            let manager = try NotifySocket()
            #expect(ServiceNotifier().status("rejected a\nSTOPPING=1\u{1b}[2J"))
            #expect(manager.receive() == #"STATUS=rejected a\nSTOPPING=1\x1b[2J"#)
        }
    }

    @Test func `without a service manager nothing happens`() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            unsetenv("WATCHDOG_USEC")
            let notifier = ServiceNotifier()
            #expect(!notifier.ready(status: "by hand"))
            #expect(notifier.watchdogInterval == nil)
        }
    }

    @Test func `the watchdog's interval is the unit's, and only this process's`() async {
        await #expect(processExitsWith: .success) {
            setenv("WATCHDOG_USEC", "20000000", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(ServiceNotifier().watchdogInterval == .seconds(20))
            setenv("WATCHDOG_PID", "1", 1)
            #expect(ServiceNotifier().watchdogInterval == nil)
            unsetenv("WATCHDOG_USEC")
            unsetenv("WATCHDOG_PID")
        }
    }

    private static func monotonicMicroseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
    }
}

/// A service manager's end of `NOTIFY_SOCKET`, which it sets while it lives.
private final class NotifySocket {
    private let socket: BoundSocket

    init() throws {
        socket = try BoundSocket()
        setenv("NOTIFY_SOCKET", socket.path, 1)
    }

    deinit {
        unsetenv("NOTIFY_SOCKET")
    }

    /// The next datagram; it has been sent already, so nothing waits.
    func receive() -> String? {
        var room = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket.descriptor, &room, room.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: room[..<count], as: UTF8.self)
    }
}
