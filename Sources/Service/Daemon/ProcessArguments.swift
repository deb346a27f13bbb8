import Glibc

/// The command line as the kernel has it.
///
/// Swift finds its own copy beside the environment, and finds nothing once a preloaded library
/// (libfaketime, an allocator) has moved the environment before `main`: the daemon would take the
/// system's configuration for the one that it was given.
enum ProcessArguments {
    /// The program's arguments, without its name.
    static var all: [String] {
        guard let bytes = try? JobFileBytes.read("/proc/self/cmdline"), !bytes.isEmpty else {
            return Array(CommandLine.arguments.dropFirst())
        }
        return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).dropFirst()
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
