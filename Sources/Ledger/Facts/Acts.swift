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
    package let operatorName: String
    package let reason: String

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

/// An operator's word that a source's files shall wait, or wait no longer.
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

    /// Of each source the latest pause or resumption by `submitted_at`, however late or early it came.
    /// In the order of the codes.
    func latestPauses() throws(SQLFailure) -> [(isPause: Bool, pause: Pause)] {
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
        return latest.values.sorted { $0.pause.source < $1.pause.source }
    }

    /// The pauses in force, in the order of the codes.
    func pauses() throws(SQLFailure) -> [Pause] {
        try latestPauses().filter(\.isPause).map(\.pause)
    }
}

extension Ledger {
    /// The pauses in force.
    package func pauses() throws(LedgerError) -> [Pause] {
        try write { (session) throws(SQLFailure) in try session.pauses() }
    }

    /// Who had the files of a source taken again, if that was the latest word on it.
    package func resumption(of source: SourceCode) throws(LedgerError) -> Pause? {
        try write { (session) throws(SQLFailure) in
            try session.latestPauses().first { !$0.isPause && $0.pause.source == source }?.pause
        }
    }

    /// Retries of which it was not written down yet what became of them, the oldest first.
    ///
    /// - Parameters:
    ///   - act: only those after this one: the next page. 0 for the first.
    ///   - limit: how many at most.
    package func pendingRetries(
        after act: Int64, limit: Int
    ) throws(LedgerError) -> [PendingRetry] {
        try write { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT act.fact, act.attempt, attempt.outcome, attempt.source, attempt.file_name,
                  attempt.device, attempt.inode, attempt.size, attempt.mtime_ns, attempt.ctime_ns,
                  command.operator_name, command.operator_reason
                FROM act LEFT JOIN attempt ON attempt.id = act.attempt
                  JOIN attempt command ON command.id = act.fact / 8192
                WHERE act.fact > ? AND what = 'retry'
                  AND NOT EXISTS (SELECT 1 FROM retried WHERE act = act.fact)
                ORDER BY act.fact LIMIT ?
                """, act, limit
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
                    act: row.integer(0), attempt: row.integer(1), file: file,
                    operatorName: row.text(10), reason: row.text(11))
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
