package import Programme

/// What became of a retry.
package enum RetryOutcome: String, Hashable, Sendable, CaseIterable {
    /// The file went back into its drop box.
    case returned
    /// There is no such file: its source took it, or it went back before.
    case gone
    /// The attempt is none whose file was rejected.
    case notRejected = "not_rejected"
    /// The source has no drop box, or no more room in it.
    case noBox = "no_box"
}

/// A rejected file that an operator wants judged anew.
package struct PendingRetry: Hashable, Sendable {
    /// The number of the act.
    package let act: Int64
    /// The delivery whose file it is.
    package let attempt: Int64
    /// Nil if there is no such attempt, or its file was not rejected.
    package let file: File?

    package struct File: Hashable, Sendable {
        package let box: SourceCode
        /// The name it was delivered under; raw bytes.
        package let name: [UInt8]
        package let identity: FileIdentity
    }
}

/// What became of one.
package struct RetryResult: Hashable, Sendable {
    package let act: Int64
    package let outcome: RetryOutcome
    /// The file as it went back.
    package let file: FileIdentity?

    package init(of retry: PendingRetry, _ outcome: RetryOutcome, file: FileIdentity? = nil) {
        act = retry.act
        self.outcome = outcome
        self.file = file
    }
}

/// An operator's word that a source's files shall wait.
package struct Pause: Hashable, Sendable {
    package let source: SourceCode
    package let operatorName: String
    package let reason: String
    /// When it was submitted.
    package let since: Instant
}

extension Session {
    func insert(_ act: OperatorItem.Act, as fact: Int64) throws(SQLFailure) {
        var (source, attempt): (Int64?, Int64?) = (nil, nil)
        let what: String
        switch act {
        case .person(let person): return try insert(person, as: fact)
        case .pause(let code): (what, source) = ("pause", try number(of: code))
        case .resume(let code): (what, source) = ("resume", try number(of: code))
        case .retry(let number): (what, attempt) = ("retry", number)
        case .reveal(let revelation): return try insert(revelation, as: fact)
        }
        try run("INSERT INTO act VALUES (?, ?, ?, ?)", fact, what, source, attempt)
    }

    /// The act of a fact of that kind.
    func act(_ fact: Int64) throws(SQLFailure) -> OperatorItem.Act {
        let act = try first("SELECT what, source, attempt FROM act WHERE fact = ?", fact) {
            (row) throws(SQLFailure) -> OperatorItem.Act in
            switch row.text(0) {
            case "pause": .pause(try self.code(row.integer(1)))
            case "resume": .resume(try self.code(row.integer(1)))
            default: .retry(attempt: row.integer(2))
            }
        }
        if let act { return act }
        if let revelation = try revelation(fact) { return .reveal(revelation) }
        guard let person = try personAct(fact) else {
            throw .unexpected("an act without what it is")
        }
        return .person(person)
    }

    /// The pauses in force: of each source the latest act on it by `submitted_at`, however late or
    /// early it came, if that is a pause. In the order of the codes.
    func pauses() throws(SQLFailure) -> [Pause] {
        var latest: [Int64: (isPause: Bool, pause: Pause)] = [:]
        let acts = try rows(
            """
            SELECT act.source, act.what = 'pause', submitted_at, operator_name, reason
            FROM act JOIN recorded_fact ON recorded_fact.id = act.fact
              JOIN source ON source.id = recorded_fact.source
            WHERE act.source IS NOT NULL
            ORDER BY submitted_at, source.code, job_id, position
            """
        ) { (row) throws(SQLFailure) in
            (
                row.integer(0), row.integer(1) == 1,
                Pause(
                    source: try self.code(row.integer(0)), operatorName: row.text(3),
                    reason: row.text(4), since: row.instant(2))
            )
        }
        for (source, isPause, pause) in acts { latest[source] = (isPause, pause) }
        return latest.values.filter(\.isPause).map(\.pause).sorted { $0.source < $1.source }
    }
}

extension Ledger {
    /// The pauses in force.
    package func pauses() throws(LedgerError) -> [Pause] {
        try write { (session) throws(SQLFailure) in try session.pauses() }
    }

    /// Retries of which it was not written down yet what became of them, the oldest first.
    package func pendingRetries(limit: Int) throws(LedgerError) -> [PendingRetry] {
        try write { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT fact, act.attempt, outcome, attempt.source, file_name, device, inode, size,
                  mtime_ns, ctime_ns
                FROM act LEFT JOIN attempt ON attempt.id = act.attempt
                WHERE what = 'retry' AND NOT EXISTS (SELECT 1 FROM retried WHERE act = fact)
                ORDER BY fact LIMIT ?
                """, limit
            ) { (row) throws(SQLFailure) in
                let outcome: JobOutcome? = try row.optionalWord(2)
                var file: PendingRetry.File?
                // A deferred job that was refused when it came due has left no file.
                if outcome?.isRejected == true, !row.isNull(6) {
                    file = PendingRetry.File(
                        box: try session.code(row.integer(3)), name: row.bytes(4),
                        identity: FileIdentity(
                            device: UInt64(bitPattern: row.integer(5)),
                            inode: UInt64(bitPattern: row.integer(6)), size: row.integer(7),
                            mtimeNs: row.integer(8), ctimeNs: row.integer(9)))
                }
                return PendingRetry(
                    act: row.integer(0), attempt: row.integer(1), file: file)
            }
        }
    }

    /// Writes down what became of retries; what is written down already stays.
    package func finish(retries results: [RetryResult]) throws(LedgerError) {
        let now = options.clock()
        return try transaction { (session) throws(SQLFailure) in
            for result in results {
                let file = result.file
                try session.run(
                    "INSERT INTO retried VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    result.act, result.outcome, now, file.map { Int64(bitPattern: $0.device) },
                    file.map { Int64(bitPattern: $0.inode) }, file?.size, file?.mtimeNs)
            }
        }.get(orThrow: path)
    }
}
