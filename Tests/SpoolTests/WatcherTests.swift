import Dispatch
import Synchronization
import Testing

@testable import Spool

/// The thread that waits for inotify.
@Suite struct WatcherTests {
    /// Lives for as long as somebody may hear.
    private final class Listener: Sendable {
        let heard = Atomic<Int>(0)
    }

    @Test func `it hears on the queue, and no more when it is gone`() throws {
        let place = try TemporarySpool()
        let queue = DispatchQueue(label: "heard")
        let opened = try SpoolPlace(path: place.path)
        defer { opened.markGone() }
        var listener: Listener? = Listener()
        weak let listening = listener
        var watcher: Watcher?
        watcher = try Watcher(queue: queue) { [listener] in
            dispatchPrecondition(condition: .onQueue(queue))
            listener?.heard.add(1, ordering: .relaxed)
        }
        listener = nil
        try queue.sync { try watcher?.watch(opened.incoming, as: .incoming) }
        try place.makeBox("NEW")
        try wait("heard") { listening?.heard.load(ordering: .relaxed) == 1 }
        // It is asked for one event at a time.
        try place.makeBox("NEWER")
        queue.sync {
            #expect(watcher?.read() == [.foldersChanged])
            watcher?.listen()
        }
        try place.makeBox("NEWEST")
        try wait("heard again") { listening?.heard.load(ordering: .relaxed) == 2 }
        queue.sync { watcher = nil }
        try wait("its thread has ended") { listening == nil }
    }
}
