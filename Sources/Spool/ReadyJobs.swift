/// A job and the file it was made of.
struct Prepared<Job: Sendable>: Sendable {
    let ticket: Ticket
    let job: Job
}

/// Jobs that gather while the writer commits, and while the workers are on the next ones.
///
/// A commit takes two or three milliseconds beside what its jobs take. Where many files wait and are
/// slow to read, a writer that came for each handful of jobs would take the processors from those
/// who read, and so find still fewer the next time. So it leaves them until there is half a batch,
/// but only as long as all workers read and more files wait for them: see ``isWorthCommitting(_:)``.
struct ReadyJobs<Job: Sendable>: Sendable {
    private var ahead = Line<Prepared<Job>>()
    private var others = Line<Prepared<Job>>()
    /// Of the others' files.
    private var bytes = 0
    /// The writer will come for them.
    private var isWriterAwake = false
    /// Every worker has files in hand, and there are more to follow.
    private var isMoreComing = false
    /// The last batch had none of the others, and some wait.
    private var owesOthers = false

    var count: Int { ahead.count + others.count }

    var isSomebodyAhead: Bool { !ahead.isEmpty }

    /// What one commit may hold.
    struct Bounds {
        var jobs: Int
        var bytes: Int
    }

    /// - Returns: whether the writer is to be woken.
    mutating func give(_ jobs: [Prepared<Job>], isAhead: Bool, _ bounds: Bounds) -> Bool {
        if isAhead {
            ahead.append(contentsOf: jobs)
        } else {
            others.append(contentsOf: jobs)
            for job in jobs { bytes += job.ticket.bytes }
        }
        return wakes(bounds)
    }

    /// - Parameter isMoreComing: whether all workers have files in hand and more wait for them.
    /// - Returns: whether the writer is to be woken.
    mutating func expect(more isMoreComing: Bool, _ bounds: Bounds) -> Bool {
        self.isMoreComing = isMoreComing
        return wakes(bounds)
    }

    private mutating func wakes(_ bounds: Bounds) -> Bool {
        guard !isWriterAwake, isWorthCommitting(bounds) else { return false }
        isWriterAwake = true
        return true
    }

    private func isWorthCommitting(_ bounds: Bounds) -> Bool {
        if others.isEmpty || !isMoreComing { return !others.isEmpty || !ahead.isEmpty }
        return !ahead.isEmpty || others.count >= bounds.jobs / 2 || bytes >= bounds.bytes / 2
    }

    /// The next batch; empty if the writer is to be woken when there is one.
    mutating func next(_ bounds: Bounds) -> [Prepared<Job>] {
        isWorthAnother(bounds) ? take(bounds) : []
    }

    /// Whether there is a next batch; if not, the writer is to be woken when there is one.
    mutating func isWorthAnother(_ bounds: Bounds) -> Bool {
        isWriterAwake = isWorthCommitting(bounds)
        return isWriterAwake
    }

    /// Up to so many jobs, and up to so many bytes of their files unless the first alone has more.
    ///
    /// Those ahead go first, and where other boxes' jobs wait in a batch of their own, which is soon
    /// over: a single file waits for the batch at hand, not for one more of a box with a million. The
    /// next one begins with one of the others, so that a few boxes with one large file after another
    /// starve nobody.
    mutating func take(_ bounds: Bounds) -> [Prepared<Job>] {
        var batch: [Prepared<Job>] = []
        var sum = 0
        var hasOther = false
        let areOwed = owesOthers && !others.isEmpty
        let isShort = !areOwed && othersAreOfAnotherBox
        while batch.count < bounds.jobs {
            let isOther = ahead.isEmpty || (areOwed && batch.isEmpty)
            if isOther, isShort { break }
            guard let next = isOther ? others.first : ahead.first else { break }
            sum += next.ticket.bytes
            guard batch.isEmpty || sum <= bounds.bytes else { break }
            if isOther { bytes -= next.ticket.bytes }
            _ = isOther ? others.popFirst() : ahead.popFirst()
            hasOther = hasOther || isOther
            batch.append(next)
        }
        owesOthers = !hasOther && !others.isEmpty
        return batch
    }

    /// All of them, for a drain that has no time for one commit more.
    mutating func takeAll() -> [Prepared<Job>] {
        bytes = 0
        return ahead.take(.max) + others.take(.max)
    }

    /// Of the first of them: what follows it is in part of one that is quiet no more.
    private var othersAreOfAnotherBox: Bool {
        guard let ahead = ahead.first, let other = others.first else { return false }
        return ahead.ticket.handle.id != other.ticket.handle.id
    }
}
