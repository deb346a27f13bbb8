import Foundation
import Synchronization

/// The service manager's end of `NOTIFY_SOCKET`: all that the daemon says of its state.
final class StatusSocket {
    let path: String
    private let source: any DispatchSourceRead
    private let heard: Heard

    init(in folder: URL) throws {
        let path = folder.appending(path: "notify").path
        self.path = path
        let kind = SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(AF_UNIX, Int32(kind), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        // The kernel holds ten datagrams or so; then who sends one waits.
        source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "notify"))
        let heard = Heard()
        self.heard = heard
        source.setEventHandler { [heard] in heard.read(descriptor) }
        source.setCancelHandler { close(descriptor) }
        source.resume()
    }

    deinit { source.cancel() }

    /// All that has come so far, a datagram's assignments a line each.
    var said: String { heard.text.withLock { $0 } }
}

/// What came, kept for who asks.
private final class Heard: Sendable {
    let text = Mutex("")

    func read(_ descriptor: Int32) {
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let length = recv(descriptor, &room, room.count, 0)
            guard length > 0 else { return }
            let datagram = String(decoding: room[..<length], as: UTF8.self)
            text.withLock { $0 += datagram + "\n" }
        }
    }
}
