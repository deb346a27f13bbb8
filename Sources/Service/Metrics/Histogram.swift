/// How many values were how large, in fixed steps. Adding one costs a few comparisons.
struct Histogram: Hashable, Sendable {
    /// The steps, and what one of the whole numbers is in the unit that is shown.
    struct Scale: Hashable, Sendable {
        /// Upper bounds, each within its bucket, ascending.
        let bounds: [Int64]
        /// How many make one of the unit that is shown.
        let unit: Double

        func value(_ whole: Int64) -> Double { Double(whole) / unit }

        /// A commit in nanoseconds, shown in seconds: from a fast disk's fsync to the unit's
        /// patience.
        static let commit = Scale(seconds: [
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
        ])

        /// A job's way in nanoseconds, shown in seconds: from one commit to a day's backlog.
        static let latency = Scale(seconds: [
            0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200,
            86_400,
        ])

        /// Jobs of one transaction, of which there are 5000 at most.
        static let batch = Scale(
            bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], unit: 1)

        private init(bounds: [Int64], unit: Double) {
            self.bounds = bounds
            self.unit = unit
        }

        private init(seconds: [Double]) {
            self.init(bounds: seconds.map { Int64(($0 * 1e9).rounded()) }, unit: 1e9)
        }
    }

    let scale: Scale
    /// One for each bound, and one for what is larger than all.
    private var buckets: [UInt64]
    private(set) var count: UInt64 = 0
    private(set) var sum: Int64 = 0

    init(_ scale: Scale) {
        self.scale = scale
        buckets = Array(repeating: 0, count: scale.bounds.count + 1)
    }

    /// Adds a value; one below zero, which a clock that was set back makes, counts as zero.
    mutating func add(_ value: Int64) {
        let value = max(0, value)
        var bucket = 0
        while bucket < scale.bounds.count, scale.bounds[bucket] < value { bucket += 1 }
        buckets[bucket] += 1
        count += 1
        sum = sum &+ value
    }

    /// How many values are at most each bound.
    var cumulative: [UInt64] {
        var total: UInt64 = 0
        return buckets.dropLast().map { bucket in
            total += bucket
            return total
        }
    }
}
