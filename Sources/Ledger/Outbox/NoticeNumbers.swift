internal import Programme

/// Gives out the numbers of notices, without gaps.
///
/// The counter is a row that changes in the same transaction as the notices: a batch that is rolled
/// back takes its numbers back with it. It is read and written once a batch.
struct NoticeNumbers {
    private let session: Session
    private let now: Instant
    private var next: Int64

    /// - Parameter now: when what is announced is recorded.
    init(_ session: Session, at now: Instant) throws(SQLFailure) {
        self.session = session
        self.now = now
        let counter = try session.first("SELECT next_notice FROM counter") {
            (row) throws(SQLFailure) in row.integer(0)
        }
        guard let counter else { throw .unexpected("the counter of notices is gone") }
        next = counter
    }

    /// Puts the notice of an attempt in the outbox.
    mutating func announce(attempt: Int64, setAside: Bool) throws(SQLFailure) {
        try insert(setAside ? "set_aside" : "job", attempt)
    }

    /// Puts the notice of a refused item of an attempt in the outbox.
    mutating func announce(item position: Int, of attempt: Int64) throws(SQLFailure) {
        try insert("item", attempt, position: position)
    }

    /// Puts the notice in the outbox that so many more items of an attempt were refused.
    mutating func announce(itemsMore count: Int, of attempt: Int64) throws(SQLFailure) {
        try insert("items", attempt, more: count)
    }

    /// Puts the notice of a changed verdict in the outbox.
    mutating func announce(change: Int64, becauseOf attempt: Int64) throws(SQLFailure) {
        try insert("verdict", attempt, change: change)
    }

    /// Puts the notice in the outbox that items of a job are overdue.
    ///
    /// - Returns: its number.
    mutating func announce(overdueOf attempt: Int64) throws(SQLFailure) -> Int64 {
        try insert("overdue", attempt)
        return next - 1
    }

    /// Puts a summary's notice in the outbox.
    ///
    /// - Parameter attempt: the last that it counts.
    /// - Returns: its number.
    mutating func announce(summaryUpTo attempt: Int64) throws(SQLFailure) -> Int64 {
        try insert("summary", attempt)
        return next - 1
    }

    private mutating func insert(
        _ kind: String, _ attempt: Int64, change: Int64? = nil, position: Int? = nil,
        more: Int? = nil
    ) throws(SQLFailure) {
        try session.run(
            """
            INSERT INTO notice (seq, kind, attempt, change, position, more, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, next, kind, attempt, change, position, more, now)
        next += 1
    }

    /// Writes the counter back.
    func finish() throws(SQLFailure) {
        try session.run("UPDATE counter SET next_notice = ?", next)
    }
}
