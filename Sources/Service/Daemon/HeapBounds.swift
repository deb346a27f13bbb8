import CSpool

/// How malloc keeps the memory of the work, so that the most that the daemon holds is what it uses.
///
/// Left alone glibc gives each busy thread an arena of its own and, once a large file was freed,
/// takes the next ones from these arenas, where small things that live on keep the holes from being
/// given back: twice the memory under files of 5,000 items, and no less processor time.
enum HeapBounds {
    /// To be called before there is a second thread.
    static func set() {
        // One for who prepares, one for who writes.
        mallopt(M_ARENA_MAX, 2)
        // Files and the arrays of their items are mapped, and unmapped when they are done with.
        mallopt(M_MMAP_THRESHOLD, 512 << 10)
        // What a batch gives back, the next one needs.
        mallopt(M_TRIM_THRESHOLD, 2 << 20)
    }
}
