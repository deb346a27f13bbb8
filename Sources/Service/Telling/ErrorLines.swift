import Glibc
import Synchronization
import Systemd

/// Standard error where no journal is: a line a message, a burst in one write.
final class ErrorLines: Sendable {
    private let descriptor: Int32
    private let turn = Mutex(())

    init(descriptor: Int32 = STDERR_FILENO) {
        self.descriptor = descriptor
    }

    /// Writes `TIME LEVEL okoced: MESSAGE` for each, the time in the zone of the machine. What
    /// cannot be written is lost: there is nowhere else to say it.
    func write(_ burst: [Announcement]) {
        let time = Self.now()
        var text = ""
        for one in burst {
            text += "\(time) \(one.kind.priority.word) okoced: \(OneLine.escaping(one.message))\n"
        }
        turn.withLock { _ in
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress, $0.count)
                }
                guard count >= 0 || errno == EINTR else { return }
                rest = rest.dropFirst(max(0, count))
            }
        }
    }

    /// As `date +%FT%T%z`.
    private static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { room in
            strftime(room.baseAddress, room.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
            return room.baseAddress.map { String(cString: $0) } ?? ""
        }
    }
}

extension JournalPriority {
    /// How a line names it.
    fileprivate var word: String {
        switch self {
        case .emergency, .alert, .critical: "critical"
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        case .info: "info"
        case .debug: "debug"
        }
    }
}
