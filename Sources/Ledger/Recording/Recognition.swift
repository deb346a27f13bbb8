internal import Programme

/// What a delivery turns out to be, before its content counts.
enum Recognition: Hashable {
    /// The file (or the deferred job) of an attempt that was recorded before.
    case leftover(of: Int64)
    /// The same bytes as the job that used up the id.
    case duplicate(of: Int64)
    /// Other bytes under a used-up id.
    case conflict(with: Int64)
    /// To be recorded as the intake check says.
    case new
}

extension Session {
    /// Recognises a delivery by its file and by its id.
    ///
    /// Runs inside the batch's transaction, so that of two files of one job in one batch the second
    /// sees the first.
    func recognise(_ received: ReceivedJob) throws(SQLFailure) -> Recognition {
        let source = try number(of: received.box)
        if let attempt = try leftover(received, source) { return .leftover(of: attempt) }
        // Ids are looked up by drop box: a job that names another source is not compared with that
        // source's jobs, else its receipt would repeat a rival's report; nor with the box's own.
        guard received.result.outcome != .unreadable, let job = received.job,
            job.source == received.box, let jobID = job.jobID
        else { return .new }
        let recorded = try first(
            """
            SELECT id, sha256 FROM attempt WHERE source = ? AND job_id = ? AND recorded = 1
            """, source, jobID
        ) { (row) throws(SQLFailure) in (attempt: row.integer(0), sha256: row.bytes(1)) }
        guard let recorded else { return .new }
        return received.mayBeKept(as: recorded.sha256)
            ? .duplicate(of: recorded.attempt) : .conflict(with: recorded.attempt)
    }

    /// The delivery under the name that its sender gave it, if it stands under one of ours,
    /// `.okoce-N`.
    ///
    /// It is not attempt N's file but a newer one of that name, which attempt N moved aside in its
    /// place; then the daemon was killed before it could take it. (Killed between two system calls,
    /// it may be of the name of an attempt soon after N, which is not known then.)
    func asGiven(_ received: ReceivedJob) throws(SQLFailure) -> ReceivedJob {
        guard let attempt = received.leftoverOf?.lowerBound else { return received }
        let name = try first(
            "SELECT file_name FROM attempt WHERE id = ? AND source = ?",
            attempt, try number(of: received.box)
        ) { (row) throws(SQLFailure) in row.bytes(0) }
        return name.map(received.named) ?? received
    }

    /// The attempt whose file this is, if it was recorded before.
    private func leftover(_ received: ReceivedJob, _ source: Int64) throws(SQLFailure) -> Int64? {
        if let deferred = received.resumes {
            return try first("SELECT id FROM attempt WHERE resumes = ?", deferred) {
                (row) throws(SQLFailure) in row.integer(0)
            }
        }
        let file = received.identity
        // The kernel numbers devices anew at each boot. Where that made a difference, the same
        // bytes in the same inode with the same times are the same file all the same.
        // The rename to .okoce-N changed ctime; the number stands in for it.
        if let attempts = received.leftoverOf {
            let found = try first(
                """
                SELECT id FROM attempt WHERE id = ? AND source = ? AND inode = ?
                  AND size = ? AND mtime_ns = ? AND (device = ? OR sha256 = ? OR sha256 = ?)
                """,
                attempts.lowerBound, source, Int64(bitPattern: file.inode), file.size,
                file.mtimeNs, Int64(bitPattern: file.device), received.sha256, received.keyed
            ) { (row) throws(SQLFailure) in row.integer(0) }
            if let found { return found }
            if let found = try leftover(received, source, among: attempts) { return found }
        }
        return try first(
            """
            SELECT id FROM attempt WHERE ctime_ns = ? AND inode = ? AND source = ? AND size = ?
              AND mtime_ns = ? AND (device = ? OR sha256 = ? OR sha256 = ?) ORDER BY id DESC
            """,
            file.ctimeNs, Int64(bitPattern: file.inode), source, file.size, file.mtimeNs,
            Int64(bitPattern: file.device), received.sha256, received.keyed
        ) { (row) throws(SQLFailure) in row.integer(0) }
    }

    /// The attempt, other than the first of those that share a name, whose file this is.
    ///
    /// Found by its id, so that a box full of such names costs no walk over attempts; and only with
    /// the same bytes, since the files of all these are gone and their inodes are used again.
    private func leftover(
        _ received: ReceivedJob, _ source: Int64, among attempts: ClosedRange<Int64>
    ) throws(SQLFailure) -> Int64? {
        guard let jobID = received.job?.jobID else { return nil }
        let file = received.identity
        let queries: [StaticString] = [
            """
            SELECT id FROM attempt WHERE recorded = 1 AND source = ? AND job_id = ?
              AND id BETWEEN ? AND ? AND inode = ? AND size = ? AND mtime_ns = ?
              AND (sha256 = ? OR sha256 = ?)
            """,
            """
            SELECT id FROM attempt WHERE recorded = 0 AND source = ? AND job_id = ?
              AND id BETWEEN ? AND ? AND inode = ? AND size = ? AND mtime_ns = ?
              AND (sha256 = ? OR sha256 = ?)
            """,
        ]
        for query in queries {
            let found = try first(
                query, source, jobID, attempts.lowerBound, attempts.upperBound,
                Int64(bitPattern: file.inode), file.size, file.mtimeNs, received.sha256,
                received.keyed
            ) { (row) throws(SQLFailure) in row.integer(0) }
            if let found { return found }
        }
        return nil
    }
}

extension ReceivedJob {
    /// The digest with the key; the other one while nobody was erased.
    fileprivate var keyed: [UInt8] { keyedSHA256.isEmpty ? sha256 : keyedSHA256 }

    /// Whether a digest in the ledger is of this file: as it came, or with the key where somebody was
    /// erased since.
    fileprivate func mayBeKept(as digest: [UInt8]) -> Bool {
        digest == sha256 || digest == keyedSHA256 || digest == plainSHA256
    }
}
