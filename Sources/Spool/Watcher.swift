import CSpool
import Dispatch
import Glibc
import SystemPackage

/// inotify: who hears of changes early. A hint, never the truth; see inotify(7).
final class Watcher {
    /// What a watch is on.
    enum Target: Equatable {
        /// The spool's folder itself, or one above it, for its own removal.
        case spool
        /// `incoming/`, for folders that come and go.
        case incoming
        case box(BoxID)
    }

    /// What was heard.
    enum Event: Equatable {
        case file(BoxID, FileName, IntakeState.Hint)
        /// A folder came, went or is not what it was: look.
        case foldersChanged
        case hintsLost
        /// Hints cannot be read now, though there are some: asking again at once would spin.
        case deaf
    }

    private let descriptor: Int32
    /// An epoll set of the descriptor, each time for one event only, and of ``end``.
    private let gate: Int32
    /// An eventfd: no more is heard.
    private let end: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    private var targets: [Int32: Target] = [:]
    private var isPaused = false

    /// - Parameters:
    ///   - queue: where `heard` is called.
    ///   - heard: call ``read()`` there.
    init(queue: DispatchQueue, heard: @escaping @Sendable () -> Void) throws(Errno) {
        var opened: [Int32] = []
        do throws(Errno) {
            opened.append(try System.check { inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)) })
            opened.append(try System.check { epoll_create1(Int32(EPOLL_CLOEXEC)) })
            opened.append(try System.check { eventfd(0, Int32(EFD_CLOEXEC)) })
            try Watcher.change(opened[1], EPOLL_CTL_ADD, opened[2], EPOLLIN.rawValue)
            try Watcher.change(opened[1], EPOLL_CTL_ADD, opened[0], Watcher.once)
        } catch {
            for one in opened { close(one) }
            throw error
        }
        (descriptor, gate, end) = (opened[0], opened[1], opened[2])
        buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 8)
        DispatchQueue(label: "spool.ears").async { [gate, descriptor, end] in
            Watcher.wait(gate, until: end) { queue.sync(execute: heard) }
            for one in [gate, descriptor, end] { close(one) }
        }
    }

    deinit {
        eventfd_write(end, 1)
        buffer.deallocate()
    }

    /// Waits on a thread of its own, which then calls `heard` itself if the queue is free: by way of
    /// a source, libdispatch's thread would wake another one for each file.
    private static func wait(_ gate: Int32, until end: Int32, heard: () -> Void) {
        while true {
            var event = epoll_event()
            let count = epoll_wait(gate, &event, 1, -1)
            precondition(count > 0 || errno == EINTR, "the set and what is in it are open")
            if count > 0, event.data.fd == end { return }
            if count > 0 { heard() }
        }
    }

    private static let once = EPOLLIN.rawValue | EPOLLONESHOT.rawValue

    private static func change(
        _ gate: Int32, _ operation: Int32, _ descriptor: Int32, _ events: UInt32
    ) throws(Errno) {
        var event = epoll_event()
        event.events = events
        event.data.fd = descriptor
        try System.check { epoll_ctl(gate, operation, descriptor, &event) }
    }

    /// Hears nothing for a while: the kernel keeps what happens. To be followed by ``goOn()``.
    /// - Returns: false if it is paused already.
    func pause() -> Bool {
        guard !isPaused else { return false }
        isPaused = true
        return true
    }

    func goOn() {
        isPaused = false
        listen()
    }

    /// Hears the next event, unless it is paused. To be called after each ``read()``.
    func listen() {
        // An entry that is there can be changed without memory: this does not fail.
        if !isPaused { try? Watcher.change(gate, EPOLL_CTL_MOD, descriptor, Watcher.once) }
    }

    /// Watches an open directory, not a path: what is watched is what is read.
    func watch(_ directory: DirectoryHandle, as target: Target) throws(Errno) {
        let mask: UInt32
        switch target {
        case .spool: mask = 0
        case .incoming: mask = UInt32(IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
        case .box: mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE)
        }
        let itself = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
        let number = try System.check {
            inotify_add_watch(descriptor, "/proc/self/fd/\(directory.descriptor)", mask | itself)
        }
        targets[number] = target
    }

    /// Hears of it when a folder above the path is moved. As far as they may be watched: whether the
    /// spool is where it was is looked at before anything is removed, and at each rescan.
    func watchAbove(_ path: String) {
        guard let real = realpath(path, nil) else { return }
        defer { free(real) }
        var folder = String(cString: real)
        while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
            folder = String(folder[..<slash])
            let mask = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
            let number = inotify_add_watch(descriptor, folder, mask)
            if number >= 0, targets[number] == nil { targets[number] = .spool }
        }
    }

    func unwatch(_ target: Target) {
        for (number, one) in targets where one == target {
            targets[number] = nil
            _ = inotify_rm_watch(descriptor, number)
        }
    }

    /// All that the kernel has for us, up to one buffer; ``listen()`` calls again for the rest.
    func read() -> [Event] {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else {
            return count == 0 || errno == EAGAIN || errno == EINTR ? [] : [.deaf]
        }
        var events: [Event] = []
        var offset = 0
        while offset + Self.headerSize <= count {
            let number = buffer.loadUnaligned(fromByteOffset: offset, as: Int32.self)
            let mask = Int(buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self))
            let length = Int(buffer.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
            let name = UnsafeRawBufferPointer(
                rebasing: buffer[(offset + Self.headerSize)..<(offset + Self.headerSize + length)])
            if let event = event(number, mask, name), events.last != event { events.append(event) }
            offset += Self.headerSize + length
        }
        return events
    }

    /// `struct inotify_event` without its name: wd, mask, cookie, len.
    private static let headerSize = 16

    private func event(_ number: Int32, _ mask: Int, _ name: UnsafeRawBufferPointer) -> Event? {
        if mask & Int(IN_Q_OVERFLOW) != 0 { return .hintsLost }
        guard let target = targets[number] else { return nil }
        let itself = Int(IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED)
        if mask & itself != 0 {
            if mask & Int(IN_IGNORED) != 0 { targets[number] = nil }
            return .foldersChanged
        }
        guard case .box(let box) = target else { return .foldersChanged }
        guard let first = name.first, first != 0 else { return nil }
        let isMovedIn = mask & Int(IN_MOVED_TO) != 0
        // Only we rename to names with a dot: each settled file would be heard here again.
        if first == UInt8(ascii: "."), isMovedIn { return nil }
        let bytes = Array(name.prefix { $0 != 0 })
        let isWhole = mask & Int(IN_CLOSE_WRITE | IN_MOVED_TO) != 0 && mask & Int(IN_ISDIR) == 0
        return .file(box, FileName(bytes: bytes), isWhole ? .whole : .made)
    }
}
