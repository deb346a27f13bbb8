internal import Programme

extension Ledger {
    /// Takes a person out of what is kept of deliveries, one piece of the ledger: documents, ids,
    /// names of files, complaints, reasons of operators.
    ///
    /// No index says in which documents somebody stands whose items were refused, so all are looked
    /// through. A piece is at most 500 deliveries or some 1 MiB of documents.
    ///
    /// - Parameters:
    ///   - erasure: why.
    ///   - traces: by what words the person could be known; nil if they are lost with their file.
    ///   - reached: the last delivery that is done with.
    ///   - last: the last one that there was when the facts were erased; later ones came in without
    ///     the person.
    ///   - tools: what takes the person out of bytes.
    /// - Returns: the last delivery that is done with now; at least `last` at the end.
    package func eraseAttempts(
        _ erasure: PendingErasure, known traces: Traces?, after reached: Int64, upTo last: Int64,
        with tools: ErasingTools
    ) throws(LedgerError) -> Int64 {
        try transaction { (session) throws(SQLFailure) in
            let piece = try session.piece(after: reached, upTo: last)
            guard let end = piece.last else { return last }
            var changes: [AttemptErasing] = []
            for attempt in piece {
                let change = try AttemptErasing(attempt, erasure, traces, tools, session)
                if change.isNeeded { changes.append(change) }
            }
            if !changes.isEmpty {
                try session.erasingPerson { () throws(SQLFailure) in
                    for change in changes {
                        try change.apply(because: erasure.act, with: tools, session)
                    }
                }
            }
            return end
        }.get(orTell: path)
    }

    /// The last delivery that is recorded; 0 before the first.
    package func lastAttempt() throws(LedgerError) -> Int64 {
        try write { (session) throws(SQLFailure) in try session.lastAttempt() }
    }

    /// In one piece.
    static let eraseDeliveries = 500
    static let eraseBytes: Int64 = 1 << 20
}

extension Session {
    /// Whether a command's reason went with the facts that it rules on.
    fileprivate func losesReason(_ attempt: Int64, _ reason: String) throws(SQLFailure) -> Bool {
        guard reason != "-" else { return false }
        let facts = FactNumber.all(of: attempt)
        return try first(
            "SELECT 1 FROM fact WHERE id BETWEEN ? AND ? AND nik IS NULL AND reason = '-'",
            facts.lowerBound, facts.upperBound
        ) { (_) throws(SQLFailure) in true } ?? false
    }

    /// Whether a delivery has facts about the person, or acts; they are a tombstone's by now.
    fileprivate func isAbout(_ erasure: PendingErasure, _ attempt: Int64) throws(SQLFailure) -> Bool
    {
        let facts = FactNumber.all(of: attempt)
        return try first(
            """
            SELECT 1 FROM erasure WHERE act = ?1 AND (
              EXISTS (SELECT 1 FROM fact WHERE id BETWEEN ?2 AND ?3 AND nik = tombstone)
              OR EXISTS (SELECT 1 FROM person_act WHERE fact BETWEEN ?2 AND ?3 AND nik = tombstone))
            """, erasure.act, facts.lowerBound, facts.upperBound
        ) { (_) throws(SQLFailure) in true } ?? false
    }

    /// The next deliveries, as many as are looked at in one piece; one at least.
    fileprivate func piece(after reached: Int64, upTo last: Int64) throws(SQLFailure) -> [Int64] {
        var bytes: Int64 = 0
        var piece: [Int64] = []
        let next = try rows(
            """
            SELECT attempt.id, coalesce(length(bytes), 0)
            FROM attempt LEFT JOIN document ON document.id = attempt.document
            WHERE attempt.id > ? AND attempt.id <= ? ORDER BY attempt.id LIMIT ?
            """, reached, last, Ledger.eraseDeliveries
        ) { (row) throws(SQLFailure) in (id: row.integer(0), length: row.integer(1)) }
        for attempt in next {
            bytes += attempt.length
            guard piece.isEmpty || bytes <= Ledger.eraseBytes else { break }
            piece.append(attempt.id)
        }
        return piece
    }
}

/// What of one delivery is to be changed.
private struct AttemptErasing {
    private let number: Int64
    private var document: (id: Int64, bytes: [UInt8])?
    private var fileName: [UInt8]?
    private var hidesReason = false
    private var isRenamed = false
    private var isCopy = false
    /// No bytes are left that would tell whether the person was in them, so that a guess at what
    /// they said could be tried out on the digest.
    private var isUntold = false
    private var items: [(position: Int64, id: String)] = []
    private var complaints: [(number: Int64, id: String?, pointer: String, message: String)] = []

    private var speakers: [(fact: Int64, number: Int64, id: String, name: String)] = []

    var isNeeded: Bool {
        document != nil || fileName != nil || hidesReason || isRenamed || isCopy || isUntold
            || !items.isEmpty || !complaints.isEmpty || !speakers.isEmpty
    }

    init(
        _ number: Int64, _ erasure: PendingErasure, _ traces: Traces?, _ tools: ErasingTools,
        _ session: Session
    ) throws(SQLFailure) {
        self.number = number
        let row = try session.first(
            """
            SELECT job_id, file_name, operator_reason, document, bytes,
              coalesce(same_as, document) IN (SELECT attempt FROM redacted WHERE act = ?2),
              outcome = 'unreadable',
              sha256 IS NOT NULL AND attempt.id NOT IN (SELECT attempt FROM redacted)
                AND NOT EXISTS (SELECT 1 FROM document AS kept WHERE kept.bytes IS NOT NULL
                  AND kept.id = coalesce(document, iif(outcome = 'duplicate', (
                    SELECT job.document FROM attempt AS job WHERE job.id = attempt.same_as), NULL)))
            FROM attempt LEFT JOIN document ON document.id = attempt.document
            WHERE attempt.id = ?1
            """, number, erasure.act
        ) { (row) throws(SQLFailure) in
            (
                jobID: row.optionalText(0), fileName: row.bytes(1), reason: row.optionalText(2),
                document: row.optionalInteger(3), bytes: row.isNull(4) ? nil : row.bytes(4),
                isCopy: row.integer(5) == 1, isUnreadable: row.integer(6) == 1,
                isUntold: row.integer(7) == 1
            )
        }
        guard let row else { return }
        if let jobID = row.jobID { isRenamed = tools.masked(jobID) != jobID }
        try readItems(tools, session)
        try readComplaints(tools, session)
        try readSpeakers(traces, tools, session)
        (isCopy, isUntold) = (row.isCopy, row.isUntold)
        var masked = tools.mask(row.fileName)
        let redacted = row.bytes.flatMap { tools.redact($0, false) }
        // Names and words of others' deliveries stay: they mean others too.
        var isTheirs =
            isRenamed || isCopy || !items.isEmpty || !complaints.isEmpty || !speakers.isEmpty
            || redacted != nil || masked != row.fileName
        if !isTheirs { isTheirs = try session.isAbout(erasure, number) }
        if isTheirs { masked = masked.hiding(traces?.words ?? []) }
        if masked != row.fileName { fileName = masked }
        if let reason = row.reason, let traces {
            hidesReason = traces.show(in: reason, isTheirs: isTheirs)
            if !hidesReason { hidesReason = try session.losesReason(number, reason) }
        }
        if let id = row.document, let bytes = row.bytes {
            let redacted = hidesReason ? tools.redact(bytes, true) : redacted
            // Where nothing tells whose a name is.
            let hidden = row.isUnreadable ? redacted?.hiding(traces?.words ?? []) : redacted
            if let hidden { document = (id, hidden) }
        }
    }

    /// Of a class: an id may be anything that its organiser likes, also a NIK.
    private mutating func readSpeakers(
        _ traces: Traces?, _ tools: ErasingTools, _ session: Session
    ) throws(SQLFailure) {
        let facts = FactNumber.all(of: number)
        let names = Set((traces?.words ?? []).map { $0.lowercased() })
        speakers = try session.rows(
            "SELECT fact, number, speaker_id, name FROM header_speaker WHERE fact BETWEEN ? AND ?",
            facts.lowerBound, facts.upperBound
        ) { (row) throws(SQLFailure) in
            (fact: row.integer(0), number: row.integer(1), id: row.text(2), name: row.text(3))
        }
        .compactMap { old in
            let id = tools.masked(old.id)
            guard id != old.id || names.contains(old.name.lowercased()) else { return nil }
            return (old.fact, old.number, id, "-")
        }
    }

    private mutating func readItems(
        _ tools: ErasingTools, _ session: Session
    ) throws(SQLFailure) {
        items = try session.rows(
            "SELECT position, item_id FROM item WHERE attempt = ? AND item_id IS NOT NULL", number
        ) { (row) throws(SQLFailure) in (position: row.integer(0), id: row.text(1)) }
        .compactMap { item in
            let masked = tools.masked(item.id)
            return masked == item.id ? nil : (item.position, masked)
        }
    }

    private mutating func readComplaints(
        _ tools: ErasingTools, _ session: Session
    ) throws(SQLFailure) {
        complaints = try session.rows(
            "SELECT number, item_id, pointer, message FROM complaint WHERE attempt = ?", number
        ) { (row) throws(SQLFailure) in
            (
                number: row.integer(0), id: row.optionalText(1), pointer: row.text(2),
                message: row.text(3)
            )
        }
        .compactMap { old in
            let new = (
                number: old.number, id: old.id.map { tools.masked($0) },
                pointer: tools.masked(old.pointer), message: tools.masked(old.message)
            )
            return new == old ? nil : new
        }
    }

    func apply(
        because act: Int64, with tools: ErasingTools, _ session: Session
    ) throws(SQLFailure) {
        if let document {
            try session.run(
                "UPDATE document SET bytes = ? WHERE id = ?", document.bytes, document.id)
        }
        if document != nil || isCopy {
            try session.redactHash(number, because: act, with: tools)
        } else if isUntold {
            try session.redactHash(number, because: nil, with: tools)
        }
        if let fileName {
            try session.run("UPDATE attempt SET file_name = ? WHERE id = ?", fileName, number)
        }
        if isRenamed { try session.renameJob(number, with: tools) }
        if hidesReason {
            try session.run("UPDATE attempt SET operator_reason = '-' WHERE id = ?", number)
            // Also of what is about nobody: a pause, a list that was shown.
            let facts = FactNumber.all(of: number)
            try session.run(
                "UPDATE fact SET reason = '-' WHERE id BETWEEN ? AND ? AND reason IS NOT NULL",
                facts.lowerBound, facts.upperBound)
        }
        for item in items {
            try session.run(
                "UPDATE item SET item_id = ? WHERE attempt = ? AND position = ?",
                item.id, number, item.position)
        }
        for complaint in complaints {
            try session.run(
                """
                UPDATE complaint SET item_id = ?, pointer = ?, message = ?
                WHERE attempt = ? AND number = ?
                """, complaint.id, complaint.pointer, complaint.message, number, complaint.number)
        }
        for speaker in speakers {
            try session.run(
                "UPDATE header_speaker SET speaker_id = ?, name = ? WHERE fact = ? AND number = ?",
                speaker.id, speaker.name, speaker.fact, speaker.number)
        }
        if document != nil { try maskFacts(with: tools, session) }
    }

    /// Ids of other people's items in which the number stands.
    private func maskFacts(with tools: ErasingTools, _ session: Session) throws(SQLFailure) {
        let numbers = FactNumber.all(of: number)
        let facts = try session.rows(
            """
            SELECT fact.id, item_id, source, job_id FROM fact JOIN attempt ON attempt.id = fact.job
            WHERE fact.id BETWEEN ? AND ? AND item_id IS NOT NULL
            """, numbers.lowerBound, numbers.upperBound
        ) { (row) throws(SQLFailure) in
            (id: row.integer(0), item: row.text(1), source: row.integer(2), job: row.text(3))
        }
        for fact in facts {
            let masked = tools.masked(fact.item)
            guard masked != fact.item else { continue }
            try session.run("UPDATE fact SET item_id = ? WHERE id = ?", masked, fact.id)
            try session.run(
                """
                UPDATE fact SET target_item = ?
                WHERE target_source = ? AND target_job = ? AND target_item = ?
                """, masked, fact.source, fact.job, fact.item)
        }
    }
}

extension [UInt8] {
    /// The same bytes with an `x` for each byte of these words, however they are capitalized.
    fileprivate func hiding(_ words: Set<String>) -> [UInt8] {
        guard !words.isEmpty else { return self }
        var bytes = self
        let small = bytes.map(\.smallLetter)
        for word in words.map({ $0.utf8.map(\.smallLetter) }) where word.count >= 3 {
            for start in small.places(ofWord: word) {
                for place in start..<(start + word.count) { bytes[place] = UInt8(ascii: "x") }
            }
        }
        return bytes
    }
}

extension UInt8 {
    /// Of a capital letter of ASCII the small one.
    fileprivate var smallLetter: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
