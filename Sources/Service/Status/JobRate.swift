/// Jobs a second, over the last ten seconds: long enough that a batch is no spike, short enough
/// that an end of work is seen.
struct JobRate {
    static let window = Duration.seconds(10)

    private struct Sample {
        let at: ContinuousClock.Instant
        let jobs: UInt64
    }

    /// Oldest first; the first may be older than the window, and then says what was at its begin.
    private var samples: [Sample]

    init(since start: ContinuousClock.Instant) {
        samples = [Sample(at: start, jobs: 0)]
    }

    /// Takes note of how many jobs there are since the start.
    ///
    /// - Returns: jobs a second.
    mutating func note(_ jobs: UInt64, at now: ContinuousClock.Instant) -> Double {
        samples.append(Sample(at: now, jobs: jobs))
        let begin = now - JobRate.window
        let before = samples.lastIndex { $0.at <= begin } ?? 0
        samples.removeFirst(before)
        let span = min(JobRate.window, now - samples[0].at) / .seconds(1)
        guard span > 0 else { return 0 }
        return Double(jobs - samples[0].jobs) / span
    }
}
