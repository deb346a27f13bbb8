import Glibc
import Synchronization

/// A descriptor kept for the moment in which there is none left, so that this can be told.
final class SpareDescriptor: Sendable {
    private let descriptor: Mutex<Int32>

    init() {
        descriptor = Mutex(SpareDescriptor.make())
    }

    deinit {
        descriptor.withLock { if $0 >= 0 { _ = close($0) } }
    }

    /// Does something that needs a descriptor, with the spare one given up for as long as it lasts.
    func spending<Result>(_ body: () -> Result) -> Result {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            defer { descriptor = SpareDescriptor.make() }
            return body()
        }
    }

    private static func make() -> Int32 {
        open("/dev/null", O_RDONLY | O_CLOEXEC)
    }
}
