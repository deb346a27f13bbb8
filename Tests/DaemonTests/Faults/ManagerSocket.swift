import Foundation
import Synchronization

/// Plays the service manager: hears what a daemon notifies it of (sd_notify(3)).
final class ManagerSocket: Sendable {
    let path: String
    private let descriptor: Int32
    private let heard = Mutex<[String]>([])

    /// Listens in a folder whose path is short enough for a socket.
    init(in folder: URL) throws {
        path = folder.appending(path: "notify").path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        precondition(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        // A queue of ten datagrams that nobody empties would stop the daemon.
        let reader = Thread { [descriptor, weak self] in
            var room = [UInt8](repeating: 0, count: 8192)
            while true {
                let count = recv(descriptor, &room, room.count, 0)
                guard count > 0, let self else { return }
                let text = String(decoding: room[..<count], as: UTF8.self)
                self.heard.withLock { $0.append(text) }
            }
        }
        reader.start()
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    /// Every status line so far.
    var statusLines: [String] {
        heard.withLock { $0 }.flatMap { $0.split(separator: "\n") }
            .filter { $0.hasPrefix("STATUS=") }.map { String($0.dropFirst(7)) }
    }

    var status: String { statusLines.last ?? "" }

    /// How often the watchdog was fed.
    var pings: Int { heard.withLock { $0 }.count { $0.contains("WATCHDOG=1") } }
}
