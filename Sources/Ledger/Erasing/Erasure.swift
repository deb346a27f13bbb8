package import Programme

/// A person who is to be forgotten, and how far that has come.
package struct PendingErasure: Hashable, Sendable {
    /// The number of the operator's act.
    package let act: Int64
    /// As the act has it: the person's own until the facts are done with, then the tombstone's.
    package let nik: NIK
    /// When the operator's command was submitted: what was submitted until then goes, and what
    /// occurred before that day.
    package let erasedAt: Instant
    /// What is to be done next.
    package let step: Step
    /// The last delivery that is done with.
    package let reached: Int64
    /// By which the person is known again, a keyed digest; nil until the facts are done with.
    package let mac: [UInt8]?

    /// The steps, in their order. Each is done in pieces, and picked up where it was left.
    package enum Step: String, Hashable, Sendable, CaseIterable {
        /// Facts, folded rows, verdicts, acts: one transaction, so that no figure is ever wrong.
        case facts
        /// Documents, ids, file names, complaints, delivery by delivery.
        case attempts
        /// Receipts and rejected files in the spool.
        case files
        /// What SQLite has left behind in pages of the file, and its log.
        case pages
        case done
    }
}

/// Somebody who was erased, by what tells them from others and says nothing else.
package struct ErasedPerson: Hashable, Sendable {
    /// A keyed digest of the NIK, 32 bytes.
    package let mac: [UInt8]
    package let erasedAt: Instant

    package init(mac: [UInt8], erasedAt: Instant) {
        self.mac = mac
        self.erasedAt = erasedAt
    }
}

/// What the ledger needs of other rooms to take a person out of bytes and words.
package struct ErasingTools: Sendable {
    /// The bytes of a document without the person, and if told so without its operator's reason; nil
    /// if there is nothing to be taken out.
    package let redact: @Sendable ([UInt8], Bool) -> [UInt8]?
    /// A text or a file's name without the person's number.
    package let mask: @Sendable ([UInt8]) -> [UInt8]
    /// 32 bytes that depend on a secret, so that who knows all but one field of a small document
    /// cannot try out what stood in it.
    package let keyed: @Sendable ([UInt8]) -> [UInt8]

    package init(
        redact: @escaping @Sendable ([UInt8], Bool) -> [UInt8]?,
        mask: @escaping @Sendable ([UInt8]) -> [UInt8],
        keyed: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.redact = redact
        self.mask = mask
        self.keyed = keyed
    }

    func masked(_ text: String) -> String {
        String(decoding: mask(Array(text.utf8)), as: UTF8.self)
    }
}

extension Ledger {
    /// Erasures that operators have commanded and that are not done, the oldest first.
    package func pendingErasures() throws(LedgerError) -> [PendingErasure] {
        try write { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT person_act.fact, person_act.nik, attempt.submitted_at, erasure.step,
                  coalesce(erasure.reached, 0), erasure.mac
                FROM person_act JOIN attempt ON attempt.id = person_act.fact / 8192
                  LEFT JOIN erasure ON erasure.act = person_act.fact
                WHERE what = 'erase' AND step IS NOT 'done' ORDER BY person_act.fact
                """
            ) { (row) throws(SQLFailure) in
                PendingErasure(
                    act: row.integer(0), nik: row.nik(1), erasedAt: row.instant(2),
                    step: try row.optionalWord(3) ?? .facts, reached: row.integer(4),
                    mac: row.isNull(5) ? nil : row.bytes(5))
            }
        }
    }

    /// Everybody who was erased; not those of whom the facts are still there.
    package func erasedPeople() throws(LedgerError) -> [ErasedPerson] {
        try write { (session) throws(SQLFailure) in
            try session.rows("SELECT mac, erased_at FROM erasure") { (row) throws(SQLFailure) in
                ErasedPerson(mac: row.bytes(0), erasedAt: row.instant(1))
            }
        }
    }

    /// Writes down how far an erasure has come; an earlier step is not gone back to.
    package func advance(
        erasure act: Int64, to step: PendingErasure.Step, reached: Int64 = 0
    ) throws(LedgerError) {
        let now = options.clock()
        return try transaction { (session) throws(SQLFailure) in
            try session.run(
                "UPDATE erasure SET step = ?, reached = ?, finished_at = ? WHERE act = ?",
                step, reached, step == .done ? now : nil, act)
        }.get(orThrow: path)
    }

    /// The deliveries that an erasure has taken the person out of.
    package func redacted(by act: Int64) throws(LedgerError) -> Set<Int64> {
        try write { (session) throws(SQLFailure) in
            Set(
                try session.rows("SELECT attempt FROM redacted WHERE act = ?", act) {
                    (row) throws(SQLFailure) in row.integer(0)
                })
        }
    }
}

extension PendingErasure.Step: Bindable {}

extension Session {
    /// Does something for which rows may be changed that are kept otherwise.
    func erasingPerson<Result>(
        _ body: () throws(SQLFailure) -> Result
    ) throws(SQLFailure) -> Result {
        try run("INSERT INTO erasing VALUES (1, 'person')")
        let result = try body()
        try run("DELETE FROM erasing")
        return result
    }
}
