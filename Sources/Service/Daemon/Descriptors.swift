import Glibc

/// How many files the daemon may have open.
enum Descriptors {
    /// The ledger, the queues, one file for each worker, and room to settle; boxes come on top.
    private static let own = 32

    /// Takes as many as are allowed.
    ///
    /// - Throws: when they are so few that the boxes alone could take them all: files would be
    ///   recorded and could never be removed.
    static func prepare(boxes: Int) throws(StartError) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        if limit.rlim_cur < limit.rlim_max {
            var wanted = limit
            wanted.rlim_cur = limit.rlim_max
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &wanted) == 0 {
                limit = wanted
            }
        }
        guard limit.rlim_cur >= rlim_t(own + boxes) else {
            throw StartError(descriptors: Int(limit.rlim_cur), needed: own + boxes, boxes: boxes)
        }
    }
}
