import CSpool
import Dispatch
import Glibc
import SystemPackage

/// Hears that a file system was mounted or unmounted somewhere, so that nobody need look every few
/// seconds whether one stands over the spool: inotify does not tell.
///
/// The kernel's list of mounts can always be read; that it has changed is an exceptional state of
/// it (proc(5)), for which Dispatch has no source. So it stands in an epoll of its own, which can
/// be read when there is news. A change that comes while another is being told may stay unheard:
/// look once more a little later.
final class MountWatch {
    private let source: any DispatchSourceRead

    /// - Parameters:
    ///   - queue: where `heard` is called.
    ///   - heard: something has changed.
    init(queue: DispatchQueue, heard: @escaping @Sendable () -> Void) throws(Errno) {
        let list = try System.check { open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC) }
        let news: Int32
        do {
            news = try MountWatch.news(of: list)
        } catch {
            close(list)
            throw error
        }
        source = DispatchSource.makeReadSource(fileDescriptor: news, queue: queue)
        source.setEventHandler {
            var event = epoll_event()
            _ = epoll_wait(news, &event, 1, 0)
            heard()
        }
        source.setCancelHandler {
            close(news)
            close(list)
        }
        source.activate()
    }

    deinit { source.cancel() }

    private static func news(of list: Int32) throws(Errno) -> Int32 {
        let news = try System.check { epoll_create1(Int32(EPOLL_CLOEXEC)) }
        var event = epoll_event()
        event.events = EPOLLPRI.rawValue
        guard epoll_ctl(news, EPOLL_CTL_ADD, list, &event) == 0 else {
            let failure = Errno(rawValue: errno)
            close(news)
            throw failure
        }
        return news
    }
}
