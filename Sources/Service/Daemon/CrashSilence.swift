import Glibc

/// Keeps out of what a crash leaves behind what the process had in memory: names and NIKs (G12).
package enum CrashSilence {
    /// The signals of a crash, for which Swift's runtime has a handler of its own: it writes what
    /// the registers point at to standard error, and that is the journal.
    private static let crashes = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT]

    /// From now on a crash says which signal it was, to who waits for the process, and no more.
    /// Call it first: it holds whoever starts the program, with or without the unit.
    package static func begin() {
        for crash in crashes { signal(crash, SIG_DFL) }
        // For a file; a program that takes dumps through a pipe may disregard it.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        // Whoever takes it, no memory is in it (core(5)).
        let filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
        guard filter >= 0 else { return }
        _ = write(filter, "0", 1)
        close(filter)
    }
}
