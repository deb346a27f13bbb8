/// The daemon around the engine: it knows what a file means.
///
/// The whole contract is three verbs. *Prepare* turns bytes into a job, concurrently and without
/// effect. *Commit* makes a batch of jobs durable and says of each how its file is settled.
/// *Settle* is the spool's.
public protocol SpoolHost: Sendable {
    /// What is committed.
    associatedtype Job: Sendable

    /// Makes a job of a delivery. Called on worker queues, several at once; must have no effect,
    /// since a file may be prepared and never committed, or prepared twice.
    func prepare(_ delivery: Delivery) -> Preparation<Job>

    /// Makes the jobs durable, all of them, before it returns: their files are removed next.
    ///
    /// Called on the one serial writer queue, in the order in which jobs became ready.
    /// - Returns: one settlement for each job, in the same order.
    func commit(_ batch: [Job]) throws(CommitFailure) -> [Settlement]

    /// Does what the commits before it have put off, so that nobody had to wait for it. Called on the
    /// writer queue once a batch's files are on their way, unless somebody waits who goes ahead.
    /// After ``CommitFailure/retry(reason:)`` it is called again after the next batch.
    func catchUp() throws(CommitFailure)

    /// Says once more how a committed file leaves, right before it does: a full disk or a box that is
    /// away may have kept it for long, and the host may have learned meanwhile that it must not be
    /// kept. Called on the settling queue, perhaps several times for one file; must return soon.
    /// What leaves out this verb settles as the commit said.
    ///
    /// - Parameters:
    ///   - settlement: as ``commit(_:)`` answered, or as this did before.
    ///   - contents: reads the file as it was prepared. Nil if it is gone, or is none that was read.
    /// - Returns: the same, or another one of the same attempt.
    func revise(_ settlement: Settlement, contents: () -> [UInt8]?) -> Settlement

    /// Hears of states that an admin must see. Called on a queue of its own, one event at a time,
    /// in order; may call the spool.
    func observe(_ event: SpoolEvent)
}

extension SpoolHost {
    /// Nothing was put off.
    public func catchUp() throws(CommitFailure) {}

    /// As the commit said.
    public func revise(_ settlement: Settlement, contents: () -> [UInt8]?) -> Settlement {
        settlement
    }
}

/// What became of a delivery's bytes.
public enum Preparation<Job: Sendable>: Sendable {
    /// To be committed; a refused document is a job too.
    case job(Job)
    /// The input ends inside the document. The file is left where it is and looked at again when
    /// it has changed; not an answer to a delivery with ``Delivery/isLastChance`` or without
    /// bytes.
    case incomplete
}

/// Why a batch is not durable. Nothing of it may have been recorded.
public enum CommitFailure: Error, Sendable, Hashable {
    /// It may work later (a full disk, a busy database): the spool waits, 0.1 s at first and 5 s
    /// at last, and gives the same batch again.
    case retry(reason: String)
    /// It cannot be known what is durable (a failed fsync): the spool settles nothing more, takes
    /// nothing more and reports ``SpoolEvent/stopped(reason:)``.
    case stop(reason: String)
}

/// How a committed job's file leaves its box.
public struct Settlement: Sendable {
    /// What happens to the file.
    public enum Disposition: Sendable, Hashable {
        /// It is removed.
        case remove
        /// It is moved to `rejected/BOX/`, the receipt beside it.
        case reject
    }

    /// The number under which the host recorded this attempt; the file's name on its way out.
    /// No two files share one.
    public let attempt: Int64
    /// Removed or rejected.
    public let disposition: Disposition
    /// The receipt's bytes. Beside a rejected file it is always written.
    public let receipt: [UInt8]?
    /// True to write the receipt to `receipts/BOX/` too.
    public let keepsReceipt: Bool
    /// The name to use in `rejected/` and `receipts/` when the host knows better than the spool:
    /// after a restart, a leftover's first name. Nil for the delivery's own.
    public let name: FileName?
    /// The host's own, which the spool only carries: by what it knows this again when it is asked to
    /// revise it.
    public let basis: Int

    /// See the properties.
    public init(
        attempt: Int64, disposition: Disposition, receipt: [UInt8]? = nil,
        keepsReceipt: Bool = false, name: FileName? = nil, basis: Int = 0
    ) {
        precondition((0...Int64.max / 2).contains(attempt), "no number for an attempt")
        self.attempt = attempt
        self.disposition = disposition
        self.receipt = receipt
        self.keepsReceipt = keepsReceipt
        self.name = name
        self.basis = basis
    }
}
