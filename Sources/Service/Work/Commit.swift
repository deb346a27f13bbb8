import Ledger
import Programme

/// A batch that has become durable.
struct Commit: Sendable {
    let received: [ReceivedJob]
    /// One for each, in the same order.
    let recorded: [RecordedJob]
    /// The transaction, waiting for its turn included.
    let took: Duration
    /// When it was durable.
    let at: Instant

    /// Whether operators' commands are among it.
    var hasCommands: Bool { received.contains { $0.job?.schema == .operatorCommand } }
}
