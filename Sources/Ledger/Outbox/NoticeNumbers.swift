internal import Programme

/// Gives out the numbers of notices, without gaps.
///
/// The counter is a row that changes in the same transaction as the notices: a batch that is rolled
/// back takes its numbers back with it. It is read and written once a batch.
struct NoticeNumbers {
    private let session: Session
    private var next: Int64

    init(_ session: Session) throws(SQLFailure) {
        self.session = session
        let counter = try session.first("SELECT next_notice FROM counter") {
            (row) throws(SQLFailure) in row.integer(0)
        }
        guard let counter else { throw .unexpected("the counter of notices is gone") }
        next = counter
    }

    /// Puts the notice of an attempt in the outbox.
    mutating func announce(attempt: Int64, setAside: Bool) throws(SQLFailure) {
        try session.run(
            "INSERT INTO notice (seq, kind, attempt) VALUES (?, ?, ?)",
            next, setAside ? "set_aside" : "job", attempt)
        next += 1
    }

    /// Puts the notice of a changed verdict in the outbox.
    mutating func announce(change: Int64, becauseOf attempt: Int64) throws(SQLFailure) {
        try session.run(
            "INSERT INTO notice (seq, kind, attempt, change) VALUES (?, 'verdict', ?, ?)",
            next, attempt, change)
        next += 1
    }

    /// Puts the notice in the outbox that items of a job are overdue.
    ///
    /// - Returns: its number.
    mutating func announce(overdueOf attempt: Int64) throws(SQLFailure) -> Int64 {
        try session.run(
            "INSERT INTO notice (seq, kind, attempt) VALUES (?, 'overdue', ?)", next, attempt)
        next += 1
        return next - 1
    }

    /// Writes the counter back.
    func finish() throws(SQLFailure) {
        try session.run("UPDATE counter SET next_notice = ?", next)
    }
}
